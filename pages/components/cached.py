"""What views read, cached for all readers: keyed by the store's version, so never stale."""

import pandas as pd
import streamlit as st

from indicators.published import load_availability, load_observations, load_totals, open_store


def store_version() -> int:
    """The version of the store now; part of every key below. Raises StoreError."""
    return open_store().version()


def observations(indicator_id: str) -> pd.DataFrame:
    """Every observation of one indicator."""
    return _observations(indicator_id, store_version())


def totals(area_codes: tuple[str, ...]) -> pd.DataFrame:
    """Every indicator's observations for some areas, all groups together."""
    return _totals(area_codes, store_version())


def availability() -> pd.DataFrame:
    """Which levels and periods each indicator has, and who published them."""
    return _availability(store_version())


@st.cache_data(show_spinner=False, max_entries=64)
def _observations(indicator_id: str, version: int) -> pd.DataFrame:
    return load_observations(indicator_id)


@st.cache_data(show_spinner=False, max_entries=16)
def _totals(area_codes: tuple[str, ...], version: int) -> pd.DataFrame:
    return load_totals(area_codes)


@st.cache_data(show_spinner=False, max_entries=4)
def _availability(version: int) -> pd.DataFrame:
    return load_availability()
