import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.sources.pacing import LONGEST_WAIT_SECONDS, RequestWindow, asked_wait, growing_wait


@given(st.integers(1, 5), st.floats(0.5, 20), st.lists(st.floats(0, 5), min_size=1, max_size=40))
def test_no_stretch_of_the_window_holds_more_starts_than_it_allows(
    limit: int, seconds: float, gaps: list[float]
) -> None:
    window, now, starts = RequestWindow(limit, seconds), 0.0, []
    for gap in gaps:
        now += gap
        starts.append(now + window.reserve(now))
    assert starts == sorted(starts)
    assert all(later - earlier >= seconds - 1e-9 for earlier, later in zip(starts, starts[limit:], strict=False))


def test_there_is_no_waiting_while_there_is_room() -> None:
    window = RequestWindow(2, 10)
    assert [window.reserve(0), window.reserve(1), window.reserve(2), window.reserve(30)] == [0, 0, 8, 0]


def test_a_held_window_opens_when_told_and_is_never_shortened() -> None:
    window = RequestWindow(5, 0)
    window.hold(20)
    window.hold(10)
    assert [window.reserve(15), window.reserve(25)] == [5, 0]


@pytest.mark.parametrize(("requests", "seconds"), [(0, 1), (1, -1)])
def test_a_window_that_lets_nothing_through_is_refused(requests: int, seconds: float) -> None:
    with pytest.raises(ValueError, match="lets nothing through"):
        RequestWindow(requests, seconds)


@pytest.mark.parametrize(
    ("failures", "share", "wait"), [(1, 0, 0.5), (1, 1, 1), (2, 1, 2), (3, 0, 2), (50, 1, LONGEST_WAIT_SECONDS)]
)
def test_the_wait_doubles_up_to_a_minute_and_is_half_at_least(failures: int, share: float, wait: float) -> None:
    assert growing_wait(failures, share) == wait


NOW = "Wed, 21 Oct 2015 07:28:00 GMT"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": "9" * 400}, 999_999_999),
        ({"Retry-After": "Wed, 21 Oct 2015 07:29:00 GMT", "Date": NOW}, 60),
        ({"Retry-After": "Wed, 21 Oct 2015 07:00:00 GMT", "Date": NOW}, 0),
        ({"Retry-After": "Wed, 21 Oct 2015 07:29:00 GMT"}, None),
        ({"Retry-After": "Wed, 21 Oct 2015 07:29:00 -0000", "Date": NOW}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "soon", "Date": NOW}, None),
        ({}, None),
    ],
)
def test_what_the_source_asks_for_is_read_or_ignored(headers: dict[str, str], wait: float | None) -> None:
    assert asked_wait(headers) == wait
