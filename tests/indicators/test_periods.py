"""Periods: which texts are read, which are refused, and how periods lie in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import ObservationError
from indicators.periods import Grain, PeriodKind, follows, in_order, kind_of, parse_period

years = st.integers(1900, 2150)
house_texts = st.one_of(
    years.map(str),
    st.tuples(years, st.integers(1, 9)).map(lambda pair: f"{pair[0]}–{pair[0] + pair[1]}"),
    st.tuples(years, st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02d}"),
    st.tuples(years, st.integers(1, 4)).map(lambda pair: f"{pair[0]}-Q{pair[1]}"),
)


@pytest.mark.parametrize(
    ("text", "house", "start", "end", "kind"),
    [
        ("2024", "2024", date(2024, 1, 1), date(2024, 12, 31), PeriodKind.YEAR),
        ("2023–2024", "2023–2024", date(2023, 1, 1), date(2024, 12, 31), PeriodKind.YEARS),
        ("2023-2024", "2023–2024", date(2023, 1, 1), date(2024, 12, 31), PeriodKind.YEARS),
        ("2023/2024", "2023–2024", date(2023, 1, 1), date(2024, 12, 31), PeriodKind.YEARS),
        ("2018–2020", "2018–2020", date(2018, 1, 1), date(2020, 12, 31), PeriodKind.YEARS),
        ("2024-02", "2024-02", date(2024, 2, 1), date(2024, 2, 29), PeriodKind.MONTH),
        ("2024M02", "2024-02", date(2024, 2, 1), date(2024, 2, 29), PeriodKind.MONTH),
        ("2023-M02", "2023-02", date(2023, 2, 1), date(2023, 2, 28), PeriodKind.MONTH),
        ("2024-Q4", "2024-Q4", date(2024, 10, 1), date(2024, 12, 31), PeriodKind.QUARTER),
        ("2024Q1", "2024-Q1", date(2024, 1, 1), date(2024, 3, 31), PeriodKind.QUARTER),
    ],
)
def test_the_houses_texts_and_the_sources_are_read(
    text: str, house: str, start: date, end: date, kind: PeriodKind
) -> None:
    period = parse_period(text)
    assert (period.text, period.start, period.end, period.kind) == (house, start, end, kind)
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "", "24", "2024 ", "2024\n", "2024*", "2024-13", "2024-00", "2024-5", "2024M5", "2024Q5", "2024-Q0", "2024q1",
        "2023-24", "5/2024", "I/2024", "2024H1", "2024W05", "2024-05-01", "٢٠٢٤", "0999", "2024.0", "None",
    ],
)  # fmt: skip
def test_what_leaves_a_doubt_is_refused_with_the_forms_allowed(text: str) -> None:
    with pytest.raises(ObservationError, match=r"write .*2024-Q1") as refusal:
        parse_period(text)
    assert repr(text) in str(refusal.value)


@pytest.mark.parametrize("text", ["2024–2023", "2024-2024"])
def test_several_years_end_after_they_begin(text: str) -> None:
    with pytest.raises(ObservationError, match="its last year must come after its first"):
        parse_period(text)


def test_a_year_of_months_lies_around_the_year() -> None:
    months = [parse_period(f"2024-{month:02d}").position for month in range(1, 13)]
    assert sum(months) / 12 == pytest.approx(parse_period("2024").position) == pytest.approx(2024)
    assert min(months) > parse_period("2024").opening == 2023.5
    assert max(months) < parse_period("2025").opening


def test_quarters_and_rounds_stand_at_their_middle() -> None:
    assert parse_period("2024-Q2").position == pytest.approx(parse_period("2024-05").position)
    assert parse_period("2010–2012").position == 2011
    assert parse_period("2023–2024").position == 2023.5
    assert parse_period("2023–2024").year == 2024


def test_order_is_by_the_last_day_and_then_the_first() -> None:
    mixed = ["2024", "2024-12", "2023–2024", "2024-Q4", "2024-11", "2023", "2024-12"]
    assert in_order(mixed) == ("2023", "2024-11", "2023–2024", "2024", "2024-Q4", "2024-12")


@pytest.mark.parametrize(
    ("text", "grain"),
    [("2024", "years"), ("2023–2024", "years"), ("2024-Q1", "quarters"), ("2024-01", "months")],
)
def test_years_and_rounds_are_one_sort_of_series(text: str, grain: str) -> None:
    assert parse_period(text).grain == grain
    assert list(Grain) == ["years", "quarters", "months"]


@pytest.mark.parametrize(
    ("before", "after", "step", "nothing_is_missing"),
    [
        ("2022", "2023", 12, True),
        ("2022", "2024", 12, False),
        ("2022", "2024", 24, True),
        ("2024-11", "2025-01", 1, False),
        ("2024-12", "2025-01", 1, True),
        ("2024-Q4", "2025-Q1", 3, True),
        ("2024-Q3", "2025-Q1", 3, False),
        ("2021–2022", "2023–2024", 12, True),
        ("2019–2020", "2023–2024", 12, False),
        ("2010–2012", "2011–2013", 12, True),
        ("2010–2012", "2012–2014", 12, False),
        ("2022", "2023–2024", 12, True),
    ],
)
def test_a_gap_is_where_a_period_is_missing(before: str, after: str, step: int, nothing_is_missing: bool) -> None:
    assert follows(parse_period(before), parse_period(after), step) is nothing_is_missing


@given(house_texts)
def test_a_house_text_is_its_own_name(text: str) -> None:
    period = parse_period(text)
    assert period.text == text
    assert period.start <= period.end
    assert period.start.day == 1 and (period.end + timedelta(days=1)).day == 1
    assert period.opening < period.position


@given(house_texts, house_texts)
def test_periods_of_one_length_lie_in_time_as_they_are_ordered(one: str, other: str) -> None:
    first, second = parse_period(one), parse_period(other)
    assert (first == second) == (one == other)
    assert (first < second) + (first == second) + (first > second) == 1
    if first.months == second.months:
        assert (first < second) == (first.position < second.position)


@given(st.lists(house_texts))
def test_in_order_is_sorted_and_keeps_each_text_once(texts: list[str]) -> None:
    ordered = in_order(texts)
    assert set(ordered) == set(texts)
    assert len(ordered) == len(set(texts))
    assert list(ordered) == sorted(ordered, key=parse_period)


@given(st.text(max_size=12))
def test_any_other_text_is_refused_and_never_crashes(text: str) -> None:
    try:
        assert parse_period(parse_period(text).text) == parse_period(text)
    except ObservationError as refusal:
        assert repr(text) in str(refusal)
