"""What views read, cached for all readers: keyed by the store's version, so never stale.

Frames and views are shared and never changed: what one reader's choice worked out (classes, breaks,
comparisons, rows of the start page) serves the next.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from indicators.catalogue import load_catalogue
from indicators.city.chosen import load_chosen
from indicators.city.files import city_stamp
from indicators.city.information import load_information
from indicators.clock import today
from indicators.facets import Listing
from indicators.listing import list_entries
from indicators.model import Indicator
from indicators.periods import Grain, parse_period
from indicators.published import load_areas, load_availability, load_observations, load_totals, open_store
from indicators.slices import Group, grains, of_grain
from pages.components import view_of_gaps, view_of_similar
from pages.components.benchmark_choice import Compared
from pages.components.geometry_address import geometry_url
from pages.components.map_picture import MapPicture
from pages.components.places import PLACES, Place, larger_areas
from pages.components.reader import Reader
from pages.components.view_of_areas import AreasView
from pages.components.view_of_clusters import ClustersView
from pages.components.view_of_map import MapView
from pages.components.view_of_overview import OverviewRow, overview_areas, overview_rows

BY_REPR: dict[str | type[Any], Callable[[Any], Any]] = {Reader: repr, Group: repr}
"""Both are small frozen records whose text tells all there is."""


def store_version() -> int:
    """The version of the store now. Raises StoreError."""
    return open_store().version()


def edition() -> str:
    """What all below is worked out of, and part of every key: the store's version and what the catalogue says.

    Raises StoreError.
    """
    return f"{store_version()}-{load_catalogue().digest}"


def observations(indicator_id: str) -> pd.DataFrame:
    """Every observation of one indicator."""
    return _observations(indicator_id, edition())


def availability() -> pd.DataFrame:
    """Which levels and periods each indicator has, and who published them."""
    return _availability(edition())


def map_view(reader: Reader, indicator: Indicator, place: Place, group: Group, rows: pd.DataFrame) -> MapView:
    """The map of one indicator at one place for one group, with what it has worked out.

    `rows` are the indicator's of one grain, as the reader has chosen.
    """
    grain = str(next(iter(grains(rows)), Grain.YEARS))
    return _map_view(reader, indicator.indicator_id, place.code, group, grain=grain, version=edition())


def overview(home: str) -> list[OverviewRow]:
    """The rows of the start page for a home area."""
    return _overview(home, edition())


def municipality_values() -> tuple[pd.DataFrame, pd.Series]:
    """What municipalities can be compared by: newest values (codes × indicator ids), and their periods."""
    return _municipality_values(edition())


def listing() -> Listing:
    """Everything the catalogue view lists, ready to be searched. Raises DefinitionError, StoreError."""
    return _listing(edition(), city_stamp(), day=today(), size=len(load_catalogue()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _listing(version: str, stamp: tuple[tuple[int, int], ...], *, day: date, size: int) -> Listing:
    catalogue, known = load_catalogue(), _availability(version)
    return Listing(list_entries(catalogue, known, load_chosen(), load_information(), day))


def blind_spots(home: str, years: int | None) -> pd.DataFrame:
    """The number of indicators by theme, level and group for a home area, of figures of so many years (None: all)."""
    return _blind_spots(home, years, edition(), city_stamp(), day=today(), size=len(load_catalogue()))


@st.cache_data(show_spinner=False, max_entries=64)
def _blind_spots(
    home: str, years: int | None, version: str, stamp: tuple[tuple[int, int], ...], *, day: date, size: int
) -> pd.DataFrame:
    return view_of_gaps.blind_spots(home, years, day)


@st.cache_data(show_spinner=False, max_entries=2)
def _municipality_values(version: str) -> tuple[pd.DataFrame, pd.Series]:
    return view_of_similar.municipality_values()


def similar_municipalities(home: str) -> tuple[str, ...]:
    """The municipalities most like a home area."""
    return _similar_municipalities(home, edition())


@st.cache_resource(show_spinner=False, max_entries=32)
def _place_rows(home: str, place_code: str, version: str) -> pd.DataFrame:
    """All indicators of a place's areas, of the larger ones and of similar municipalities; shared, never changed."""
    place = PLACES[place_code]
    larger = larger_areas(place, home).values()
    codes = (*place.areas(home), *larger, *_similar_municipalities(home, version))
    return load_areas(codes, load_catalogue().offered)


def areas_view(reader: Reader, place: Place) -> AreasView:
    """All indicators of a place's areas, with what has been worked out of them."""
    return _areas_view(reader, place.code, edition())


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs=BY_REPR)
def _areas_view(reader: Reader, place_code: str, version: str) -> AreasView:
    similar = _similar_municipalities(reader.home, version)
    return AreasView(reader, PLACES[place_code], _place_rows(reader.home, place_code, version), similar)


@st.cache_data(show_spinner=False, max_entries=32)
def _similar_municipalities(home: str, version: str) -> tuple[str, ...]:
    return view_of_similar.similar_municipalities(home)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=BY_REPR)
def _map_view(reader: Reader, indicator_id: str, place_code: str, group: Group, *, grain: str, version: str) -> MapView:
    rows = of_grain(_observations(indicator_id, version), Grain(grain))
    return MapView(reader, load_catalogue()[indicator_id], rows, PLACES[place_code], group)


def map_picture(view: MapView, compared: Compared | None, by_comparison: bool) -> MapPicture:
    """The map with its benchmark, compared once for all periods."""
    key = (view.indicator.indicator_id, view.place.code, view.group.code, view.grain, str(compared), by_comparison)
    return _map_picture(view.reader, key, edition(), view, compared)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=BY_REPR)
def _map_picture(
    reader: Reader, key: tuple[str | bool, ...], version: str, _view: MapView, _compared: Compared | None
) -> MapPicture:
    return MapPicture(_view, _compared, by_comparison=bool(key[-1]))


def clusters_view(view: MapView, period: str) -> ClustersView:
    """The clusters of one period of a map: ten thousand permutations need not be drawn for each reader."""
    key = (view.reader, view.indicator.indicator_id, view.place.code, view.group)
    name = view.place.geometry(view.reader.home)
    return _clusters_view(*key, period=period, version=edition(), boundaries=geometry_url(name) if name else "")


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=BY_REPR)
def _clusters_view(
    reader: Reader, indicator_id: str, place_code: str, group: Group, *, period: str, version: str, boundaries: str
) -> ClustersView:
    grain = str(parse_period(period).grain)
    return ClustersView(_map_view(reader, indicator_id, place_code, group, grain=grain, version=version), period)


@st.cache_resource(show_spinner=False, max_entries=64)
def _overview(home: str, version: str) -> list[OverviewRow]:
    return overview_rows(load_totals(overview_areas(home), load_catalogue().offered), home)


@st.cache_resource(show_spinner=False, max_entries=64)
def _observations(indicator_id: str, version: str) -> pd.DataFrame:
    return load_observations(indicator_id)


@st.cache_data(show_spinner=False, max_entries=4)
def _availability(version: str) -> pd.DataFrame:
    return load_availability()
