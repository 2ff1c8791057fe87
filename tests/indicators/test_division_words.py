"""What is said of rows of older divisions."""

import pandas as pd
import pytest

from indicators.current_division import Settled, settled
from indicators.division_words import WORDS, notes_on, refusals_of
from indicators.divisions import NotCarried
from tests.indicators.examples import definition, observations

PARTS = ({"area_code": "507", "boundary_year": 2024}, {"area_code": "588", "boundary_year": 2024})
MEDIAN = definition(kind="median", aggregation={"method": "none", "reason": "median"})


def brought(*rows: dict[str, object], median: bool = False) -> Settled:
    given = observations(*rows)
    return settled(given, given.iloc[:0], MEDIAN if median else definition(), lambda: given)


def test_every_reason_has_words_that_differ() -> None:
    assert set(WORDS) == set(NotCarried)
    assert len(set(WORDS.values())) == len(NotCarried)


def test_rows_put_together_are_counted_and_the_first_is_named() -> None:
    (note,) = notes_on(brought(*PARTS), definition())
    assert note == (
        "population: 2 rows of municipalities that have merged are put together in the division of 2026; "
        "the first: 507 Mäntyharju in 2018, division of 2024"
    )


def test_rows_that_stay_say_why_and_what_to_do() -> None:
    (note,) = notes_on(brought(*PARTS[1:], median=True), MEDIAN)
    assert note.startswith("population: 1 rows stay in their own division, and their series break there: a median")
    assert note.endswith("the first: 588 Pertunmaa in 2018, division of 2024, today part of 507 Mäntyharju")


@pytest.mark.parametrize("division", [2025, 2025.0])
def test_refused_rows_name_rule_number_and_place(division: float) -> None:
    ((rule, count, first),) = refusals_of(brought(PARTS[1] | {"boundary_year": division}))
    assert "--boundary-year" in rule
    assert (count, first) == (1, "588 Pertunmaa in 2018, division of 2025, today part of 507 Mäntyharju")


def test_nothing_is_said_of_rows_that_pass() -> None:
    told = brought({"area_code": "049"})
    assert notes_on(told, definition()) == list(refusals_of(told)) == []
    assert isinstance(told.rows, pd.DataFrame)
