"""The surveys view: behind the key, a file given, read, refused, read otherwise, and taken away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from indicators.model import LANGUAGES
from indicators.survey.reading.door import read_with_types
from indicators.survey.reading.outcome import Reading, Refused, Wishes
from pages.components import admin_key, survey_dialect, survey_draft, survey_notes, survey_preview
from pages.components.admin_key import Guesses
from pages.components.survey_draft import KEPT, Draft
from pages.locales.messages import translator
from tests.pages.conftest import FRAME, Open
from tests.pages.test_admin import KEY, give
from tests.pages.test_views import all_text, assert_calm

ANSWERS = "alue;paino;vastaus\n049;1,5;Kyllä\n091;0,75;Ei\n"
TITLED = f"Kuntakysely 2026;;\n\n{ANSWERS}Lähde: Espoo;;\n"
NAMES = ["alue", "paino", "vastaus"]


@dataclass
class Seen:
    """What the view asked of the reader, and the tables it drew, by their key."""

    readings: list[Wishes] = field(default_factory=list)
    tables: dict[str, list[list[Any]]] = field(default_factory=dict)
    heads: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    found = Seen()

    def read(content: bytes, wishes: Wishes) -> Any:
        found.readings.append(wishes)
        return read_with_types(content, wishes)

    def draw(caption: str, columns: Sequence[Any], rows: Sequence[Any], key: str, *rest: Any, **more: Any) -> None:
        found.tables[key], found.heads[key] = list(rows), [column.title for column in columns]

    monkeypatch.setattr(survey_draft, "read_with_types", read)
    for module in (survey_dialect, survey_notes, survey_preview):
        monkeypatch.setattr(module, "show_table", draw)
    return found


@pytest.fixture
def keyed(monkeypatch: pytest.MonkeyPatch, clean_cache: None) -> None:
    guesses = Guesses()
    monkeypatch.setattr(admin_key, "GUESSES", guesses)
    monkeypatch.setattr("pages.components.admin_parts.GUESSES", guesses)
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", KEY)


@pytest.fixture
def opened(open_view: Open, keyed: None, seen: Seen) -> AppTest:
    return give(open_view("surveys", lang="en"), KEY)


def upload(page: AppTest, text: str, name: str = "answers.csv", encoding: str = "utf-8") -> AppTest:
    page.file_uploader[0].set_value((name, text.encode(encoding), "text/csv"))
    return page.run()


def kept(page: AppTest) -> Draft:
    draft = page.session_state[KEPT]
    assert isinstance(draft, Draft)
    return draft


def columns(page: AppTest) -> list[str]:
    outcome = kept(page).outcome
    assert isinstance(outcome, Reading)
    return outcome.columns


def choice(page: AppTest, name: str) -> Any:
    """A field of the form by the part of the reading that it overrules."""
    (found,) = [
        each
        for each in (*page.selectbox, *page.number_input, *page.text_input)
        if (each.key or "").startswith(f"survey_{name}_") and (each.key or "").removeprefix(f"survey_{name}_").isdigit()
    ]
    return found


def read_otherwise(page: AppTest) -> AppTest:
    (button,) = [each for each in page.button if each.label == "Read again"]
    return button.click().run()


# --- the door


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_operators_key_no_file_is_asked_for(
    open_view: Open, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.delenv("HYTEDATA_ADMIN_KEY", raising=False)
    page = open_view("surveys", lang=language)
    assert_calm(page)
    assert not page.file_uploader
    assert len(page.info) == 1


def test_who_has_not_given_the_key_is_asked_for_it_first(open_view: Open, keyed: None) -> None:
    page = open_view("surveys", lang="en")
    assert not page.file_uploader
    page = give(page, "wrong")
    assert not page.file_uploader
    assert len(page.error) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_key_a_file_is_asked_for_and_it_is_said_where_it_stays(
    open_view: Open, keyed: None, language: str
) -> None:
    page = give(open_view("surveys", lang=language), KEY)
    assert_calm(page)
    assert len(page.file_uploader) == 1
    assert KEPT not in page.session_state
    assert any(translator(language)(PROMISE) == each.value for each in page.caption)


PROMISE = (
    "The file is kept only in the server’s memory during this visit: it is not saved or logged, and it is "
    "gone when you remove it, close the administration or leave HyteData."
)


@pytest.mark.parametrize("way", ["survey_remove", "admin_leave"])
def test_the_file_can_be_taken_away(opened: AppTest, way: str) -> None:
    page = upload(opened, ANSWERS)
    page.button(key=way).click().run()
    assert_calm(page)
    assert KEPT not in page.session_state
    assert "Kyllä" not in repr(page.session_state)


def test_a_new_key_of_the_operator_closes_the_view_and_takes_the_file_away(
    opened: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(opened, ANSWERS)
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", "another")
    page.run()
    assert KEPT not in page.session_state
    assert "answers.csv" not in all_text(page)


# --- a table


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_shown_with_what_was_set_aside(open_view: Open, keyed: None, seen: Seen, language: str) -> None:
    page = upload(give(open_view("surveys", lang=language), KEY), TITLED, encoding="cp1252")
    assert_calm(page)
    assert not page.file_uploader
    assert columns(page) == NAMES
    words = translator(language)(
        "This is what was read from {place}: rows **{rows}**, columns **{columns}**, rows set aside **{aside}**.",
        place="` answers.csv `",
        rows="2",
        columns="3",
        aside="2",
    )
    assert words in [each.value for each in page.markdown]


def test_the_first_rows_have_the_files_row_numbers_and_texts_as_they_are(opened: AppTest, seen: Seen) -> None:
    upload(opened, TITLED)
    assert seen.heads["survey_rows"][1:] == NAMES
    assert seen.tables["survey_rows"] == [["4", "049", "1,5", "Kyllä"], ["5", "091", "0,75", "Ei"]]


def test_of_a_long_wide_table_only_the_beginning_is_sent(opened: AppTest, seen: Seen) -> None:
    head = ";".join(f"k{number}" for number in range(90))
    body = "".join(f"{row};" + ";".join(["vastaus"] * 89) + "\n" for row in range(50))
    page = upload(opened, f"{head}\n{body}")
    assert len(seen.tables["survey_rows"]) == survey_preview.ROWS
    assert {len(row) for row in seen.tables["survey_rows"]} == {survey_preview.COLUMNS + 1}
    assert "Shown here: 20 of 50 rows, 60 of 90 columns; long texts are cut." in all_text(page)


def test_notes_are_gathered_by_kind_with_the_rows_they_concern(opened: AppTest, seen: Seen) -> None:
    upload(opened, f"Otsikko;;\nAlaotsikko;;\n{ANSWERS}")
    (kind,) = [row for row in seen.tables["survey_kinds"] if "above" in str(row[0])]
    assert kind[1] == "1, 2"
    assert kind[3] == {"text": "2", "sort": 2}
    assert [row[1] for row in seen.tables["survey_notes"]] == ["1", "2"]


def test_a_clean_file_is_said_to_be_clean(opened: AppTest, seen: Seen) -> None:
    page = upload(opened, ANSWERS)
    assert "Nothing was set aside, cut, filled or guessed." in all_text(page)
    assert "survey_kinds" not in seen.tables


def test_a_header_without_rows_is_said(opened: AppTest, seen: Seen) -> None:
    page = upload(opened, "alue;paino;vastaus\n")
    assert_calm(page)
    assert "The table has a header but no rows." in all_text(page)


def test_nothing_is_read_again_when_the_page_is_drawn_again(opened: AppTest, seen: Seen) -> None:
    page = upload(opened, ANSWERS)
    page.run()
    page.run()
    assert seen.readings == [Wishes()]


# --- refusals


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_what_where_and_what_to_do_and_another_file_can_be_given(
    open_view: Open, keyed: None, seen: Seen, language: str
) -> None:
    page = upload(give(open_view("surveys", lang=language), KEY), "%PDF-1.7\n1 0 obj", "raportti.csv")
    refusal = kept(page).outcome
    assert isinstance(refusal, Refused)
    assert not page.exception
    assert ["` raportti.csv `" in each.value for each in page.error] == [True]
    assert [each.value for each in page.text] == [refusal.text(language), refusal.advice(language)]
    page = upload(page, ANSWERS)
    assert_calm(page)
    assert columns(page) == NAMES


def test_the_same_refused_file_is_not_read_twice(opened: AppTest, seen: Seen) -> None:
    page = upload(opened, "%PDF-1.7\n1 0 obj")
    page = upload(page, "%PDF-1.7\n1 0 obj", "again.csv")
    assert len(seen.readings) == 1
    assert len(page.error) == 1


# --- read otherwise


def test_the_header_row_can_be_overruled_and_given_back(opened: AppTest, seen: Seen) -> None:
    page = upload(opened, f"a;b;c\n{ANSWERS}")
    choice(page, "header_row").set_value(2)
    page = read_otherwise(page)
    assert_calm(page)
    assert columns(page) == NAMES
    assert seen.readings[-1] == Wishes(header_row=2)
    assert choice(page, "header_row").value == 2
    page.button(key="survey_found_out").click().run()
    assert kept(page).wishes == Wishes()
    assert not [each for each in page.button if each.key == "survey_found_out"]


@pytest.mark.parametrize(
    ("part", "value", "wishes"),
    [
        ("encoding", "mac_roman", Wishes(encoding="mac_roman")),
        ("delimiter", ",", Wishes(delimiter=",")),
        ("quote", "", Wishes(quote="")),
        ("quote", "'", Wishes(quote="'")),
        ("header_rows", 2, Wishes(header_rows=2)),
        ("header_rows", 0, Wishes(header_rows=0)),
    ],
)
def test_each_part_of_the_dialect_is_a_wish_of_its_own(
    opened: AppTest, seen: Seen, part: str, value: Any, wishes: Wishes
) -> None:
    page = upload(opened, ANSWERS)
    choice(page, part).set_value(value)
    page = read_otherwise(page)
    assert not page.exception
    assert seen.readings[-1] == wishes
    assert choice(page, part).value == value


def test_sending_the_form_unchanged_reads_nothing(opened: AppTest, seen: Seen) -> None:
    read_otherwise(upload(opened, ANSWERS))
    assert seen.readings == [Wishes()]


def test_a_wish_that_cannot_be_met_is_refused_and_can_be_taken_back(opened: AppTest, seen: Seen) -> None:
    page = upload(opened, ANSWERS)
    choice(page, "header_row").set_value(99)
    page = read_otherwise(page)
    assert len(page.error) == 1
    assert any("99" in each.value for each in page.text)
    page.button(key="survey_found_out").click().run()
    assert_calm(page)
    assert columns(page) == NAMES


def test_how_the_file_was_read_is_told_in_words(opened: AppTest, seen: Seen) -> None:
    upload(opened, ANSWERS, encoding="cp1252")
    told = dict(seen.tables["survey_dialect"])
    assert told == {
        "Kind of file": "text file (CSV)",
        "Encoding": "windows-1252",
        "Delimiter": "semicolon ;",
        "Quotation mark": "double",
        "Header row": "1",
        "Rows of the header": "1",
    }


# --- texts from outside

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[paina](javascript:alert(1))",
    "![](http://x.example/a.png)",
    "$\\href{javascript:alert(1)}{x}$",
    '=HYPERLINK("http://x.example")',
    "` www.x.example `",
    ":material/home: :red[x]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_a_file_stay_texts_wherever_they_are_repeated(opened: AppTest, seen: Seen, text: str) -> None:
    cell = '"' + text.replace('"', '""') + '"'
    page = upload(opened, f"{cell};;\n{cell};b;c\n1;{cell};3\n2;y;4\n{cell};z;5\n", f"{text}.csv")
    assert_calm_but_for_markup(page)
    assert_only_as_code(page, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_a_refused_file_stay_texts(opened: AppTest, seen: Seen, text: str) -> None:
    page = upload(opened, f"pelkkää tekstiä {text}".replace(",", "").replace(";", ""), f"{text}.csv")
    assert isinstance(kept(page).outcome, Refused)
    assert_calm_but_for_markup(page)
    assert_only_as_code(page, text)


def assert_calm_but_for_markup(page: AppTest) -> None:
    assert not page.exception, [each.message for each in page.exception]


def assert_only_as_code(page: AppTest, text: str) -> None:
    """Where Markdown is understood, a piece of the file stands only in code, fenced longer than any run within it."""
    marked = (*page.markdown, *page.error, *page.warning, *page.info, *page.caption, *page.header, *page.subheader)
    widgets = (*page.selectbox, *page.number_input, *page.button, *page.checkbox)
    for said in (*(str(part.value) for part in marked), *(widget.label for widget in widgets)):
        assert text not in re.sub(r"(?<!`)(`+) (?:(?!\1).)* \1(?!`)", "", said)


def test_control_characters_do_not_turn_a_line_around(opened: AppTest, seen: Seen) -> None:
    upload(opened, "nimi\u202e;b;c\n1\u2066;x;y\n2;z;w\n")
    assert seen.heads["survey_rows"][1] == "nimi"
    assert [row[1] for row in seen.tables["survey_rows"]] == ["1", "2"]


# --- types

TYPED = "kunta;paino;päivä;kommentti\n" + "".join(
    f"0{91 + place % 2};{place},5;{place + 1}.3.2026;{text}\n"
    for place, text in enumerate(["hyvä", "<b>x</b>", "=1+1", "ok"] * 5)
)


def kinds(page: AppTest) -> dict[str, str]:
    return {name: str(own.kind) for name, own in kept(page).confirmed.items()}


def kind_of(page: AppTest, place: int) -> Any:
    (found,) = [each for each in page.selectbox if (each.key or "").startswith(f"survey_kind_{place}_")]
    return found


def tick(page: AppTest, place: int) -> Any:
    (found,) = [each for each in page.checkbox if (each.key or "").startswith(f"survey_ok_{place}_")]
    return found


def confirm_all(page: AppTest) -> AppTest:
    (button,) = [each for each in page.button if each.label == "Confirm all shown here"]
    return button.click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_types_are_proposed_with_reasons_and_nothing_is_confirmed_by_itself(
    open_view: Open, keyed: None, seen: Seen, language: str
) -> None:
    page = upload(give(open_view("surveys", lang=language), KEY), TYPED)
    assert_calm(page)
    assert [str(kind_of(page, place).value) for place in (1, 2, 3)] == ["code", "number", "date"]
    assert not any(each.value for each in page.checkbox)
    t = translator(language)
    told = [each.value for each in page.text]
    assert any(t("Numbers with a decimal comma.") in each for each in told)
    assert t("Examples: {texts}", texts="091 · 092") in told
    assert kinds(page) == {}


def test_a_proposal_is_confirmed_by_its_box_and_taken_back(opened: AppTest) -> None:
    page = upload(opened, TYPED)
    page = tick(page, 2).check().run()
    assert kinds(page) == {"paino": "number"}
    assert "Confirmed: **1** of 4 columns." in all_text(page)
    page = tick(page, 2).uncheck().run()
    assert kinds(page) == {}


def test_another_type_is_chosen_and_confirmed_at_once(opened: AppTest) -> None:
    page = upload(opened, TYPED)
    page = kind_of(page, 1).set_value("category").run()
    assert kinds(page) == {"kunta": "category"}
    assert tick(page, 1).value
    page = kind_of(page, 1).set_value("code").run()
    assert kinds(page) == {"kunta": "code"}
    assert_calm(page)


def test_a_type_that_would_lose_cells_says_how_many_and_where(opened: AppTest) -> None:
    page = upload(opened, TYPED)
    page = kind_of(page, 4).set_value("number").run()
    assert [each.value for each in page.warning] == [
        "Cells that do not fit and would be lost in a conversion: 20, the first on row 2."
    ]
    assert kept(page).confirmed["kommentti"].unfit == 20


def test_all_shown_are_confirmed_by_one_button_and_a_choice_made_before_stays(opened: AppTest) -> None:
    page = upload(opened, TYPED)
    page = kind_of(page, 1).set_value("text").run()
    page = confirm_all(page)
    assert kinds(page) == {"kunta": "text", "paino": "number", "päivä": "date", "kommentti": "category"}
    assert all(each.value for each in page.checkbox)
    assert_calm(page)


def test_of_many_columns_ten_are_shown_at_a_time(opened: AppTest) -> None:
    head = ";".join(f"k{number}" for number in range(1, 24))
    page = upload(opened, f"{head}\n" + "".join(";".join(["a", "b"] * 11 + ["c"]) + "\n" for _ in range(5)))
    assert len(page.checkbox) == 10
    page = confirm_all(page)
    (pages,) = [each for each in page.selectbox if each.label == "Columns shown"]
    assert pages.options == ["1–10", "11–20", "21–23"]
    page = pages.set_value(20).run()
    assert len(page.checkbox) == 3
    assert not any(each.value for each in page.checkbox)
    page = confirm_all(page)
    assert len(kinds(page)) == 13


def test_reading_otherwise_takes_the_confirmations_back(opened: AppTest) -> None:
    page = confirm_all(upload(opened, TYPED))
    choice(page, "header_row").set_value(2)
    page = read_otherwise(page)
    assert kinds(page) == {}


def test_confirmed_types_stay_while_other_views_are_looked_at(opened: AppTest) -> None:
    page = confirm_all(upload(opened, TYPED))
    before = kinds(page)
    page.switch_page(str(FRAME.parent / "registers.py")).run()
    page.switch_page(str(FRAME.parent / "surveys.py")).run()
    assert kinds(page) == before
    assert all(each.value for each in page.checkbox)
