"""Inequality and similar municipalities as files, and no page where there is no file."""

import csv
import io

import pytest

from pages.api.area_exports import read_areas_view
from pages.api.exports import export_trends
from pages.api.more_exports import export_inequality, export_similar
from tests.pages.api.test_routes import request


def rows_of(answer: object) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.body
    return list(csv.DictReader(io.StringIO(bytes(answer.body).decode("utf-8-sig"))))


def test_inequality_has_a_row_a_period_with_every_measure() -> None:
    query = {"indicator": "low_income_adults", "level": "major_district"}
    found = rows_of(export_inequality(request({"form": "csv"}, query)))
    assert [row["period"] for row in found] == ["2015", "2016"]
    newest = found[-1]
    assert (newest["highest_area_code"], newest["lowest_area_code"], newest["areas"]) == ("0492", "0497", "7")
    assert float(newest["difference"]) == pytest.approx(float(newest["highest"]) - float(newest["lowest"]))
    assert float(newest["sii_lower_95"]) < float(newest["sii"]) < float(newest["sii_upper_95"])
    assert float(newest["dissimilarity"]) == pytest.approx(0.04174, abs=1e-5)


def test_a_mean_has_no_segregation_and_no_interval() -> None:
    query = {"indicator": "mean_income_adults", "level": "major_district"}
    (*_, newest) = rows_of(export_inequality(request({"form": "csv"}, query)))
    assert "dissimilarity" not in newest
    assert newest["sii"]
    assert newest["sii_lower_95"] == ""


def test_similar_municipalities_stand_by_distance() -> None:
    found = rows_of(export_similar(request({"form": "csv"}, {"lang": "en"})))
    assert [row["area_code"] for row in found[:5]] == ["091", "257", "564", "092", "202"]
    distances = [float(row["distance"]) for row in found]
    assert distances == sorted(distances)


@pytest.mark.parametrize("query", [{"by": "mars"}, {"by": ""}, {"v_population": "9"}, {"home": "091"}])
def test_unknown_choices_are_answered_with_a_list(query: dict[str, str]) -> None:
    assert export_similar(request({"form": "csv"}, query)).status_code == 404


def test_workbooks_open() -> None:
    for answer in (
        export_similar(request({"form": "xlsx"})),
        export_inequality(request({"form": "xlsx"}, {"indicator": "low_income_adults"})),
    ):
        assert bytes(answer.body).startswith(b"PK")


def test_trends_without_areas_have_the_pages_first_ones() -> None:
    query = {"indicator": "low_income_adults", "level": "major_district"}
    found = rows_of(export_trends(request({"form": "csv"}, query)))
    assert {row["area_code"] for row in found} >= {f"049{digit}" for digit in range(1, 8)}


@pytest.mark.parametrize(("level", "code"), [("wellbeing_county", "03"), ("municipality", "049"), ("region", "01")])
def test_a_profile_opens_with_the_area_around_the_home(level: str, code: str) -> None:
    assert read_areas_view({"level": level}).home_area() == code
