"""Questions asked several at a time, answered in order."""

import threading

import pytest

from indicators.refresh.fetching import AT_ONCE, UNDER_WAY, answered


def test_answers_come_in_the_order_of_the_questions() -> None:
    assert [(asked, answer()) for asked, answer in answered(range(100), lambda one: one * one)] == [
        (one, one * one) for one in range(100)
    ]


def test_a_fault_is_raised_where_its_answer_is_asked_for_and_the_others_come() -> None:
    found = []
    for question, answer in answered([1, 0, 2], lambda one: 6 // one):
        try:
            found.append(answer())
        except ZeroDivisionError:
            found.append(-question)
    assert found == [6, 0, 3]


def test_no_more_than_four_are_asked_at_once() -> None:
    together = threading.Barrier(AT_ONCE, timeout=10)
    lock, now, most = threading.Lock(), 0, 0

    def ask(one: int) -> int:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        if one < AT_ONCE:
            together.wait()  # the first four must be under way at the same time, or this breaks
        with lock:
            now -= 1
        return one

    assert [answer() for _, answer in answered(range(40), ask)] == list(range(40))
    assert most == AT_ONCE


def test_only_a_few_are_under_way_before_somebody_takes_an_answer() -> None:
    asked: list[int] = []
    answers = answered(iter(range(1000)), lambda one: asked.append(one) or one)
    next(answers)
    answers.close()
    assert len(asked) <= UNDER_WAY


def test_nothing_to_ask_is_no_answer() -> None:
    with pytest.raises(StopIteration):
        next(answered([], lambda one: one))
