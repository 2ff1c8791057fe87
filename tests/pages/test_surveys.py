"""The surveys view: behind the key, a file given, read, refused, read otherwise, and taken away."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.components import admin_key
from pages.components.admin_key import Guesses
from pages.components.survey_draft import KEPT
from tests.pages.conftest import Open
from tests.pages.test_admin import KEY, give
from tests.pages.test_views import all_text, assert_calm

ANSWERS = "alue;paino;vastaus\n049;1,5;Kyllä\n091;0,75;Ei\n"
TITLED = f"Kuntakysely 2026;;\n\n{ANSWERS}Lähde: Espoo;;\n"


@pytest.fixture
def opened(open_view: Open, monkeypatch: pytest.MonkeyPatch, clean_cache: None) -> AppTest:
    guesses = Guesses()
    monkeypatch.setattr(admin_key, "GUESSES", guesses)
    monkeypatch.setattr("pages.components.admin_parts.GUESSES", guesses)
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", KEY)
    return give(open_view("surveys", lang="en"), KEY)


def upload(page: AppTest, text: str, name: str = "answers.csv", encoding: str = "utf-8") -> AppTest:
    page.file_uploader[0].set_value((name, text.encode(encoding), "text/csv"))
    return page.run()


def test_trial(opened: AppTest) -> None:
    assert_calm(opened)
    page = upload(opened, TITLED, encoding="cp1252")
    print(all_text(page))
    assert_calm(page)
    assert not page.file_uploader
    assert page.session_state[KEPT].outcome.columns == ["alue", "paino", "vastaus"]
