"""The census of the embedded data: counted by hand on a few rows, and as the report states it."""

from indicators.audit import census
from indicators.audit.__main__ import REPORT
from indicators.catalogue import load_catalogue
from indicators.embedded import read_embedded


def test_every_indicator_is_counted_once_for_each_test_it_gets_and_once_without_one() -> None:
    rows = read_embedded().to_pandas()
    found = census.markers(rows)
    assert found.total() == len(load_catalogue()) == 140
    assert found["mann_kendall"] == 30
    assert not any(name.startswith("recent_trend") for name in found)


def test_an_indicator_with_intervals_of_two_methods_counts_in_both() -> None:
    rows = read_embedded().to_pandas()
    own = rows[rows["indicator_id"] == "divorces_25_64"]
    assert set(census.intervals(own)) == set(own["ci_method"].dropna())
    assert len(census.intervals(own)) > 1
    means = rows[rows["indicator_id"] == "mean_income_adults"]
    assert census.intervals(means) == {census.NO_INTERVAL: 1}


def test_the_report_states_the_census_of_today() -> None:
    assert census.markdown() in REPORT.read_text(encoding="utf-8")
