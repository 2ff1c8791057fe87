"""The report of a run: its words, its exit code, and how long it is kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indicators.refresh import report as report_module
from indicators.refresh.report import (
    IndicatorReport,
    Outcome,
    RunReport,
    SetAside,
    read_reports,
    report_lines,
    reports_folder,
    write_report,
)

START = datetime(2026, 11, 22, 3, tzinfo=UTC)


def told(outcome: Outcome, **facts: object) -> IndicatorReport:
    return IndicatorReport.model_validate(
        {"indicator_id": "population", "source_id": "127", "title": "Väestö 31.12.", "outcome": outcome} | facts
    )


def run(*indicators: IndicatorReport, **facts: object) -> RunReport:
    return RunReport.model_validate({"source": "sotkanet", "started": START, "indicators": list(indicators)} | facts)


ASIDE = SetAside(rule="unknown region", rows=2, example="region 99999 in 2023")


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (run(), 0),
        (run(told(Outcome.TAKEN), told(Outcome.UNCHANGED), told(Outcome.EMPTY)), 0),
        (run(told(Outcome.TAKEN, set_aside=[ASIDE])), 3),
        (run(told(Outcome.REFUSED), told(Outcome.TAKEN)), 3),
        (run(told(Outcome.REFUSED), told(Outcome.UNAVAILABLE)), 4),
        (run(fault="SOTKAnet did not answer"), 4),
    ],
)
def test_the_exit_code_tells_the_worst_that_happened(report: RunReport, code: int) -> None:
    assert report.exit_code == code


def test_the_report_in_words_names_what_was_taken_refused_and_set_aside() -> None:
    numbers = {"rows": 900, "areas": 308, "first_period": "1990", "last_period": "2024", "added": 308, "changed": 2}
    report = run(
        told(Outcome.TAKEN, set_aside=[ASIDE], **numbers),
        told(Outcome.REFUSED, indicator_id="share", reason="another unit?"),
        told(Outcome.UNCHANGED, indicator_id="index"),
        requests=5,
        notes=["a note"],
        fault="stopped",
    )
    assert list(report_lines(report)) == [
        "sotkanet: 1 taken, 1 unchanged, 1 refused; 5 requests",
        "  population (127): taken, 900 rows, 308 areas, 1990–2024; 308 added, 2 changed, 0 removed",
        "  population: 2 rows set aside: unknown region, the first region 99999 in 2023",
        "  share (127): refused: another unit?",
        "a note",
        "ended early: stopped",
    ]


def test_what_went_well_can_be_left_out() -> None:
    report = run(
        told(Outcome.TAKEN, set_aside=[ASIDE]), told(Outcome.EMPTY), told(Outcome.UNAVAILABLE, reason="silent")
    )
    assert list(report_lines(report, taken=False)) == [
        "sotkanet: 1 taken, 1 empty, 1 unavailable; 0 requests",
        "  population: 2 rows set aside: unknown region, the first region 99999 in 2023",
        "  population (127): unavailable: silent",
    ]


def test_a_run_without_anything_says_so() -> None:
    assert list(report_lines(run())) == ["sotkanet: nothing to do; 0 requests"]


def test_reports_are_read_newest_first_and_damaged_ones_passed_over(tmp_path: Path) -> None:
    for days in range(3):
        write_report(run(requests=days).model_copy(update={"started": START + timedelta(days)}), tmp_path)
    (reports_folder(tmp_path) / "20990101-sotkanet.json").write_text("{", encoding="utf-8")
    assert [each.requests for each in read_reports(10, tmp_path)] == [2, 1, 0]


def test_only_the_newest_reports_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_module, "REPORTS_KEPT", 2)
    for days in range(4):
        write_report(run(requests=days).model_copy(update={"started": START + timedelta(days)}), tmp_path)
    assert [each.requests for each in read_reports(10, tmp_path)] == [3, 2]
