"""The administration: closed without the key, and what it changes with the key."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from indicators.city.chosen import load_chosen
from indicators.city.files import EMBEDDED
from indicators.model import LANGUAGES, Theme
from indicators.refresh.progress import Progress
from indicators.refresh.report import IndicatorReport, RunReport
from pages.components import admin_key, refresh_parts
from pages.components.admin_key import Guesses
from pages.components.reader import Reader
from pages.components.refresh_parts import LOG_IS_ENGLISH
from tests.pages.conftest import Open
from tests.pages.test_views import all_text, assert_calm

KEY = "salainen-avain-7"


@pytest.fixture(autouse=True)
def fresh_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wrong key of another test makes this one wait."""
    guesses = Guesses()
    monkeypatch.setattr(admin_key, "GUESSES", guesses)
    monkeypatch.setattr("pages.components.admin_parts.GUESSES", guesses)


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "city"
    folder.mkdir()
    monkeypatch.setenv("HYTEDATA_CITY", str(folder))
    return folder


@pytest.fixture
def embedded_stays() -> Iterator[None]:
    """The installation's own file is the same afterwards."""
    before = (EMBEDDED / "chosen.toml").read_bytes()
    yield
    assert (EMBEDDED / "chosen.toml").read_bytes() == before


def give(page: AppTest, key: str) -> AppTest:
    page.text_input[0].set_value(key)
    return page.button[0].click().run()


