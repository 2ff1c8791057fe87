"""Which form is sent to a reader who says what it likes."""

import pytest

from pages.api.v1.forms import MEDIA_TYPES, chosen_form
from pages.api.v1.parameters import Form
from pages.api.v1.problems import Refusal

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", Form.JSON),
        ("*/*", Form.JSON),
        (BROWSER, Form.JSON),
        ("application/json", Form.JSON),
        ("APPLICATION/JSON", Form.JSON),
        ("text/csv", Form.CSV),
        ("text/*", Form.CSV),
        ("text/csv; charset=utf-8", Form.CSV),
        ("application/vnd.apache.parquet", Form.PARQUET),
        ("text/csv;q=0.2, application/json;q=0.9", Form.JSON),
        ("text/csv;q=0.9, application/json;q=0.2", Form.CSV),
        ("application/json;q=0, */*", Form.CSV),
        ("application/*;q=0.5, application/vnd.apache.parquet", Form.PARQUET),
        ("text/csv;q=7, application/json", Form.JSON),
        (", ,", Form.JSON),
    ],
)
def test_the_form_liked_best_is_sent(accept: str, form: Form) -> None:
    assert chosen_form(None, accept) is form


def test_a_stated_form_is_stronger_than_any_liking() -> None:
    assert chosen_form(Form.CSV, "application/json") is Form.CSV
    assert chosen_form(Form.CSV, "text/html") is Form.CSV


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "*/*;q=0", "text/csv;q=x", "json", "image/*"])
def test_no_liked_form_is_refused(accept: str) -> None:
    with pytest.raises(Refusal) as refused:
        chosen_form(None, accept)
    assert refused.value.status == 406
    assert refused.value.faults[0].allowed == list(MEDIA_TYPES.values())


def test_only_offered_forms_are_chosen() -> None:
    assert chosen_form(None, "text/csv, */*;q=0.1", offered=[Form.JSON]) is Form.JSON
