"""Areas by level, larger area and division."""

from itertools import product

import pytest

from geodata.area_search import find_areas, levels_of
from geodata.areas import load_areas
from geodata.levels import AreaLevel

KEY = ["area_level", "area_code", "boundary_year"]


def keys(*arguments: object, **filters: object) -> list[tuple[str, str, int]]:
    return list(find_areas(*arguments, **filters)[KEY].itertuples(index=False, name=None))


def test_without_a_filter_every_area_comes_once_in_order() -> None:
    found = keys()
    assert found == sorted(set(found))
    assert len(found) == len(load_areas())


def test_the_register_itself_is_not_changed() -> None:
    before = load_areas().copy()
    find_areas((AreaLevel.MUNICIPALITY,), (AreaLevel.REGION, "01"), 2025)
    assert load_areas().equals(before)


@pytest.mark.parametrize("year", [None, 2014, 2025, 1950])
def test_filters_add_up(year: int | None) -> None:
    levels = ((), (AreaLevel.MUNICIPALITY,), (AreaLevel.MAJOR_DISTRICT, AreaLevel.POSTAL_AREA))
    for chosen, within in product(levels, (None, (AreaLevel.MUNICIPALITY, "049"), (AreaLevel.REGION, "01"))):
        expected = [
            (row["area_level"], row["area_code"], row["boundary_year"])
            for row in load_areas().to_dict("records")
            if (not chosen or row["area_level"] in chosen)
            and (year is None or row["boundary_year"] == year)
            and (within is None or (row[f"{within[0].lower()}_code"] == within[1] and row["area_level"] != within[0]))
        ]
        assert keys(chosen, within, year) == sorted(expected)


def test_an_area_is_not_within_itself() -> None:
    found = keys(within=(AreaLevel.MUNICIPALITY, "049"))
    assert ("MAJOR_DISTRICT", "0491") in {key[:2] for key in found}
    assert "MUNICIPALITY" not in {key[0] for key in found}


def test_nothing_lies_within_the_smallest_areas() -> None:
    assert keys(within=(AreaLevel.POSTAL_AREA, "02100")) == []


@pytest.mark.parametrize(
    ("code", "levels"),
    [
        ("049", (AreaLevel.MUNICIPALITY,)),
        ("0491", (AreaLevel.MAJOR_DISTRICT,)),
        ("999", ()),
        ("", ()),
        ("49", ()),
    ],
)
def test_a_code_tells_its_levels(code: str, levels: tuple[AreaLevel, ...]) -> None:
    assert levels_of(code) == levels


def test_a_code_of_several_levels_tells_them_large_to_small() -> None:
    found = levels_of("01")
    assert set(found) == {AreaLevel.REGION, AreaLevel.WELLBEING_COUNTY}
    order = list(AreaLevel)
    assert list(found) == sorted(found, key=order.index)
