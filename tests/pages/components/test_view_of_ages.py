"""The ages of an area: shares of all residents, women left and men right where a source tells them apart."""

import pandas as pd
import pytest

from geodata.levels import AreaLevel
from indicators.published import load_observations
from pages.components.reader import Reader
from pages.components.view_of_ages import RESIDENTS, AgesView, ages_of
from tests.indicators.examples import hidden, observations, of_year

ESPOO = (AreaLevel.MUNICIPALITY, "049")
KAUNIAINEN = (AreaLevel.MUNICIPALITY, "235")
LEPPAVAARA = (AreaLevel.MAJOR_DISTRICT, "0491")
READER = Reader("en", "049")


def ages(area: tuple[AreaLevel, str], benchmark: tuple[AreaLevel, str] | None = None, home: str = "049") -> AgesView:
    view = ages_of(Reader("en", home), load_observations(RESIDENTS), area, benchmark)
    assert view is not None
    return view


def by_sex_and_age(counts: dict[tuple[str, str], float], code: str = "049", year: int = 2018) -> pd.DataFrame:
    """Residents of a municipality by sex and age, and all together."""
    parts = {**counts, ("_T", "_T"): sum(counts.values())}
    common = {"indicator_id": RESIDENTS, "area_code": code, **of_year(year)}
    return observations(
        *({**common, "sex": sex, "age_group": age, "value": each} for (sex, age), each in parts.items())
    )


MADE_UP = {("F", "0-6"): 30.0, ("F", "7-15"): 20.0, ("M", "0-6"): 25.0, ("M", "7-15"): 25.0}


def test_the_ages_of_suur_leppavaara_in_the_newest_year_that_tells_them() -> None:
    view = ages(LEPPAVAARA)
    # 2022 has residents but no ages. In 2017: 5,766.68 aged 0–6 of 60,779.60.
    assert view.period == "2017"
    bars = view.bars()
    assert [bar.age for bar in bars] == ["0–6", "7–15", "16–24", "25–44", "45–64", "65–74", "75–84", "85+"]
    assert bars[0].right == pytest.approx(100 * 5766.684364 / 60779.597347)
    assert bars[0].right_text == "9.5%"
    assert view.subtitle() == "Share of residents by age, % · Suur-Leppävaara · 2017"


@pytest.mark.parametrize(
    ("area", "home"), [(LEPPAVAARA, "049"), ((AreaLevel.POSTAL_AREA, "02100"), "049"), (KAUNIAINEN, "235")]
)
def test_ages_sum_to_the_whole(area: tuple[AreaLevel, str], home: str) -> None:
    assert sum(bar.right for bar in ages(area, home=home).bars()) == pytest.approx(100)


def test_where_the_source_does_not_divide_ages_by_sex_the_bars_have_one_side() -> None:
    view = ages(LEPPAVAARA)
    assert {(bar.left, bar.left_text) for bar in view.bars()} == {(None, "")}
    assert "The source does not divide ages by sex." in view.notes()


def test_women_stand_left_and_men_right() -> None:
    view = ages_of(READER, by_sex_and_age(MADE_UP), ESPOO, None)
    assert view is not None
    young, older = view.bars()
    assert (young.left, young.right) == (30.0, 25.0)
    assert (older.left, older.right) == (20.0, 25.0)
    assert (young.left_text, young.right_text) == ("30.0%", "25.0%")
    assert sum(bar.right + (bar.left or 0.0) for bar in view.bars()) == pytest.approx(100)
    assert "sex" not in view.notes()


def test_the_benchmark_is_told_in_shares_of_its_own() -> None:
    other = {key: 2 * count if key[0] == "F" else count for key, count in MADE_UP.items()}
    rows = pd.concat([by_sex_and_age(MADE_UP), by_sex_and_age(other, "235")], ignore_index=True)
    view = ages_of(READER, rows, ESPOO, KAUNIAINEN)
    assert view is not None
    assert view.bars()[0].left_benchmark == pytest.approx(100 * 60 / 150)
    assert view.bars()[0].right_benchmark == pytest.approx(100 * 25 / 150)
    assert "Upright line: Kauniainen." in view.notes()


def test_a_benchmark_without_ages_has_no_line_and_is_not_spoken_of() -> None:
    # A postal area of Suur-Matinkylä is hidden, so Espoo's ages are unknown too.
    view = ages(LEPPAVAARA, ESPOO)
    assert {bar.right_benchmark for bar in view.bars()} == {None}
    assert "Espoo" not in view.notes()


def test_without_ages_there_is_no_view() -> None:
    rows = load_observations(RESIDENTS)
    assert ages_of(READER, rows, (AreaLevel.MAJOR_DISTRICT, "0493"), ESPOO) is None
    assert ages_of(READER, rows, (AreaLevel.REGION, "01"), None) is None
    assert ages_of(READER, rows[rows["age_group"] == "_T"], LEPPAVAARA, None) is None


def test_a_year_with_a_hidden_age_gives_way_to_an_older_whole_one() -> None:
    newest = by_sex_and_age(MADE_UP, year=2019)
    is_hidden = (newest["sex"] == "F") & (newest["age_group"] == "0-6")
    newest.loc[is_hidden, list(hidden())] = list(hidden().values())
    rows = pd.concat([by_sex_and_age(MADE_UP), newest], ignore_index=True)
    view = ages_of(READER, rows, ESPOO, None)
    assert view is not None
    assert view.period == "2018"
    assert ages_of(READER, newest, ESPOO, None) is None
