"""JSON-stat of PxWeb and data rooms: both versions, flags and rules kept, traps refused."""

import json
from typing import Any

import pytest

from geodata.levels import AreaLevel
from indicators.errors import UploadError
from indicators.formats.imports import Wishes
from indicators.formats.jsonstat import read_jsonstat
from indicators.formats.table_cells import Layout
from tests.indicators.examples import definition
from tests.indicators.formats.recorded import aside, imported

FEED = "registers/monthly?Tiedot=clients"
CLIENTS = definition(indicator_id="clients", sources=[{"dataset": "feed", "ids": [FEED]}])


def dataset(**changes: Any) -> dict[str, Any]:
    """A monthly feed of two districts: one value secret, one provisional."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Asiakkaat",
        "updated": "2026-11-02",
        "id": ["Alue", "Kuukausi", "Tiedot"],
        "size": [2, 2, 2],
        "role": {"geo": ["Alue"], "time": ["Kuukausi"], "metric": ["Tiedot"]},
        "dimension": {
            "Alue": {"label": "Alue", "category": {"index": {"0492": 1, "0491": 0}, "label": {"0491": "Leppävaara"}}},
            "Kuukausi": {"label": "Kuukausi", "category": {"index": ["2026M09", "2026M10"]}},
            "Tiedot": {"label": "Tiedot", "category": {"index": ["clients", "visits"]}},
        },
        "value": [10, 20, None, 21, 30, 40, 31, 41],
        "status": {"2": "...", "6": "*"},
        "note": ["Alle 5 henkilön solut on salattu."],
        "extension": {"tableid": "monthly", "rules": {"minimum cell size": 5}},
        **changes,
    }


def content(**changes: Any) -> bytes:
    return json.dumps(dataset(**changes)).encode()


def test_a_monthly_feed_becomes_observations_with_its_flags_and_rules() -> None:
    result = imported(content(), CLIENTS)
    rows = result.rows.set_index(["area_code", "period"])
    assert result.form == "jsonstat"
    assert rows["status"].to_dict() == {
        ("0491", "2026-09"): "OBSERVED",
        ("0491", "2026-10"): "SUPPRESSED",
        ("0492", "2026-09"): "OBSERVED",
        ("0492", "2026-10"): "PROVISIONAL",
    }
    assert rows.loc[("0492", "2026-10"), "value"] == 31
    assert str(rows.loc[("0492", "2026-10"), "period_end"]) == "2026-10-31"
    assert result.report.rules == [
        "Alle 5 henkilön solut on salattu.",
        "tableid: monthly",
        "rules: minimum cell size: 5",
    ]


def test_version_1_is_the_same_table() -> None:
    new = dataset()
    header = {name: new.pop(name) for name in ("id", "size", "role")}
    old = {"dataset": {**new, "dimension": {**new["dimension"], **header}}}
    assert read_jsonstat(json.dumps(old).encode()).keys.equals(read_jsonstat(content()).keys)


def test_an_object_of_values_leaves_cells_out_that_a_list_calls_missing() -> None:
    sparse = read_jsonstat(content(value={"0": 10, "7": 41}, status={"3": ".."}))
    assert sparse.rows.tolist() == [1, 4, 8]
    assert imported(content(value={"0": 10}, status={}), CLIENTS).rows["status"].tolist() == ["OBSERVED"]
    assert imported(content(status={}), CLIENTS).rows["status"].tolist().count("MISSING") == 1


def test_a_person_can_choose_where_no_definition_does() -> None:
    plain = definition(indicator_id="plain")
    wishes = Wishes(indicators=("plain",), choices=(("tiedot", "visits"),))
    assert imported(content(role={}), plain, wishes=wishes).rows["value"].tolist() == [20, 21, 40, 41]
    with pytest.raises(UploadError, match=r"choose a category of Tiedot \(clients, visits\)"):
        imported(content(), plain, wishes=Wishes(indicators=("plain",)))
    with pytest.raises(UploadError, match="no 'Tiedot=deaths'"):
        imported(content(), plain, wishes=Wishes(indicators=("plain",), choices=(("Tiedot", "deaths"),)))
    with pytest.raises(UploadError, match="no dimension 'Place'"):
        imported(content(), plain, wishes=Wishes(choices=wishes.choices, layout=Layout(area_dimension="Place")))


def test_a_stated_level_is_the_only_one_taken() -> None:
    result = imported(content(), CLIENTS, wishes=Wishes(layout=Layout(level=AreaLevel.MUNICIPALITY)))
    assert aside(result) == {"no area of the register has this code or name": 4}


def test_an_unknown_flag_sets_its_cell_aside() -> None:
    result = imported(content(status={"0": "§"}), CLIENTS)
    assert aside(result) == {"neither a number nor a mark that is known here": 1}
    assert "cell 1, value '10' with flag '§'" in result.report.aside[0].first


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"size": [2, 2, 3]}, "'size' says 3"),
        ({"size": [2, 2]}, "equal length"),
        ({"size": [2, 2, True]}, "equal length"),
        ({"value": [1, 2]}, "2 entries, but the dimensions make 8"),
        ({"value": {"8": 1}}, "cell '8'"),
        ({"value": [[1]] * 8}, "neither a number nor a text"),
        ({"id": ["Alue", "Alue", "Tiedot"]}, "same code"),
        ({"dimension": {"Alue": {"category": {"index": {"049": "first"}}}}}, "no whole number|'size' says"),
        ({"status": 5}, "'status' must be an object"),
    ],
)
def test_a_contradiction_is_named(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(UploadError, match=said):
        read_jsonstat(content(**changes))


def test_a_table_larger_than_any_machine_is_refused_before_it_is_made() -> None:
    wide = {str(number): {"category": {"index": [str(code) for code in range(100)]}} for number in range(6)}
    with pytest.raises(UploadError, match="1000000000000 cells"):
        read_jsonstat(content(id=list(wide), size=[100] * 6, dimension=wide, value={}))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"dimension": NaN}', "{", '{"a": 1}', "\udcff"])
def test_what_is_no_json_stat_is_refused(text: str) -> None:
    with pytest.raises(UploadError):
        read_jsonstat(text.encode("utf-8", "surrogateescape"))
