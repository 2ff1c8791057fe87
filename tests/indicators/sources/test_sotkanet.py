"""What is sent to SOTKAnet, and the whole way from its answers to our rows, faults included."""

from collections.abc import Iterator

import pytest

from indicators.errors import UnexpectedResponse
from indicators.sources.http import SourceClient
from indicators.sources.sotkanet import (
    GENDERS,
    fetch_figures,
    fetch_list,
    fetch_metadata,
    fetch_regions,
    sotkanet_client,
)
from indicators.sources.sotkanet_catalogue import changed_meaning, parse_list, parse_metadata
from indicators.sources.sotkanet_figures import ParsedFigures, Rule, parse_figures
from indicators.sources.sotkanet_regions import parse_regions
from tests.replica import faults
from tests.replica.server import Replica
from tests.replica.sotkanet import FIGURES, LIST, ROOT, Sotkanet

YEARS = (2022, 2023)


@pytest.fixture
def client(replica: Replica, monkeypatch: pytest.MonkeyPatch) -> Iterator[SourceClient]:
    monkeypatch.setenv("HYTEDATA_SOTKANET_URL", f"{replica.url}{ROOT}/")
    with sotkanet_client() as client:
        yield client


def figures_of(client: SourceClient, sotkanet_id: int) -> ParsedFigures:
    about = parse_metadata(fetch_metadata(client, sotkanet_id), sotkanet_id)
    regions = parse_regions(fetch_regions(client))
    answer = fetch_figures(client, sotkanet_id, YEARS, about.genders)
    return parse_figures(answer, about, regions, years=YEARS, genders=about.genders)


def test_years_and_genders_are_always_sent(client: SourceClient, replica: Replica) -> None:
    fetch_figures(client, 186, YEARS, GENDERS)
    assert replica.log[-1].query == {
        "indicator": ["186"], "years": ["2022", "2023"], "genders": ["male", "female", "total"],
    }  # fmt: skip
    with pytest.raises(UnexpectedResponse, match="answered 400"):
        fetch_figures(client, 186, YEARS, ())


def test_the_whole_way_for_three_sexes(client: SourceClient) -> None:
    figures = figures_of(client, 186)
    assert figures.refused == ()
    assert set(figures.rows["sex"]) == {"F", "M", "_T"}
    assert set(figures.rows["area_level"]) == {"COUNTRY", "MAJOR_REGION", "REGION", "WELLBEING_COUNTY", "MUNICIPALITY"}
    assert figures.elsewhere > 0


def test_an_indicator_without_sexes_has_totals(client: SourceClient) -> None:
    assert set(figures_of(client, 127).rows["sex"]) == {"_T"}


def test_the_list_is_one_request(client: SourceClient, replica: Replica) -> None:
    assert len(parse_list(fetch_list(client)).indicators) == 132
    assert replica.asked == {LIST: 1}


def test_an_unknown_indicator_has_no_description_and_no_rows(client: SourceClient) -> None:
    with pytest.raises(UnexpectedResponse, match="404"):
        fetch_metadata(client, 99_999)
    assert fetch_figures(client, 99_999, YEARS, ("total",)) == []


FAULTS = {
    Rule.REPEATED: (faults.duplicate_rows, 1),
    Rule.CONTRADICTING: (faults.contradicting_rows, 2),
    Rule.UNKNOWN_REGION: (faults.unknown_region, 1),
    Rule.NEGATIVE: (faults.with_value(-5), 1),
    Rule.ABSURD: (faults.with_value(1e12), 1),
    Rule.NO_NUMBER: (faults.with_value("5"), 1),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_bad_rows_are_set_aside_and_the_rest_is_taken(client: SourceClient, replica: Replica, rule: Rule) -> None:
    good = figures_of(client, 186)
    edit, number = FAULTS[rule]
    replica.provoke(FIGURES, faults.edited(edit))
    figures = figures_of(client, 186)
    assert [(refusal.rule, refusal.rows) for refusal in figures.refused] == [(rule, number)]
    assert len(good.rows) - 1 <= len(figures.rows) <= len(good.rows)


def test_a_year_that_has_vanished_is_named(client: SourceClient, replica: Replica) -> None:
    replica.provoke(FIGURES, faults.edited(faults.without_year(2022)))
    assert figures_of(client, 186).years_without_rows == (2022,)


def test_an_answer_without_rows_has_no_years(client: SourceClient, replica: Replica) -> None:
    replica.provoke(FIGURES, faults.nothing)
    assert figures_of(client, 186).years_without_rows == YEARS


def test_another_title_and_unit_between_two_fetches_are_found(client: SourceClient, sotkanet: Sotkanet) -> None:
    before = {listed.sotkanet_id: listed for listed in parse_list(fetch_list(client)).indicators}
    sotkanet.indicators[3195].title = {"fi": "Aivan muuta", "sv": "", "en": ""}
    sotkanet.indicators[186].unit = "LKM"
    now = {listed.sotkanet_id: listed for listed in parse_list(fetch_list(client)).indicators}
    assert [key for key in before if changed_meaning(before[key], now[key])] == [3195]
    assert parse_metadata(fetch_metadata(client, 186), 186).unit_code == "LKM"
