"""Exports of many indicators, and the sentences of every view with the facts they stand on."""

import csv
import io
import json
import math
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from starlette.requests import Request
from starlette.responses import Response

from indicators.findings import Finding, Rule, rederived
from indicators.observations import INTERVALS
from indicators.published import load_areas
from pages.api.area_exports import export_comparison, export_index, export_profile
from pages.api.exports import export_map, export_trends
from pages.components.places import PLACES
from tests.pages.api.test_routes import request

Export = Callable[[Request], Response]
NEW_COLUMNS = [*INTERVALS, "ci_method", "benchmark_value", "comparison"]


def body_of(export: Export, form: str, **query: str) -> bytes:
    answer = export(request({"form": form}, query))
    assert answer.status_code == 200, bytes(answer.body)
    return bytes(answer.body)


def table_of(export: Export, **query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body_of(export, "csv", **query).decode("utf-8-sig"))))


def sentences_of(export: Export, **query: str) -> list[dict[str, Any]]:
    """The sentences; NaN, which JSON does not have, is refused."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    return list(json.loads(body_of(export, "json", **query), parse_constant=refuse))


def row_of(rows: list[dict[str, str]], indicator: str, area: str) -> dict[str, str]:
    return next(row for row in rows if (row["indicator_id"], row["area_code"]) == (indicator, area))


def test_the_comparison_as_csv_has_each_figure_with_its_interval_and_benchmark() -> None:
    rows = table_of(export_comparison)
    assert len(rows) == 22 * 7
    assert set(NEW_COLUMNS) < set(rows[0])
    row = row_of(rows, "basic_education_only", "0492")
    assert row["area_name"] == "Suur-Tapiola"
    assert row["period"] == "2017"
    assert float(row["value"]) == pytest.approx(14.815886)
    assert [float(row[name]) for name in INTERVALS] == pytest.approx([14.471918, 15.166580, 14.276617, 15.371873])
    assert row["ci_method"] == "wilson"
    assert float(row["benchmark_value"]) == pytest.approx(20.779357)
    assert row["comparison"] == "much_better"


def test_the_comparison_has_the_areas_and_the_theme_of_the_address() -> None:
    rows = table_of(export_comparison, areas="0492~0496", theme="safe_surroundings")
    assert {row["area_code"] for row in rows} == {"0492", "0496"}
    assert {row["indicator_id"] for row in rows} == {"owner_occupied_dwellings", "rented_dwellings"}
    every = table_of(export_comparison, tested="0")
    untested = row_of(every, "mean_income_adults", "0492")
    assert [untested[name] for name in INTERVALS] == [""] * 4
    assert untested["comparison"] == "not_compared"


def test_the_comparison_as_workbook_has_figures_and_what_they_are() -> None:
    book = openpyxl.load_workbook(io.BytesIO(body_of(export_comparison, "xlsx", lang="en")))
    assert book.sheetnames == ["Figures", "About the figures"]
    heads = [cell.value for cell in book["Figures"][1]]
    assert set(NEW_COLUMNS) < set(heads)
    assert book["Figures"].max_row == 22 * 7 + 1
    place = heads.index("area_code") + 1
    assert {book["Figures"].cell(row, place).value for row in range(2, 9)} == {f"049{digit}" for digit in range(1, 8)}
    about = [cell.value for cell in book["About the figures"]["B"]]
    assert "Basic education only, % of persons aged 18 and over" in about


def test_the_comparison_in_words_with_its_facts() -> None:
    first, *others = sentences_of(export_comparison, lang="en")
    assert first["text"].startswith("154 figures compared with the benchmark Espoo: much better 12, ")
    assert len(first["findings"]) == 154
    assert len(others) == 7


def test_the_profile_has_one_areas_figures() -> None:
    rows = table_of(export_profile, area="0496")
    assert {row["area_code"] for row in rows} == {"0496"}
    assert float(row_of(rows, "higher_education", "0496")["value"]) == pytest.approx(30.644605)
    assert row_of(rows, "higher_education", "0496")["comparison"] == "much_worse"
    book = openpyxl.load_workbook(io.BytesIO(body_of(export_profile, "xlsx", area="0496", lang="sv")))
    assert book.worksheets[0].max_row == len(rows) + 1


def test_the_profile_begins_with_the_area_the_page_begins_with() -> None:
    assert {row["area_code"] for row in table_of(export_profile)} == {"0491"}
    assert {row["area_code"] for row in table_of(export_profile, level="municipality", home="444")} == {"444"}


def test_the_profile_in_words() -> None:
    texts = [each["text"] for each in sentences_of(export_profile, area="0492", lang="en")]
    assert texts[0] == (
        "Basic education only, % of persons aged 18 and over: 14.8% (2017), much better; benchmark Espoo 20.8%."
    )
    assert len(texts) == 3 + 2


def test_the_index_has_scores_ranks_and_parts() -> None:
    rows = table_of(export_index)
    assert [row["area_code"] for row in rows] == ["0496", "0493", "0494", "0491", "0495", "0492", "0497"]
    assert rows[0]["area_name"] == "Vanha-Espoo"
    parts = ("low_income_adults", "basic_education_only", "unemployed_of_labour_force")
    for place, row in enumerate(rows, start=1):
        assert sum(float(row[name]) for name in parts) == pytest.approx(float(row["score"]))
        assert float(row["best_rank"]) <= float(row["rank"]) == place <= float(row["worst_rank"])
    assert float(rows[0]["score"]) == pytest.approx(1.160805, abs=1e-6)


def test_the_index_follows_the_recipe_of_the_address() -> None:
    rows = table_of(export_index, variables="higher_education~mean_age", d_mean_age="lowers", method="min_max")
    assert list(rows[0])[-2:] == ["higher_education", "mean_age"]
    assert all(0 <= float(row["score"]) <= 100 for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(body_of(export_index, "xlsx", lang="en")))
    assert book["Figures"]["A2"].value == "0496"
    assert book["Figures"].max_row == 7 + 1


@pytest.mark.parametrize(
    ("export", "query"),
    [
        (export_comparison, {}),
        (export_comparison, {"level": "municipality", "benchmark": "similar"}),
        (export_comparison, {"level": "municipality", "theme": "mental_health", "tested": "0"}),
        (export_comparison, {"level": "wellbeing_county", "benchmark": "country"}),
        (export_profile, {"area": "0497"}),
        (export_profile, {"level": "municipality", "area": "049", "benchmark": "country"}),
        (export_profile, {"level": "municipality", "area": "444", "benchmark": "similar"}),
        (export_map, {"indicator": "low_income_adults", "benchmark": "municipality", "level": "postal_area"}),
        (export_map, {"indicator": "low_income_adults", "benchmark": "earlier", "than": "2015"}),
        (export_map, {"indicator": "low_income_adults", "benchmark": "goal", "goal": "17"}),
        (export_map, {"indicator": "low_income_adults", "benchmark": "goal"}),
        (export_map, {"indicator": "tertiary_education_20_plus", "benchmark": "similar", "level": "municipality"}),
        (export_map, {"indicator": "mean_income_adults"}),
        (export_trends, {"indicator": "foreign_language_speakers", "level": "municipality", "areas": "049~235"}),
        (export_trends, {"indicator": "low_income_adults", "areas": "0491~0492"}),
    ],
)
def test_every_sentence_can_be_checked_from_its_facts(export: Export, query: dict[str, str]) -> None:
    sentences = sentences_of(export, **query)
    assert sentences
    for sentence in sentences:
        assert sentence["text"]
        assert "{" not in sentence["text"]
        for each in sentence["findings"]:
            assert rederived(Finding(Rule(each["rule"]), each["verdict"], each["facts"])) == each["verdict"]


def test_the_map_in_words_names_what_differs_from_a_goal() -> None:
    query = {"indicator": "low_income_adults", "benchmark": "goal", "goal": "17", "lang": "en"}
    first, line, compared = sentences_of(export_map, **query)
    assert first["text"] == "2016: highest Suur-Tapiola 20.2%, lowest Pohjois-Espoo 14.8%."
    assert first["findings"] == []
    assert line["text"] == "Goal: 17.0%."
    assert "better: Suur-Espoonlahti" in compared["text"]
    assert {each["facts"]["benchmark_value"] for each in compared["findings"]} == {17.0}


def test_the_trends_in_words_carry_their_series() -> None:
    query = {"indicator": "foreign_language_speakers", "level": "municipality", "areas": "049", "lang": "en"}
    _, espoo, county = sentences_of(export_trends, **query)
    assert espoo["text"] == "Espoo, 1990–2012: increasing (Mann–Kendall test)."
    (finding,) = espoo["findings"]
    assert finding["facts"]["year"] == list(range(1990, 2013))
    assert finding["facts"]["value"][0] == 13.2
    assert county["text"].startswith("West Uusimaa wellbeing services county, 1990–2012: ")


def test_the_map_as_csv_has_the_new_columns() -> None:
    query = {"indicator": "low_income_adults", "benchmark": "goal", "goal": "17", "period": "2016"}
    rows = table_of(export_map, **query)
    assert set(NEW_COLUMNS) < set(rows[0])
    assert {row["benchmark_value"] for row in rows} == {"17.0"}
    said = {row["area_code"]: row["comparison"] for row in rows}
    assert (said["0491"], said["0492"], said["0494"]) == ("similar", "much_worse", "better")


@pytest.mark.parametrize(
    ("export", "name", "value"),
    [
        (export_comparison, "level", "moon"),
        (export_comparison, "areas", "mars"),
        (export_comparison, "areas", "0491~mars"),
        (export_comparison, "benchmark", "mars"),
        (export_comparison, "theme", "joy"),
        (export_comparison, "tested", "perhaps"),
        (export_comparison, "home", "999"),
        (export_comparison, "lang", "xx"),
        (export_profile, "area", "mars"),
        (export_profile, "area", "049"),
        (export_profile, "benchmark", "mars"),
        (export_profile, "level", "moon"),
        (export_index, "level", "moon"),
        (export_map, "goal", "abc"),
        (export_map, "goal", "inf"),
        (export_map, "than", "1066"),
        (export_map, "colours", "rainbow"),
        (export_trends, "areas", "mars"),
    ],
)
def test_an_unknown_code_is_answered_in_words(export: Export, name: str, value: str) -> None:
    needed = {"goal": "goal", "than": "earlier", "colours": "municipality"}
    query = {"indicator": "low_income_adults"} | ({"benchmark": needed[name]} if name in needed else {}) | {name: value}
    for form in ("csv", "json"):
        answer = export(request({"form": form}, query))
        assert answer.status_code == 404
        text = bytes(answer.body).decode()
        assert value.rsplit("~", maxsplit=1)[-1] in text
        assert "choose one of: " in text or "give a number" in text


@pytest.mark.parametrize(
    ("export", "forms"),
    [
        (export_comparison, "png, csv, xlsx, json"),
        (export_profile, "png, csv, xlsx, json"),
        (export_index, "png, csv, json, xlsx"),
    ],
)
@pytest.mark.parametrize("form", ["exe", "pdf", ""])
def test_an_unknown_form_is_answered_with_those_there_are(export: Export, forms: str, form: str) -> None:
    answer = export(request({"form": form}))
    assert answer.status_code == 404
    assert forms in bytes(answer.body).decode()


@pytest.mark.parametrize("variables", ["", "mars"])
def test_an_index_of_nothing_is_answered_with_the_variables_there_are(variables: str) -> None:
    answer = export_index(request({"form": "csv"}, {"variables": variables}))
    assert answer.status_code == 404
    assert "low_income_adults" in bytes(answer.body).decode()


def test_the_file_is_named_after_the_view() -> None:
    names = {
        export(request({"form": "csv"})).headers["content-disposition"]
        for export in (export_comparison, export_profile, export_index)
    }
    assert names == {
        'attachment; filename="hytedata-comparison-major_district.csv"',
        'attachment; filename="hytedata-profile-0491.csv"',
        'attachment; filename="hytedata-index-major_district.csv"',
    }


def hidden_figures() -> set[tuple[str, str, str]]:
    rows = load_areas(PLACES["postal_area"].areas("049"))
    hidden = rows[rows["status"] == "SUPPRESSED"]
    return set(zip(hidden["indicator_id"], hidden["area_code"], hidden["period"], strict=True))


@pytest.mark.parametrize("benchmark", ["municipality", "wellbeing_county"])
def test_a_hidden_figure_has_no_number_in_any_file(benchmark: str) -> None:
    hidden = hidden_figures()
    assert len(hidden) > 20
    query = {"level": "postal_area", "benchmark": benchmark, "tested": "0"}
    found = [
        row
        for row in table_of(export_comparison, **query)
        if (row["indicator_id"], row["area_code"], row["period"]) in hidden
    ]
    assert found
    for row in found:
        assert row["status"] == "SUPPRESSED"
        assert [row[name] for name in ("value", "numerator", "coverage", *INTERVALS)] == [""] * 7
        assert row["comparison"] == "not_compared"
    for sentence in sentences_of(export_comparison, **query):
        for each in sentence["findings"]:
            facts = each["facts"]
            assert (facts["indicator_id"], facts["area_code"], facts["period"]) not in hidden


def test_a_profile_of_hidden_figures_leaves_them_out() -> None:
    hidden = hidden_figures()
    rows = table_of(export_profile, level="postal_area", area="02290")
    assert not {(row["indicator_id"], row["area_code"], row["period"]) for row in rows} & hidden
    assert all(row["value"] and math.isfinite(float(row["value"])) for row in rows)


@pytest.mark.parametrize("benchmark", [{"benchmark": "earlier", "than": "2015"}, {"benchmark": "municipality"}])
def test_a_hidden_area_of_the_map_has_no_number_in_any_file(benchmark: dict[str, str]) -> None:
    query = {"indicator": "low_income_adults", "level": "postal_area", "period": "2016", **benchmark}
    row = row_of(table_of(export_map, **query), "low_income_adults", "02290")
    assert [row[name] for name in ("value", "numerator", "denominator", *INTERVALS)] == [""] * 7
    assert row["comparison"] == "not_compared"
    for sentence in sentences_of(export_map, **query):
        assert "02290" not in {each["facts"]["area_code"] for each in sentence["findings"]}


def test_an_index_leaves_a_hidden_area_out() -> None:
    assert "02290" not in {row["area_code"] for row in table_of(export_index, level="postal_area")}
