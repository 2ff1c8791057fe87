"""Moran's I against R, hand-made maps and the slow twin; clusters against every possible shuffle."""

import json
import math
import random
import warnings
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import libpysal
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.spatial import MINIMUM_AREAS, QUADRANTS, LocalMoran, MoranResult, local_moran, moran
from tests.oracles.spatial import discovered, local_p_exactly, local_slowly, moran_slowly

Links = dict[str, list[str]]

SIDE = 6
CLUSTERS = {*QUADRANTS.values(), "not_significant", "no_figure"}


def code(row: int, column: int) -> str:
    return f"{row}{column}"


CODES = [code(row, column) for row in range(SIDE) for column in range(SIDE)]
ROOK: Links = {
    at: [beside for beside in CODES if abs(int(at[0]) - int(beside[0])) + abs(int(at[1]) - int(beside[1])) == 1]
    for at in CODES
}
POSITIONS = [[CODES.index(beside) for beside in ROOK[at]] for at in CODES]
HALVES = [10.0 * (int(at[1]) >= SIDE / 2) + number / 100 for number, at in enumerate(CODES)]
CHECKERBOARD = [float((int(at[0]) + int(at[1])) % 2) for at in CODES]

grids = st.lists(st.integers(0, 50).map(float), min_size=36, max_size=36).filter(lambda values: len(set(values)) > 1)


def on_the_grid(values: list[float]) -> pd.Series:
    return pd.Series(values, CODES)


def columbus() -> tuple[pd.Series, Links]:
    """Burglaries and vehicle thefts per 1,000 households in 49 neighbourhoods of Columbus, Ohio (Anselin 1988)."""
    folder = Path(libpysal.__file__).parent / "examples" / "columbus"
    areas = [feature["properties"] for feature in json.loads((folder / "columbus.json").read_text())["features"]]
    crime = pd.Series({f"{area['POLYID']:.0f}": area["CRIME"] for area in areas})
    lines = [line.split() for line in (folder / "columbus.gal").read_text().splitlines()[1:]]
    return crime, {head[0]: beside for head, beside in zip(lines[::2], lines[1::2], strict=True)}


def test_moran_is_what_r_prints_for_columbus() -> None:
    """R. Bivand, "R: Interoperability" (5 September 2019): spdep's moran.test(col_sf$CRIME, lw), queen, style W."""
    found = moran(*columbus())
    assert found.i == pytest.approx(0.500188557, abs=5e-10)
    assert found.expected == pytest.approx(-0.020833333, abs=5e-10)
    assert found.z == pytest.approx(5.5894, abs=5e-5)
    assert found.p_value == 0.002
    assert (found.areas, found.islands, found.reason) == (49, 0, "")


def test_local_moran_of_columbus_averages_to_what_r_prints() -> None:
    """Anselin scales by n/Σz² as R does, or by (n − 1)/Σz² as esda does; the mean is I but for that."""
    found = local_moran(*columbus())
    assert found.local_i.mean() * 49 / 48 == pytest.approx(0.5001886, abs=5e-8)


def test_a_checkerboard_is_minus_one() -> None:
    found = moran(on_the_grid(CHECKERBOARD), ROOK)
    assert found.i == pytest.approx(-1.0, abs=1e-12)
    assert found.expected == -1 / 35
    assert found.p_value == 0.002


def test_halves_are_clusters_and_far_above_chance() -> None:
    found = moran(on_the_grid(HALVES), ROOK)
    assert found.i > 0.7
    assert found.p_value == 0.002


