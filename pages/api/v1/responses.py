"""What the OpenAPI document says of answers besides their JSON."""

from typing import Any

from pages.api.v1.forms import MEDIA_TYPES
from pages.api.v1.parameters import Form
from pages.api.v1.problems import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]

PROBLEMS = {
    404: "There is no such id, cursor or version",
    405: "Only GET and HEAD are answered",
    414: "The query is too long",
    422: "A parameter breaks a rule",
    500: "Something went wrong in the server",
    503: "The figures cannot be read at the moment",
}
ETAG = {"ETag": {"description": "Strong; send it back in If-None-Match", "schema": {"type": "string"}}}
LINK = {"Link": {"description": 'The next page, rel="next"', "schema": {"type": "string"}}}


def json_responses() -> Responses:
    """Those of an answer that is JSON only."""
    found: Responses = {
        200: {"headers": ETAG | LINK},
        304: {"description": "Unchanged since the ETag", "headers": ETAG},
    }
    return found | {status: _problem(words) for status, words in PROBLEMS.items()}


def table_responses(page: type) -> Responses:
    """Those of an answer that has three forms; `page` is the model of the JSON one."""
    forms = {
        MEDIA_TYPES[Form.JSON]: {"schema": {"$ref": f"#/components/schemas/{page.__name__}"}},
        MEDIA_TYPES[Form.CSV]: {"schema": {"type": "string"}},
        MEDIA_TYPES[Form.PARQUET]: {"schema": {"type": "string", "format": "binary"}},
    }
    found = json_responses()
    found[200] = {"headers": ETAG | LINK, "content": forms}
    return found | {406: _problem("There is no such form")}


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {MEDIA_TYPE: {"schema": schema}}}
