"""The replica's core: a loopback server that asks its routes for answers, counts, and lets faults in between.

A route takes a question and gives an answer, or None when the path is not its own. What a source
serves lies in a file of its own (`sotkanet`), what can go wrong in `faults`.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One question: `query` holds every value of a repeated key, header names are in lower case."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What goes over the wire. `pieces` are sent one by one after the body, until the client hangs up.

    `length` states another length than the body has (the connection is then closed), None states none;
    with `status` 0 the connection is closed without a word.
    """

    body: bytes = b""
    status: int = 200
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    pieces: Iterable[bytes] = ()
    length: int | None = -1

    def with_body(self, body: bytes) -> "Answer":
        return replace(self, body=body)


def json_answer(content: Any, status: int = 200) -> Answer:
    return Answer(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), status)


Route = Callable[[Asked], Answer | None]
Fault = Callable[[Answer], Answer]


@dataclass
class _Provoked:
    fault: Fault
    times: float


@dataclass
class Replica:
    """A running stand-in. `asked` counts requests by path, `most_at_once` those answered at one time.

    Every answer takes `latency_seconds`; tests leave it at 0. `log` keeps the questions in order.
    """

    routes: Sequence[Route]
    port: int = 0
    latency_seconds: float = 0.0
    asked: Counter[str] = field(default_factory=Counter)
    log: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    _at_once: int = 0
    _faults: dict[str, list[_Provoked]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", self.port), _handler_of(self))
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def provoke(self, path: str, fault: Fault, times: float = float("inf")) -> None:
        """The next `times` answers at `path`, after those provoked already, go through `fault`."""
        with self._lock:
            self._faults.setdefault(path, []).append(_Provoked(fault, times))

    def heal(self) -> None:
        """No faults any more."""
        with self._lock:
            self._faults.clear()

    def forget(self) -> None:
        """Counts and log start anew."""
        with self._lock:
            self.asked.clear()
            self.log.clear()
            self.most_at_once = 0

    def answer(self, asked: Asked) -> Answer:
        """The routes' answer as the faults leave it; 404 when no route knows the path."""
        with self._lock:
            self.asked[asked.path] += 1
            self.log.append(asked)
            fault = self._next_fault(asked.path)
        found = (route(asked) for route in self.routes)
        answer = next((answer for answer in found if answer), Answer(b"not found", 404, "text/plain"))
        return fault(answer) if fault else answer

    def come_and_go(self, step: int) -> None:
        """Count who is being answered: +1 when a question has come, −1 when it is answered."""
        with self._lock:
            self._at_once += step
            self.most_at_once = max(self.most_at_once, self._at_once)

    def _next_fault(self, path: str) -> Fault | None:
        for provoked in self._faults.get(path, []):
            if provoked.times > 0:
                provoked.times -= 1
                return provoked.fault
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the game."""


def _handler_of(replica: Replica) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 65_536

        def log_message(self, *arguments: Any) -> None:
            """The replica keeps its own log."""

        def do_GET(self) -> None:
            replica.come_and_go(+1)
            try:
                answer = replica.answer(self._asked())
                if replica.latency_seconds:
                    time.sleep(replica.latency_seconds)
            finally:
                replica.come_and_go(-1)
            self._send(answer)

        def do_POST(self) -> None:
            self.do_GET()

        def _asked(self) -> Asked:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            return Asked(self.command, parts.path, parse_qs(parts.query), headers, body)

        def _send(self, answer: Answer) -> None:
            if answer.status:
                self._send_head(answer)
                self.wfile.write(answer.body)
                for piece in answer.pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
            if not answer.status or answer.length != -1:
                self.close_connection = True

        def _send_head(self, answer: Answer) -> None:
            self.send_response_only(answer.status)
            if "Date" not in dict(answer.headers):
                self.send_header("Date", self.date_time_string())
            self.send_header("Content-Type", answer.content_type)
            if answer.length is not None:
                self.send_header("Content-Length", str(len(answer.body) if answer.length == -1 else answer.length))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()

    return Handler