@settings(max_examples=25, deadline=None)
@given(values=grids)
def test_moran_is_what_the_double_loop_gives(values: list[float]) -> None:
    found = moran(on_the_grid(values), ROOK, permutations=9)
    assert (found.i, found.expected, found.z) == pytest.approx(moran_slowly(values, POSITIONS), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(values=grids)
def test_local_moran_is_what_the_loop_gives(values: list[float]) -> None:
    values = [value + number / 1000 for number, value in enumerate(values)]  # the sign of a zero is anybody's guess
    found = local_moran(on_the_grid(values), ROOK, permutations=9, significance=1.0)
    slow = local_slowly(values, POSITIONS)
    assert found.local_i.tolist() == pytest.approx([local_i for local_i, _ in slow], abs=1e-9)
    assert found.clusters.tolist() == [quadrant for _, quadrant in slow]


def test_clusters_are_those_of_every_possible_shuffle() -> None:
    found = local_moran(on_the_grid(HALVES), ROOK, permutations=9999)
    exact = discovered(local_p_exactly(HALVES, POSITIONS), 0.05)
    slow = [quadrant for _, quadrant in local_slowly(HALVES, POSITIONS)]
    assert sum(exact) > 0
    assert found.clusters.tolist() == [
        name if real else "not_significant" for name, real in zip(slow, exact, strict=True)
    ]
    assert set(found.clusters) == {"high_high", "low_low", "not_significant"}


def test_an_area_unlike_its_neighbours_stands_out() -> None:
    values = on_the_grid([number * 7 % 36 / 36 for number in range(36)])
    values[ROOK["11"]], values[ROOK["44"]] = -20.0, 20.0
    values["11"], values["44"] = 20.0, -20.0
    found = local_moran(values, ROOK, permutations=9999)
    assert (found.clusters["11"], found.clusters["44"]) == ("high_low", "low_high")
    assert found.local_i["11"] < 0 > found.local_i["44"]


def test_p_values_are_two_sided_and_about_uniform_without_any_pattern() -> None:
    draw = random.Random(7)
    found = [moran(on_the_grid([draw.gauss(0, 1) for _ in CODES]), ROOK, 199).p_value for _ in range(200)]
    assert max(found) <= 1.0
    assert np.mean([p_value <= 0.1 for p_value in found]) == pytest.approx(0.1, abs=0.065)  # three standard errors
    assert np.mean([p_value <= 0.5 for p_value in found]) == pytest.approx(0.5, abs=0.11)


def test_few_maps_without_any_pattern_show_a_cluster() -> None:
    draw = random.Random(11)
    maps = [local_moran(on_the_grid([draw.gauss(0, 1) for _ in CODES]), ROOK) for _ in range(60)]
    assert sum(bool((found.p_values <= 0.05).any()) for found in maps) <= 8  # about 3 expected


def test_one_seed_gives_one_result_and_another_seed_another() -> None:
    values = on_the_grid([float(number * 7 % 36) for number in range(36)])
    assert moran(values, ROOK) == moran(values, ROOK)
    assert moran(values, ROOK, seed=1).p_value != moran(values, ROOK, seed=2).p_value
    assert moran(values, ROOK, seed=1).i == moran(values, ROOK, seed=2).i
    pd.testing.assert_series_equal(local_moran(values, ROOK).p_values, local_moran(values, ROOK).p_values)
    assert not local_moran(values, ROOK, seed=1).p_values.equals(local_moran(values, ROOK, seed=2).p_values)


def test_sessions_at_the_same_time_do_not_disturb_each_other() -> None:
    values = on_the_grid([float(number * 7 % 36) for number in range(36)])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: moran(values, ROOK), range(16)))
    assert set(found) == {moran(values, ROOK)}


def test_nothing_is_printed_and_no_global_state_is_left_changed(capfd: pytest.CaptureFixture[str]) -> None:
    np.random.seed(3)
    before, filters = np.random.get_state(), list(warnings.filters)
    in_two_parts = {at: [beside for beside in ROOK[at] if (beside[1] < "3") == (at[1] < "3")] for at in CODES}
    moran(on_the_grid(HALVES), in_two_parts)
    local_moran(on_the_grid(HALVES), in_two_parts)
    assert str(np.random.get_state()) == str(before)
    assert warnings.filters == filters
    assert tuple(capfd.readouterr()) == ("", "")


@settings(max_examples=15, deadline=None)
@given(values=grids, draw=st.randoms(use_true_random=False))
def test_the_order_of_areas_changes_nothing(values: list[float], draw: random.Random) -> None:
    shuffled = draw.sample(CODES, len(CODES))
    links = {at: draw.sample(ROOK[at], len(ROOK[at])) for at in shuffled}
    given_values = on_the_grid(values)
    assert moran(given_values, ROOK, 99) == moran(given_values[shuffled], links, 99)
    first, second = local_moran(given_values, ROOK, 99), local_moran(given_values[shuffled], links, 99)
    assert second.clusters.index.tolist() == shuffled
    pd.testing.assert_series_equal(first.clusters, second.clusters[CODES])
    pd.testing.assert_series_equal(first.p_values, second.p_values[CODES])


@settings(max_examples=15, deadline=None)
@given(values=grids, factor=st.sampled_from([-3.0, 0.25, 1000.0]), added=st.integers(-100, 100))
def test_the_unit_of_the_values_changes_nothing(values: list[float], factor: float, added: int) -> None:
    first = moran(on_the_grid(values), ROOK, 9)
    second = moran(on_the_grid([factor * value + added for value in values]), ROOK, 9)
    assert (first.i, first.z) == pytest.approx((second.i, second.z), abs=1e-9)


def without(values: pd.Series, *gone: str) -> pd.Series:
    return values.where(~values.index.isin(gone))


def test_an_area_without_a_figure_is_left_out_with_its_links() -> None:
    values = without(on_the_grid(HALVES), "05")
    fewer = {at: [beside for beside in ROOK[at] if beside != "05"] for at in CODES if at != "05"}
    assert moran(values, ROOK) == moran(values.dropna(), fewer)
    assert moran(values.astype("Float64"), ROOK) == moran(values, ROOK)
    assert moran(values.fillna(math.inf), ROOK) == moran(values, ROOK)
    found = local_moran(values, ROOK)
    assert found.clusters["05"] == "no_figure"
    assert math.isnan(found.local_i["05"])
    assert math.isnan(found.p_values["05"])
    assert found.p_values.drop("05").notna().all()


