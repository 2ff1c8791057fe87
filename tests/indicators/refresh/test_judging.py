"""A bad answer never replaces good data, and a good one is not kept out."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.refresh.judging import FEWEST_COMPARED, LARGEST_LOSS, LARGEST_SHIFT, AnswerRefused, changes, judge
from tests.indicators.examples import hidden, observations, of_year

NOTHING = observations({}).iloc[:0]


def series(number: int, *, factor: float = 1.0, year: int = 2018, vintage: int = 2025) -> pd.DataFrame:
    """`number` municipalities with 1,000 residents and more."""
    return observations(
        *(
            {"area_code": f"{place:03}", "value": factor * (1000 + place), "boundary_year": vintage} | of_year(year)
            for place in range(number)
        )
    )


def test_the_first_answer_has_nothing_to_be_worse_than() -> None:
    judge(NOTHING, NOTHING, series(3))


def test_the_same_answer_is_welcome_again() -> None:
    judge(series(20), series(20), series(20))


def test_losing_a_tenth_is_allowed_and_one_more_is_not() -> None:
    number = 40
    allowed = int(LARGEST_LOSS * number)
    judge(series(number), NOTHING, series(number - allowed))
    with pytest.raises(AnswerRefused, match=r"5 of 40 figures are gone, more than 10%, the first MUNICIPALITY 035"):
        judge(series(number), NOTHING, series(number - allowed - 1))


def test_a_year_without_rows_is_refused_however_small_it_is() -> None:
    before = pd.concat([series(40), series(1, year=2019)])
    with pytest.raises(AnswerRefused, match="no figure any more for 2019"):
        judge(before, NOTHING, series(40))


def test_rows_whose_value_is_hidden_now_are_losses_too() -> None:
    gone = observations(*(hidden(area_code=f"{place:03}") for place in range(40)))
    with pytest.raises(AnswerRefused, match="2018"):
        judge(series(40), NOTHING, gone)


def test_other_copies_may_have_more_places() -> None:
    judge(NOTHING, series(40), series(12))


@pytest.mark.parametrize(("factor", "refused"), [(LARGEST_SHIFT, False), (10.0, True), (0.1, True), (1000.0, True)])
@pytest.mark.parametrize("known_as", ["before", "older"])
def test_figures_in_another_unit_are_refused(factor: float, refused: bool, known_as: str) -> None:
    known = {"before": NOTHING, "older": NOTHING} | {known_as: series(20, vintage=2013)}
    if refused:
        with pytest.raises(AnswerRefused, match="another unit"):
            judge(now=series(20, factor=factor), **known)
    else:
        judge(now=series(20, factor=factor), **known)


def test_a_few_figures_in_common_say_nothing_of_the_unit() -> None:
    judge(NOTHING, series(FEWEST_COMPARED - 1), series(20, factor=100))


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.lists(st.booleans(), min_size=1, max_size=30))
def test_added_changed_and_removed_rows_add_up(before: list[bool], now: list[bool]) -> None:
    old = observations({}, *({"area_code": f"{place:03}"} for place, there in enumerate(before) if there))
    new = observations({}, *({"area_code": f"{place:03}", "value": 1.0} for place, there in enumerate(now) if there))
    old, new = (each.drop_duplicates("area_code") for each in (old, new))
    added, changed, removed = changes(old, new)
    assert len(old) - removed + added == len(new)
    assert changed <= len(old) - removed


def test_a_value_that_is_hidden_now_is_a_change_and_a_hidden_one_that_stays_is_none() -> None:
    before = observations({}, hidden(area_code="091"))
    now = observations(hidden(), hidden(area_code="091"))
    assert changes(before, now) == (0, 1, 0)
