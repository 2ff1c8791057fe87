"""Fetching, in the administration view: the reports of earlier runs."""

from pathlib import Path

import streamlit as st

from indicators.settings import data_home
from pages.components.reader import Reader

REPORTS_SHOWN = 10


def report_files() -> list[Path]:
    """The reports of the runs so far, the newest first; their names begin with the day and time."""
    return sorted((data_home() / "refresh" / "reports").glob("*.json"), reverse=True)


def show_refresh(reader: Reader) -> None:
    """The newest reports by name, or that nothing has been fetched yet."""
    t = reader.t
    st.subheader(t("Fetching figures"), anchor=False)
    files = report_files()
    if not files:
        st.markdown(t("No fetch has been run yet."))
        return
    st.markdown(t("Reports of the latest runs:"))
    st.text("\n".join(file.stem for file in files[:REPORTS_SHOWN]))
