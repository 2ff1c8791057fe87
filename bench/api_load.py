"""The data interface under load over the loopback, beside pandas behind Starlette with the same questions.

Several clients, each a thread with a connection of its own that asks one question after another.
Every answer is whole: nobody states an ETag, except in the last line.
"""

import http.client
import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bench.api_servers import naive_api
from bench.proxy import HOST
from bench.results import Row
from bench.servers import hytedata

CLIENTS = 8
EACH = 24
"""Questions of one client in one run."""
RUNS = 3
PEER = "pandas and Starlette"
QUESTIONS = (
    "observations?indicator=low_income_rate&limit=1000",
    "observations?area=049&limit=1000",
    "observations?level=MUNICIPALITY&period=2018&limit=1000",
    "observations?indicator=aged_65_plus&area=049",
    "areas?level=MUNICIPALITY&limit=1000",
    "indicators?limit=1000",
)
PERCENTILES = (50, 95, 99)


@dataclass(frozen=True)
class Load:
    """One run: milliseconds of each answer, and how many were given in a second."""

    milliseconds: tuple[float, ...]
    rate: float

    def percentile(self, share: int) -> float:
        """Milliseconds within which this many in a hundred were answered."""
        return float(np.percentile(self.milliseconds, share))


class Answer(NamedTuple):
    """What a client got."""

    status: int
    tag: str
    body: bytes


def measure() -> Iterator[Row | str]:
    """A row a percentile, the sides taking turns; then answers in a second, and those who state an ETag."""
    with hytedata() as server, naive_api() as peer:
        ours = server.proxy.target
        _check_equal(ours, peer)
        runs = [(_loaded(ours), _loaded(peer)) for _ in range(RUNS)]
        unchanged = [_loaded(ours, _tags(ours)) for _ in range(RUNS)]
    operation = f"data interface, {CLIENTS} clients, {len(QUESTIONS)} kinds of question"
    for share in PERCENTILES:
        sides = zip(*((mine.percentile(share), theirs.percentile(share)) for mine, theirs in runs), strict=True)
        mine, theirs = (tuple(each) for each in sides)
        yield Row(operation, PEER, f"answer, {share}th percentile", mine, theirs, "ms")
    yield _in_words([mine for mine, _ in runs], [theirs for _, theirs in runs], unchanged)


def _in_words(ours: Sequence[Load], theirs: Sequence[Load], unchanged: Sequence[Load]) -> str:
    """Lines that stand under the table."""
    sides = {"HyteData": ours, PEER: theirs, "HyteData, every question with its ETag (304)": unchanged}
    lines = (f"- {name}: {_told(runs)}" for name, runs in sides.items())
    head = f"**Data interface**, {CLIENTS} clients × {EACH} questions × {RUNS} runs, uncompressed answers:"
    return "\n".join((head, "", *lines))


def _told(runs: Sequence[Load]) -> str:
    """Medians over the runs."""
    shares = ", ".join(f"p{share} {np.median([run.percentile(share) for run in runs]):.0f} ms" for share in PERCENTILES)
    return f"{np.median([run.rate for run in runs]):.0f} answers/s, {shares}"


def _loaded(port: int, tags: Sequence[str] = ()) -> Load:
    """Every client at work at once, after one round that warms up."""
    _asked_by(0, port, len(QUESTIONS), tags)
    begun = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        each = list(clients.map(lambda number: _asked_by(number, port, EACH, tags), range(CLIENTS)))
    took = time.perf_counter() - begun
    return Load(tuple(one for client in each for one in client), CLIENTS * EACH / took)


def _asked_by(number: int, port: int, count: int, tags: Sequence[str]) -> list[float]:
    """Milliseconds of `count` answers to one client, which begins at another question than its neighbour."""
    connection = _connection(port)
    took = []
    for turn in range(number, number + count):
        place = turn % len(QUESTIONS)
        begun = time.perf_counter()
        answer = _answer(connection, QUESTIONS[place], tags[place] if tags else "")
        took.append(1000 * (time.perf_counter() - begun))
        if answer.status != (304 if tags else 200):
            raise RuntimeError(f"{QUESTIONS[place]}: {answer.status}")
    connection.close()
    return took


def _answer(connection: http.client.HTTPConnection, question: str, tag: str = "") -> Answer:
    """An answer, received whole."""
    connection.request("GET", f"/api/v1/{question}", headers={"If-None-Match": tag} if tag else {})
    got = connection.getresponse()
    return Answer(got.status, got.headers.get("ETag", ""), got.read())


def _connection(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(HOST, port, timeout=120)


def _tags(port: int) -> list[str]:
    connection = _connection(port)
    return [_answer(connection, question).tag for question in QUESTIONS]


def _check_equal(*ports: int) -> None:
    """The sides must tell the same rows; indicators, which the peer tells less of, are left out."""
    for question in QUESTIONS[:-1]:
        name = question.partition("?")[0]
        found = []
        for port in ports:
            body = json.loads(_answer(_connection(port), question).body)
            found.append([(row["area_level"], row["area_code"], row.get("period")) for row in body[name]])
        if not found[0] or found[0] != found[1]:
            raise RuntimeError(f"the sides disagree on {question}: {[len(each) for each in found]} rows")
