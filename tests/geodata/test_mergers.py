"""The municipalities that merged, as they are stored."""

import pandas as pd
import pytest

from geodata.areas import area_name, load_areas, parents
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.mergers import MERGER, load_municipal_changes, stands_in

SINCE_2013 = {
    "413": "609", "838": "423", "476": "297", "283": "098", "532": "398", "319": "783", "164": "301",
    "174": "297", "442": "051", "911": "541", "099": "214", "588": "507",
}  # fmt: skip


def merged(first: int, last: int) -> dict[str, str]:
    changes = load_municipal_changes()
    rows = changes[changes["year"].between(first, last)]
    return dict(zip(rows["from_code"], rows["to_code"], strict=True))


def test_twelve_municipalities_merged_after_2013() -> None:
    """Exactly the codes of SOTKAnet's 320 municipalities of 2013 that the key of 2025 lacks."""
    assert merged(2014, 2026) == SINCE_2013


def test_what_made_lohja_and_raasepori() -> None:
    assert {code for code, to in merged(2009, 2026).items() if to == "444"} == {"223", "540", "737"}
    assert {code for code, to in merged(2009, 2026).items() if to == "710"} == {"220", "606", "835"}


def test_each_merges_once_on_the_first_of_january() -> None:
    changes = load_municipal_changes()
    assert changes["from_code"].is_unique
    assert changes["valid_from"].str.fullmatch(r"20\d\d-01-01").all()
    assert changes["year"].is_monotonic_increasing
    assert changes["kind"].eq(MERGER).all()


def test_the_register_knows_them_with_their_last_year() -> None:
    areas = load_areas().set_index(["area_level", "area_code"])
    for change in load_municipal_changes().itertuples():
        row = areas.loc[("MUNICIPALITY", change.from_code)]
        assert row["boundary_year"] == change.year - 1
        assert area_name(AreaLevel.MUNICIPALITY, change.from_code, "sv") == change.name_sv
        assert parents(AreaLevel.MUNICIPALITY, change.from_code) == parents(AreaLevel.MUNICIPALITY, change.to_code)


def test_a_changed_frame_leaves_the_changes_alone() -> None:
    changes = load_municipal_changes()
    changes["to_code"] = "000"
    assert "000" not in set(load_municipal_changes()["to_code"])


@pytest.mark.parametrize(("year", "stands"), [(2012, True), (2013, False), (2026, False)])
def test_it_stands_until_the_year_it_merges(year: int, stands: bool) -> None:
    assert stands_in(pd.Series(["444", "540"]), year).tolist() == [True, stands]


def test_a_year_outside_what_is_known_is_refused() -> None:
    with pytest.raises(GeodataError, match="2008"):
        stands_in(pd.Series(["835"]), 2008)
