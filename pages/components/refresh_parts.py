"""Fetching, in the administration view: starting a run, how far it is, and what the last ones did."""

import subprocess

import streamlit as st

from indicators.refresh.background import is_running, start_refresh
from indicators.refresh.progress import read_progress
from indicators.refresh.report import IndicatorReport, Outcome, RunReport, read_reports
from pages.components.numbers import format_date, format_number
from pages.components.reader import Reader
from pages.components.tables import Cell, Column, number_cell, show_table
from pages.components.words import OUTCOME
from pages.locales.messages import mark

PROCESS = "refresh_process"
REPORTS_SHOWN = 3
SECONDS_BETWEEN_LOOKS = 2.0
LOG_IS_ENGLISH = mark("Notes of the run are in English: they are the operator’s log, as it was written.")


def show_refresh(reader: Reader) -> None:
    """The button or the progress, and the latest reports."""
    t = reader.t
    st.subheader(t("Fetching figures"), anchor=False)
    if runs_now():
        st.fragment(show_progress, run_every=SECONDS_BETWEEN_LOOKS)(reader)
    elif st.button(t("Fetch the chosen indicators now"), key="refresh"):
        st.session_state[PROCESS] = start_refresh()
        st.rerun()
    reports = read_reports(REPORTS_SHOWN)
    if not reports:
        st.markdown(t("No fetch has been run yet."))
    for place, report in enumerate(reports):
        show_report(report, place, reader)


def runs_now() -> bool:
    """True while a run started here, or by anybody else, takes figures in."""
    started: subprocess.Popen[bytes] | None = st.session_state.get(PROCESS)
    return (started is not None and started.poll() is None) or is_running()


def show_progress(reader: Reader) -> None:
    """How far the run is; when it has ended, the page is drawn anew with its report."""
    t, progress = reader.t, read_progress()
    if not runs_now():
        st.rerun()
    if progress is None or not progress.total:
        st.progress(0.0, t("The fetch has begun."))
        return
    words = t("{done} of {total} indicators: {subject}", **progress.model_dump(include={"done", "total", "subject"}))
    st.progress(progress.done / progress.total, words)


def show_report(report: RunReport, place: int, reader: Reader) -> None:
    """One run: when, how much, and each indicator that was not simply unchanged."""
    t = reader.t
    when = f"{format_date(report.started.date(), reader.language)} {report.started:%H:%M} UTC"
    st.markdown(
        t("**{when}**, {source}: {requests} requests.", when=when, **report.model_dump(include={"source", "requests"}))
    )
    if report.fault:
        st.warning(t("The run ended early; what was taken before stays. The next run goes on from there."))
    counts = [f"{t(OUTCOME[outcome])}: {len(found)}" for outcome in Outcome if (found := report.of(outcome))]
    st.caption(" · ".join(counts) or t("There was nothing to do."))
    told = [each for each in report.indicators if each.outcome is not Outcome.UNCHANGED]
    if told:
        _show_told(told, place, reader)


def _show_told(told: list[IndicatorReport], place: int, reader: Reader) -> None:
    t = reader.t
    columns = [
        Column(t("Indicator"), "name"),
        Column(t("Result of the fetch")),
        Column(t("Periods"), "short"),
        Column(t("Rows"), "number"),
        Column(t("Changed"), "number"),
        Column(t("Note of the run")),
    ]
    rows = [_row(each, reader) for each in told]
    with st.expander(t("What the run did")):
        if any(each.reason or each.set_aside for each in told):
            st.caption(t(LOG_IS_ENGLISH))
        show_table(t("What the run did"), columns, rows, f"run_{place}", reader.language, hide_caption=True)


def _row(each: IndicatorReport, reader: Reader) -> list[Cell]:
    aside = [f"{one.rows}: {one.rule}" for one in each.set_aside]
    periods = "–".join(dict.fromkeys(filter(None, (each.first_period, each.last_period))))
    numbers = [
        number_cell(format_number(value, 0, reader.language), value)
        for value in (each.rows, each.added + each.changed + each.removed)
    ]
    note = "; ".join(filter(None, (each.reason, *aside)))
    return [each.title or each.indicator_id, reader.t(OUTCOME[each.outcome]), periods, *numbers, note]