def test_an_island_is_counted_and_left_out() -> None:
    values = on_the_grid(HALVES)
    with_islands = pd.concat([values, pd.Series({"alone": 99.0, "unknown": 1.0, "hidden": math.nan})])
    found = moran(with_islands, ROOK | {"alone": ["alone", "hidden"], "hidden": ["alone"]})
    assert found == MoranResult(**{**vars(moran(values, ROOK)), "islands": 2})
    local = local_moran(with_islands, ROOK)
    assert local.clusters[["alone", "unknown", "hidden"]].tolist() == ["not_significant"] * 2 + ["no_figure"]
    assert local.p_values[["alone", "unknown", "hidden"]].isna().all()


def test_an_area_whose_neighbours_are_all_hidden_is_an_island() -> None:
    found = moran(without(on_the_grid(HALVES), "01", "10"), ROOK)
    assert (found.areas, found.islands) == (33, 1)


@pytest.mark.parametrize(
    ("values", "neighbours", "reason"),
    [
        (on_the_grid(HALVES).iloc[: MINIMUM_AREAS - 1], ROOK, "fewer_than_30_areas"),
        (without(on_the_grid(HALVES), *CODES), ROOK, "fewer_than_30_areas"),
        (on_the_grid(HALVES).iloc[:0], ROOK, "fewer_than_30_areas"),
        (on_the_grid(HALVES).iloc[:1], ROOK, "no_neighbours"),
        (on_the_grid(HALVES), {}, "no_neighbours"),
        (on_the_grid([0.0] * 36), ROOK, "no_variation"),
        (on_the_grid([0.1 + 0.2, 0.3] * 18), ROOK, "no_variation"),
    ],
)
def test_what_cannot_be_tested_has_a_reason(
    values: pd.Series, neighbours: Mapping[str, Collection[str]], reason: str
) -> None:
    found = moran(values, neighbours)
    assert found.reason == reason
    assert all(math.isnan(number) for number in (found.i, found.expected, found.z, found.p_value))
    assert found.areas + found.islands == values.notna().sum()
    local = local_moran(values, neighbours)
    assert local.reason == reason
    assert set(local.clusters) <= {"not_significant", "no_figure"}
    assert local.local_i.isna().all()
    assert local.p_values.isna().all()


def test_thirty_areas_are_enough() -> None:
    assert moran(on_the_grid(HALVES).iloc[:MINIMUM_AREAS], ROOK).reason == ""


def test_where_all_are_neighbours_of_all_moran_is_as_expected() -> None:
    everybody = {at: [beside for beside in CODES if beside != at] for at in CODES}
    for number in range(MINIMUM_AREAS, len(CODES) + 1):
        found = moran(on_the_grid(HALVES).iloc[:number], everybody, 99)
        assert found.i == pytest.approx(found.expected)
        assert math.isnan(found.z)
        assert found.p_value == 1.0
        assert set(local_moran(on_the_grid(HALVES).iloc[:number], everybody, 99).p_values) == {1.0}


def test_an_area_exactly_at_the_mean_is_never_in_a_cluster() -> None:
    values = on_the_grid([float(int(at[1]) >= SIDE / 2) for at in CODES])
    values["02"] = 0.5
    values["03"] = 0.5
    found = local_moran(values, ROOK, significance=0.9)
    assert found.local_i["02"] == 0.0
    assert found.p_values["02"] == found.p_values["03"] == 1.0
    assert found.clusters["02"] == "not_significant"


def test_every_code_given_has_a_cluster_in_the_same_order() -> None:
    values = without(on_the_grid(HALVES)[::-1], "20")
    found = local_moran(values, ROOK)
    assert isinstance(found, LocalMoran)
    for series in (found.clusters, found.local_i, found.p_values):
        assert series.index.tolist() == CODES[::-1]
    assert set(found.clusters) <= CLUSTERS
    assert found.clusters.isin(QUADRANTS.values()).equals(found.p_values <= 0.05)


def test_the_values_are_left_alone() -> None:
    values = without(on_the_grid(HALVES), "20")
    before = values.copy()
    local_moran(values, ROOK)
    pd.testing.assert_series_equal(values, before)


def test_an_area_that_stands_twice_is_refused() -> None:
    with pytest.raises(MeasureError, match="area 00 stands twice"):
        moran(pd.Series([1.0, 2.0], ["00", "00"]), ROOK)


def test_a_link_one_way_only_is_refused() -> None:
    with pytest.raises(MeasureError, match="01 has 00 but not the other way"):
        local_moran(on_the_grid(HALVES), ROOK | {"00": ["10"]})


def test_arrays_and_lists_are_numbered_from_zero() -> None:
    beside = [[place for place in (number - 1, number + 1) if 0 <= place < 40] for number in range(40)]
    values = [float(number**2 % 17) for number in range(40)]
    found = moran(values, beside)
    named = {str(number): [str(other) for other in others] for number, others in enumerate(beside)}
    same = moran(pd.Series(values, index=list(named)), named)
    assert found.i == pytest.approx(same.i)
    assert found.reason == ""
    assert local_moran(np.array(values), beside, permutations=99).local_i.tolist() == pytest.approx(
        local_moran(pd.Series(values), dict(enumerate(beside)), permutations=99).local_i.tolist()
    )
