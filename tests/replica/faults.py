"""What can go wrong between a source and us: each fault turns a good answer into a bad one."""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tests.replica.server import Answer, Fault

GATEWAY_PAGE = b"<html><head><title>502</title></head><body><h1>Bad Gateway</h1><p>nginx</p></body></html>"


def too_many_requests(retry_after: str = "2", date: str | None = None) -> Fault:
    """429 with Retry-After, in seconds or as a date; `date` is what the answer says the time is."""
    headers = (("Retry-After", retry_after), *((("Date", date),) if date else ()))
    return lambda answer: Answer(b"Too many requests", 429, "text/plain", headers)


def status(code: int, page: bytes = GATEWAY_PAGE, content_type: str = "text/html") -> Fault:
    """Another status with a page of HTML, as a gateway sends it."""
    return lambda answer: Answer(page, code, content_type)


def truncated(answer: Answer) -> Answer:
    """Half of the body, with the length of the half: only reading the JSON shows it."""
    return answer.with_body(answer.body[: len(answer.body) // 2])


def broken_off(answer: Answer) -> Answer:
    """Half of the body under the length of the whole; then the connection closes."""
    return replace(answer, body=answer.body[: len(answer.body) // 2], length=len(answer.body))


def dropped(answer: Answer) -> Answer:
    """The connection closes before a word is said."""
    return replace(answer, status=0)


def wrong_type(answer: Answer) -> Answer:
    """HTML with status 200: a maintenance page."""
    return Answer(b"<!doctype html><script>alert(1)</script><p>Huoltokatko</p>", 200, "text/html; charset=utf-8")


def redirect(location: str, code: int = 302) -> Fault:
    """To `location`; to its own path it is a loop."""
    return lambda answer: Answer(b"", code, "text/html", (("Location", location),))


def slow_drip(pause_seconds: float = 0.0) -> Fault:
    """A byte at a time, without end; tests need no pause, since their clock runs at every look."""

    def drip() -> Iterator[bytes]:
        while True:
            yield b" "
            time.sleep(pause_seconds)

    return lambda answer: Answer(b"[", pieces=drip(), length=None)


def gzip_bomb(megabytes: int) -> Fault:
    """A small body that unpacks to `megabytes` of blanks, which JSON allows."""
    packed = gzip.compress(b"[" + b" " * (megabytes * 1_000_000) + b"]", 9)
    return lambda answer: Answer(packed, headers=(("Content-Encoding", "gzip"),))


def packed(answer: Answer) -> Answer:
    """The same answer, honestly gzipped."""
    headers = (*answer.headers, ("Content-Encoding", "gzip"))
    return replace(answer, body=gzip.compress(answer.body, 1), headers=headers)


def nothing(answer: Answer) -> Answer:
    """An empty list: a source that has lost the figures, or has none."""
    return answer.with_body(b"[]")


def saying(body: bytes) -> Fault:
    """Any other body, such as JSON with NaN or nested without end."""
    return lambda answer: answer.with_body(body)


def edited(edit: Callable[[Any], Any]) -> Fault:
    """The JSON of the answer after `edit`, which gets it parsed and gives what is sent instead."""
    return lambda answer: answer.with_body(json.dumps(edit(json.loads(answer.body)), ensure_ascii=False).encode())


Rows = list[dict[str, Any]]
"""SOTKAnet's rows of figures."""


def duplicate_rows(rows: Rows) -> Rows:
    """The first row twice."""
    return [*rows, dict(rows[0])]


def contradicting_rows(rows: Rows) -> Rows:
    """The first row twice, with another value the second time."""
    return [*rows, {**rows[0], "value": rows[0]["value"] + 1}]


def unknown_region(rows: Rows) -> Rows:
    """The first row tells of a region that `/regions` does not know."""
    return [{**rows[0], "region": 99_999}, *rows[1:]]


def with_value(value: Any) -> Callable[[Rows], Rows]:
    """The first row has `value`: negative, absurd, a text."""
    return lambda rows: [{**rows[0], "value": value}, *rows[1:]]


def without_year(year: int) -> Callable[[Rows], Rows]:
    """No row of one year."""
    return lambda rows: [row for row in rows if row["year"] != year]


NAMED: dict[str, Fault] = {
    "429": too_many_requests(),
    "502": status(502),
    "truncated": truncated,
    "broken-off": broken_off,
    "dropped": dropped,
    "wrong-type": wrong_type,
    "redirect-loop": lambda answer: Answer(b"", 302, "text/html", (("Location", ""),)),
    "slow-drip": slow_drip(1.0),
    "gzip-bomb": gzip_bomb(200),
    "empty": nothing,
    "duplicate-rows": edited(duplicate_rows),
    "contradicting-rows": edited(contradicting_rows),
    "unknown-region": edited(unknown_region),
    "negative": edited(with_value(-5)),
    "absurd": edited(with_value(1e12)),
}
"""Faults by the name that `python -m tests.replica --fault PATH=NAME` takes."""
