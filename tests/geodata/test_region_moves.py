"""Municipalities that moved between regions."""

from geodata.areas import parents
from geodata.levels import AreaLevel
from geodata.region_moves import MOVED_REGIONS, REGION_MOVES, moves_between


def test_each_lies_today_in_the_region_it_moved_to() -> None:
    for each in REGION_MOVES:
        assert parents(AreaLevel.MUNICIPALITY, each.municipality_code)[AreaLevel.REGION] == each.to_region


def test_no_move_changed_a_major_region() -> None:
    for each in REGION_MOVES:
        old, new = (parents(AreaLevel.REGION, code) for code in (each.from_region, each.to_region))
        assert old[AreaLevel.MAJOR_REGION] == new[AreaLevel.MAJOR_REGION]


def test_moves_are_told_by_year_from_the_first_division_that_has_them() -> None:
    assert moves_between("10", 2020, 2021) == {2021: ("090", "171")}
    assert moves_between("10", 2021, 2026) == moves_between("10", 2013, 2020) == {}
    assert moves_between("17", 2013, 2026) == {2016: ("785",)}
    assert moves_between("01", 2013, 2026) == {}
    assert "01" not in MOVED_REGIONS
