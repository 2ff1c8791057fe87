"""The form of an answer: what the reader asks for by `form` or by `Accept`, and how it is written."""

import json
from collections.abc import Iterable, Iterator
from http import HTTPStatus

import pyarrow as pa
from starlette.responses import Response, StreamingResponse

from indicators.table_forms import csv_chunks, json_chunks, parquet_bytes
from pages.api.v1.parameters import Form
from pages.api.v1.problems import Fault, Refusal

MEDIA_TYPES = {
    Form.JSON: "application/json",
    Form.CSV: "text/csv",
    Form.PARQUET: "application/vnd.apache.parquet",
}
STREAM_FROM_ROWS = 10_000


def chosen_form(stated: Form | None, accept: str, offered: Iterable[Form] = tuple(Form)) -> Form:
    """`form` if stated, else what Accept likes best, JSON where it likes several alike. 406 when it likes none."""
    if stated is not None:
        return stated
    wishes = dict(_wishes(accept)) or {"*/*": 1.0}
    liking = {form: _liking(MEDIA_TYPES[form], wishes) for form in offered}
    best = max(liking, key=lambda form: liking[form])
    if liking[best] <= 0:
        types = [MEDIA_TYPES[form] for form in liking]
        fault = Fault(parameter="Accept", rule="none of these forms", given=accept[:60], allowed=types)
        raise Refusal(HTTPStatus.NOT_ACCEPTABLE, f"There is no such form; ask for {', '.join(types)}.", [fault])
    return best


def _wishes(accept: str) -> Iterator[tuple[str, float]]:
    """Media ranges and their weight (RFC 9110, 12.5.1); a weight that is no number counts as 0."""
    for part in filter(None, (each.strip() for each in accept.split(","))):
        media, *parameters = (each.strip().lower() for each in part.split(";"))
        weights = [each.partition("=")[2] for each in parameters if each.startswith("q=")]
        yield media, _weight(weights[0]) if weights else 1.0


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _liking(media: str, wishes: dict[str, float]) -> float:
    """The weight of the most exact range that covers the media type."""
    ranges = (media, f"{media.partition('/')[0]}/*", "*/*")
    return next((wishes[each] for each in ranges if each in wishes), 0.0)


def json_opening(name: str, told: dict[str, int | str | None]) -> bytes:
    """What stands before the rows in JSON: what is told of the page, and the "[" that opens the rows' list."""
    return f'{json.dumps(told)[:-1]}, "{name}": [\n'.encode()


def table_answer(table: pa.Table, form: Form, opening: bytes, headers: dict[str, str]) -> Response:
    """The table in one form; `opening` is what JSON begins with. A large page is sent as it is written."""
    kind = MEDIA_TYPES[form]
    if form is Form.PARQUET:
        # Compressed within: Streamlit's own middleware compresses whatever does not say that it is encoded.
        return Response(parquet_bytes(table), media_type=kind, headers=headers | {"Content-Encoding": "identity"})
    chunks = csv_chunks(table) if form is Form.CSV else _enclosed(opening, json_chunks(table))
    if table.num_rows <= STREAM_FROM_ROWS:
        return Response(b"".join(chunks), media_type=kind, headers=headers)
    return StreamingResponse(chunks, media_type=kind, headers=headers)


def _enclosed(opening: bytes, rows: Iterator[bytes]) -> Iterator[bytes]:
    yield opening
    yield from rows
    yield b"]}\n"
