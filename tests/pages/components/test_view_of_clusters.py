"""Clusters of neighbouring areas: given for Finland's municipalities, refused for a handful of districts."""

from dataclasses import replace

import pytest

from indicators.catalogue import load_catalogue
from indicators.measures.spatial import QUADRANTS
from indicators.published import load_observations
from indicators.slices import EVERYBODY
from pages.charts.choropleth import HIDDEN_FIGURE, NO_FIGURE
from pages.charts.style import CLUSTERS, HIDDEN, MISSING
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.view_of_clusters import CLUSTER, NO_CLUSTERS, WITHOUT_BOUNDARIES, ClustersView
from pages.components.view_of_map import MapView


def clusters_of(indicator_id: str, place: str, period: str, language: str = "en") -> ClustersView:
    rows = load_observations(indicator_id)
    own = MapView(Reader(language, "049"), load_catalogue()[indicator_id], rows, PLACES[place], EVERYBODY)
    return ClustersView(own, period)


@pytest.fixture(scope="module")
def finland() -> ClustersView:
    return clusters_of("tertiary_education_20_plus", "municipality_country", "2019")


@pytest.mark.parametrize("place", ["major_district", "municipality", "wellbeing_county"])
def test_fewer_than_thirty_areas_are_refused_in_words(place: str) -> None:
    indicator, period = ("low_income_adults", "2016") if place != "wellbeing_county" else ("low_income_rate", "2019")
    clusters = clusters_of(indicator, place, period)
    assert clusters.why_not() == "Clusters cannot be calculated: fewer than 30 areas have a figure."


def test_the_municipalities_of_finland_resemble_their_neighbours_in_education(finland: ClustersView) -> None:
    assert finland.why_not() == ""
    assert finland.whole.i == pytest.approx(0.4917, abs=1e-4)
    assert finland.whole.areas + finland.whole.islands == 308
    assert finland.clusters_together


def test_espoo_lies_in_a_cluster_of_high_figures(finland: ClustersView) -> None:
    # Espoo, Vantaa, Nurmijärvi, Sipoo: the ring around Helsinki.
    high = set(finland.local.clusters.index[finland.local.clusters == "high_high"])
    assert high == {"049", "092", "543", "753"}
    assert finland.text("049") == "high among high"
    assert (finland.local.clusters == "low_low").sum() == 7


def test_the_map_has_a_class_and_words_for_every_municipality(finland: ClustersView) -> None:
    content = finland.content(600)
    assert len(content.area_codes) == len(content.classes) == len(content.hover) == 308
    espoo = list(content.area_codes).index("049")
    assert content.classes[espoo] == list(CLUSTER).index("high_high")
    assert content.colours[content.classes[espoo]] == CLUSTERS["high_high"]
    assert content.hover[espoo] == "47.3%<br>high among high"
    assert content.selected == "049"


def test_the_legend_tells_every_cluster_hidden_and_no_figure_apart(finland: ClustersView) -> None:
    entries = finland.legend()
    assert len({colour for colour, _ in entries}) == len({words for _, words in entries}) == len(CLUSTER) + 2
    assert [colour for colour, _ in entries[-2:]] == [HIDDEN, MISSING]


def test_hidden_municipalities_stay_hidden() -> None:
    clusters = clusters_of("social_assistance_long_term_18_24", "municipality_country", "2019")
    assert clusters.why_not() == ""
    content = clusters.content(600)
    hidden = [place for place, each in enumerate(content.classes) if each == HIDDEN_FIGURE]
    assert len(hidden) == 308 - 143
    assert {content.hover[place].partition("<br>")[0] for place in hidden} == {"hidden: fewer than 5 persons"}
    assert NO_FIGURE not in content.classes


def test_no_resemblance_is_not_called_one() -> None:
    # Low income in Espoo's postal areas is scattered: I −0.05 beside −0.02 by chance.
    clusters = clusters_of("low_income_adults", "postal_area", "2016")
    assert clusters.why_not() == ""
    assert clusters.whole.p_value > 0.05
    assert not clusters.clusters_together


def test_unlike_neighbours_are_not_said_to_resemble_each_other(finland: ClustersView) -> None:
    clusters = ClustersView(finland.map_view, finland.period)
    clusters.__dict__["whole"] = replace(finland.whole, i=-0.4, p_value=0.002)
    assert not clusters.clusters_together


def test_a_level_without_boundaries_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.components.places.geometry_name", lambda level, scope: None)
    assert clusters_of("low_income_adults", "postal_area", "2016").why_not() == WITHOUT_BOUNDARIES


def test_every_cluster_and_every_reason_has_words() -> None:
    assert set(CLUSTER) == set(CLUSTERS) == {*QUADRANTS.values(), "not_significant"}
    assert set(NO_CLUSTERS) == {"fewer_than_30_areas", "no_neighbours", "no_variation"}
