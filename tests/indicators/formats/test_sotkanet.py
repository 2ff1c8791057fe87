"""SOTKAnet's files, on pieces of real ones: the right rows, and an account of every other."""

import json

import pytest

from indicators.errors import UploadError
from indicators.formats.imports import Wishes
from tests.indicators.examples import share_definition
from tests.indicators.formats.recorded import aside, imported, recorded

ASSISTANCE = share_definition(indicator_id="assistance", sotkanet_id=5)
OUTSIDE = share_definition(indicator_id="outside", sotkanet_id=3219, first_year=2000)
SMOKING = share_definition(indicator_id="smoking", sotkanet_id=288, first_year=2000)


def test_the_web_export_keeps_comma_counts_and_empty_cells() -> None:
    result = imported(recorded("sotkanet_web_export.raw"), OUTSIDE, SMOKING)
    rows = result.rows.set_index(["indicator_id", "area_code"])
    assert result.form == "sotkanet-web"
    assert len(result.rows) == 8
    assert (rows.loc[("outside", "FI"), "value"], rows.loc[("outside", "FI"), "numerator"]) == (11.2, 59602)
    assert rows.loc[("smoking", "177"), "status"] == "MISSING"
    assert rows.loc[("outside", "020"), "ci_lower_95"] < 11.6 < rows.loc[("outside", "020"), "ci_upper_95"]
    assert aside(result) == {"no area of the register has this code or name": 1}
    assert "row 5, place 'Pirkanmaan sairaanhoitopiiri (06)'" in result.report.aside[0].first


def test_ids_that_no_definition_has_are_set_aside_with_their_title() -> None:
    result = imported(recorded("sotkanet_web_export.raw"), OUTSIDE)
    assert aside(result)["no indicator asked for has SOTKAnet's id 288"] == 3
    assert (result.report.rows_read, result.report.rows_taken) == (9, 5)


def test_the_r_clients_table_goes_by_category_and_code() -> None:
    result = imported(recorded("sotkanet_r_client.csv"), ASSISTANCE)
    rows = result.rows.set_index("area_code")
    assert set(rows.index) == {"009", "049", "078"}
    assert rows.loc["049", ["value", "numerator"]].tolist() == [9.0, 14266]
    assert rows.loc["049", "boundary_year"] == 2025


def test_an_id_that_two_indicators_state_needs_a_choice() -> None:
    content = recorded("sotkanet_r_client.csv")
    (rule,) = (rule for rule in aside(imported(content)) if "3195" in rule)
    assert "tertiary_education_15_plus, tertiary_education_20_plus" in rule
    chosen = imported(content, wishes=Wishes(indicators=("tertiary_education_20_plus",)))
    assert chosen.rows["value"].tolist() == [47.3]


def test_a_title_unlike_ours_is_pointed_out() -> None:
    (note,) = imported(recorded("sotkanet_r_client.csv"), ASSISTANCE).report.notes
    assert note.startswith("5 is called 'Toimeentulotukea saaneet")


def test_the_rest_interfaces_json_and_csv_say_the_same() -> None:
    aged = share_definition(indicator_id="aged", sotkanet_id=171)
    rows = json.loads(recorded("sotkanet_json_171.json"))
    header = '"indicator";"region";"year";"gender";"primary value";"absolute value"'
    lines = [
        f'{row["indicator"]};{row["region"]};{row["year"]};"total";{row["value"]};{row["absValue"]}' for row in rows
    ]
    as_csv = imported(("\ufeff" + "\n".join([header, *lines]) + "\n").encode(), aged)
    as_json = imported(recorded("sotkanet_json_171.json"), aged)
    assert len(as_json.rows) == 10
    assert as_csv.rows.drop(columns="data_date").equals(as_json.rows.drop(columns="data_date"))


def test_sexes_become_the_houses_codes() -> None:
    rows = [{"indicator": 5, "region": 20, "year": 2023, "gender": sex, "value": 5.0} for sex in ("male", "female")]
    result = imported(json.dumps([*rows, {**rows[0], "gender": "other"}]).encode(), ASSISTANCE)
    assert set(result.rows["sex"]) == {"M", "F"}
    assert aside(result) == {"unknown sex": 1}


def test_a_file_without_an_id_feeds_the_one_indicator_that_is_stated() -> None:
    content = b"municipality_code,year,primary.value\n049,2021,297132\n49,2021,1\n"
    result = imported(content, ASSISTANCE, wishes=Wishes(indicators=("assistance",)))
    assert result.rows[["area_code", "value"]].to_numpy().tolist() == [["049", 297132.0]]
    assert aside(result) == {"no area of the register has this code or name": 1}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"indicator,region,year,gender,primary.value\n5,20,2019,total,1,extra\n", "row 2 has 6 fields"),
        (b'[{"indicator":5,"region":20,"year":2019,"gender":"total","value":NaN}]', "NaN"),
        (b'indicator,region,year,value\n5,20,2019,"1', "row 2"),
    ],
)
def test_a_broken_file_is_refused_naming_the_place(content: bytes, said: str) -> None:
    with pytest.raises(UploadError, match=said):
        imported(content, ASSISTANCE)


def test_rows_that_repeat_count_once_and_rows_that_disagree_not_at_all() -> None:
    lines = ["indicator,region,year,value", "5,20,2019,9", "5,20,2019,9", "5,36,2019,7", "5,36,2019,8"]
    result = imported("\n".join(lines).encode(), ASSISTANCE)
    assert result.rows["area_code"].tolist() == ["049"]
    assert aside(result) == {
        "the same row stands twice": 1,
        "rows of one area and period contradict each other": 2,
    }


def test_absurd_and_early_figures_are_set_aside() -> None:
    lines = [
        "indicator,region,year,value,absvalue",
        "5,20,2019,-1,",
        "5,36,2019,120,7",
        "5,46,1980,9,",
        "5,68,2019,few,",
    ]
    result = imported("\n".join(lines).encode(), ASSISTANCE)
    assert result.rows.empty
    assert aside(result) == {
        "impossible for a share (assistance)": 2,
        "before 1990, the first year that assistance can be used": 1,
        "neither a number nor a mark that is known here": 1,
    }


def test_small_counts_are_hidden_by_the_definitions_minimum() -> None:
    careful = share_definition(indicator_id="careful", sotkanet_id=5, minimum_count=100)
    rows = imported(recorded("sotkanet_r_client.csv"), careful).rows.set_index("area_code")
    assert rows.loc["009", "status"] == "SUPPRESSED"
    assert rows.loc["009", ["value", "numerator", "ci_lower_95"]].isna().all()