@pytest.fixture
def opened(open_view: Open, monkeypatch: pytest.MonkeyPatch, clean_cache: None) -> AppTest:
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", KEY)
    page = give(open_view("admin", lang="en"), KEY)
    assert_calm(page)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_key_of_the_operator_nobody_is_asked_or_let_in(
    open_view: Open, city: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.delenv("HYTEDATA_ADMIN_KEY", raising=False)
    page = open_view("admin", lang=language)
    assert_calm(page)
    assert not page.text_input and not page.button
    assert len(page.info) == 1
    assert list(city.iterdir()) == []


def test_a_wrong_key_is_told_and_opens_nothing(open_view: Open, city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", KEY)
    page = give(open_view("admin", lang="en"), "wrong")
    assert [each.value for each in page.error] == [
        "The key is wrong, or was tried too soon after a wrong one. Try again in 1 s."
    ]
    assert not page.subheader
    page = give(page, KEY)
    assert not page.subheader, "too soon after a wrong one"
    assert list(city.iterdir()) == []
    assert KEY not in str(page.query_params)


def test_the_right_key_opens_and_never_stands_in_the_url_or_in_the_visit(opened: AppTest) -> None:
    assert [each.value for each in opened.subheader] == ["Fetching figures", "The city’s indicators"]
    assert "No fetch has been run yet." in all_text(opened)
    assert KEY not in str(opened.query_params)
    assert KEY not in repr(opened.session_state)


def test_a_new_key_closes_the_visit(opened: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", "another")
    assert not opened.run().subheader


def test_the_visit_can_be_closed(opened: AppTest) -> None:
    opened.button(key="admin_leave").click().run()
    assert not opened.subheader


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_latest_run_is_told_with_what_was_refused(
    open_view: Open, monkeypatch: pytest.MonkeyPatch, clean_cache: None, language: str
) -> None:
    taken = IndicatorReport(indicator_id="population", source_id="127", title="Väestö", outcome="taken", rows=7107)
    refused = IndicatorReport(
        indicator_id="share", source_id="5", title="Osuus", outcome="refused", reason="another unit? <b>5755.9</b>"
    )
    started = datetime(2026, 11, 21, 3, tzinfo=UTC)
    monkeypatch.setattr(refresh_parts, "read_reports", lambda limit: [run_of(taken, refused, started=started)])
    drawn: list[list[object]] = []
    monkeypatch.setattr(refresh_parts, "show_table", lambda caption, columns, rows, *rest, **more: drawn.extend(rows))
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", KEY)
    page = give(open_view("admin", lang=language), KEY)
    assert_calm(page)
    assert "03:00 UTC" in all_text(page)
    assert [row[0] for row in drawn] == ["Väestö", "Osuus"]
    assert drawn[1][-1] == "another unit? <b>5755.9</b>"
    assert Reader(language, "049").t(LOG_IS_ENGLISH) in [each.value for each in page.caption]


def test_a_run_without_notes_says_nothing_of_their_language(
    open_view: Open, monkeypatch: pytest.MonkeyPatch, clean_cache: None
) -> None:
    taken = IndicatorReport(indicator_id="population", source_id="127", title="Väestö", outcome="taken", rows=7107)
    started = datetime(2026, 11, 21, 3, tzinfo=UTC)
    monkeypatch.setattr(refresh_parts, "read_reports", lambda limit: [run_of(taken, started=started)])
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", KEY)
    page = give(open_view("admin", lang="en"), KEY)
    assert LOG_IS_ENGLISH not in [each.value for each in page.caption]


def run_of(*indicators: IndicatorReport, started: datetime) -> RunReport:
    return RunReport(source="sotkanet", started=started, requests=9, indicators=list(indicators), fault="silent")


def test_the_button_starts_a_run_and_gives_way_to_its_progress(
    opened: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Running:
        def poll(self) -> None:
            return None

    monkeypatch.setattr(refresh_parts, "start_refresh", Running)
    monkeypatch.setattr(
        refresh_parts, "read_progress", lambda: Progress(source="sotkanet", done=3, total=12, subject="Gini")
    )
    page = opened.button(key="refresh").click().run()
    assert_calm(page)
    assert not [each for each in page.button if each.key == "refresh"]
    (bar,) = page.get("progress")
    assert (bar.proto.value, bar.proto.text) == (25, "3 of 12 indicators: Gini")


def test_changes_without_a_folder_stay_in_the_visit(opened: AppTest, embedded_stays: None) -> None:
    before = load_chosen()
    opened.button(key="chosen_remove").click().run()
    assert_calm(opened)
    assert [each.key for each in opened.session_state["chosen_draft"]] == [each.key for each in before[1:]]
    assert load_chosen() == before


def test_changes_are_written_to_the_citys_folder(opened: AppTest, city: Path, embedded_stays: None) -> None:
    opened.run()
    first, second, *rest = load_chosen()
    opened.button(key="chosen_down").click().run()
    assert load_chosen() == (second, first, *rest)
    opened.button(key="chosen_up").click().run()
    assert load_chosen() == (first, second, *rest)
    opened.selectbox(key=f"theme_of_{first.key}").set_value(Theme.BACKGROUND)
    opened.button(key="chosen_theme").click().run()
    assert load_chosen()[0].theme is Theme.BACKGROUND
    opened.button(key="chosen_remove").click().run()
    assert load_chosen() == (second, *rest)
    assert_calm(opened)
    assert [file.name for file in city.iterdir()] == ["chosen.toml"]


def test_what_is_not_asked_for_is_not_written(opened: AppTest, city: Path) -> None:
    opened.run()
    opened.selectbox(key=f"theme_of_{load_chosen()[0].key}").set_value(Theme.BACKGROUND).run()
    opened.button(key="chosen_up").click().run()
    assert list(city.iterdir()) == [], "a theme that is only picked, and a first entry moved earlier"


def test_an_indicator_is_added_by_search_or_by_number(opened: AppTest, city: Path) -> None:
    opened.run()
    opened.text_input(key="chosen_words").set_value("yksinäiseksi").run()
    opened.button(key="chosen_add").click().run()
    assert_calm(opened)
    assert load_chosen()[-1].indicator_id == "diak_loneliness"
    assert "Nothing is found that is not in the set already." in all_text(opened)
    opened.number_input(key="chosen_number").set_value(3906)
    opened.text_input(key="chosen_note").set_value(" a  note ")
    opened.button(key="chosen_add_number").click().run()
    last = load_chosen()[-1]
    assert (last.sotkanet_id, last.note, last.theme) == (3906, "a note", Theme.BACKGROUND)


def test_a_broken_file_is_a_notice_and_is_left_alone(opened: AppTest, city: Path) -> None:
    (city / "chosen.toml").write_text("[[indicators]]\ntheme = 1\n", encoding="utf-8")
    opened.run()
    assert not opened.exception
    assert "chosen.toml: entry 1" in opened.error[0].value
    assert (city / "chosen.toml").read_text(encoding="utf-8") == "[[indicators]]\ntheme = 1\n"


def test_an_empty_set_can_be_filled_again(opened: AppTest, city: Path) -> None:
    (city / "chosen.toml").write_text("", encoding="utf-8")
    opened.run()
    assert_calm(opened)
    opened.number_input(key="chosen_number").set_value(127)
    opened.button(key="chosen_add_number").click().run()
    assert [each.key for each in load_chosen()] == ["sotkanet:127"]
