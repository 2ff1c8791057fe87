"""Blind spots: each cell of theme, level and group counted, none left out."""

from datetime import date

import pandas as pd
import pytest

from geodata.levels import AreaLevel
from indicators.gaps import GroupKind, gaps, oldest_end
from indicators.model import Theme
from tests.indicators.examples import definition

LEVELS = (AreaLevel.MUNICIPALITY, AreaLevel.MAJOR_DISTRICT)
A = definition(indicator_id="a", theme="mental_health")
B = definition(indicator_id="b", theme="mental_health")


def reach(*rows: tuple[str, str, str, str, str, date]) -> pd.DataFrame:
    columns = ["indicator_id", "area_level", "sex", "age_group", "population_group", "last_end"]
    return pd.DataFrame(rows, columns=columns)


def cell(table: pd.DataFrame, theme: Theme, level: AreaLevel, kind: GroupKind) -> pd.Series:
    at = (table["theme"] == theme) & (table["area_level"] == level) & (table["group"] == kind)
    return table[at].squeeze()


def test_every_cell_is_there_once_even_of_no_figures() -> None:
    table = gaps(reach(), [A, B], LEVELS, None)
    assert len(table) == len(Theme) * len(LEVELS) * len(GroupKind)
    assert not table.duplicated(["theme", "area_level", "group"]).any()
    assert (table["indicators"] == 0).all()
    assert table["latest_end"].isna().all()


def test_an_indicator_counts_once_a_cell_whatever_its_groups() -> None:
    table = gaps(
        reach(
            ("a", "MUNICIPALITY", "_T", "_T", "_T", date(2020, 12, 31)),
            ("a", "MUNICIPALITY", "F", "_T", "_T", date(2020, 12, 31)),
            ("a", "MUNICIPALITY", "M", "_T", "_T", date(2021, 12, 31)),
            ("b", "MUNICIPALITY", "F", "0-6", "_T", date(2019, 12, 31)),
        ),
        [A, B],
        LEVELS,
        None,
    )
    numbers = {kind: cell(table, Theme.MENTAL_HEALTH, AreaLevel.MUNICIPALITY, kind)["indicators"] for kind in GroupKind}
    assert numbers == {"everybody": 1, "sex": 2, "age_group": 1, "population_group": 0}
    latest = cell(table, Theme.MENTAL_HEALTH, AreaLevel.MUNICIPALITY, GroupKind.SEX)["latest_end"]
    assert latest == pd.Timestamp("2021-12-31")
    assert table["indicators"].sum() == 4, "nothing counts elsewhere"


@pytest.mark.parametrize(("oldest", "found"), [(date(2020, 12, 31), 1), (date(2021, 1, 1), 0)])
def test_a_figure_that_is_too_old_leaves_a_blind_spot_but_its_year_is_told(oldest: date, found: int) -> None:
    rows = reach(("a", "MUNICIPALITY", "_T", "_T", "_T", date(2020, 12, 31)))
    one = cell(gaps(rows, [A], LEVELS, oldest), Theme.MENTAL_HEALTH, AreaLevel.MUNICIPALITY, GroupKind.EVERYBODY)
    assert one["indicators"] == found
    assert one["latest_end"] == pd.Timestamp("2020-12-31")


def test_indicators_and_levels_that_are_not_asked_for_are_left_out() -> None:
    rows = reach(
        ("unknown", "MUNICIPALITY", "_T", "_T", "_T", date(2020, 12, 31)),
        ("a", "COUNTRY", "_T", "_T", "_T", date(2020, 12, 31)),
    )
    table = gaps(rows, [A], LEVELS, None)
    assert table["indicators"].sum() == 0
    assert set(table["area_level"]) == {"MUNICIPALITY", "MAJOR_DISTRICT"}


def test_the_oldest_end_is_so_many_years_back() -> None:
    assert oldest_end(date(2026, 11, 22), 5) == date(2021, 11, 22)
    assert oldest_end(date(2024, 2, 29), 5) == date(2019, 2, 28)
    assert oldest_end(date(2024, 2, 29), 4) == date(2020, 2, 29)
