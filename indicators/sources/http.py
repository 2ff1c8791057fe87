"""A polite client for one source of figures: bounded in time, size and number, and plain about failure.

A source that does not answer is `SourceUnavailable` (the same request may succeed later); one that
answers something else than asked is `UnexpectedResponse` (asking again will not help).
"""

import random
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlencode

import pyarrow as pa
import requests
import urllib3
from requests.auth import HTTPBasicAuth

from indicators.errors import SourceError, SourceUnavailable, UnexpectedResponse
from indicators.sources.addresses import redirect_target, shown_address, split_address
from indicators.sources.answers import JSON_TYPES, first_words, is_of_type, strict_json, table_or_json
from indicators.sources.deadline import Clock, Deadline, DeadlineAdapter
from indicators.sources.pacing import LONGEST_WAIT_SECONDS, RequestWindow, asked_wait, growing_wait

VERSION = "0.1.0"
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
DEADLINE_SECONDS = 180.0
"""One request with all its tries, waits and redirects."""
LARGEST_BYTES = 64_000_000
"""Of one answer, unpacked. SOTKAnet's whole list is 2.5 MB, 36 years of one indicator about 4 MB."""
TRIES = 4
MOST_REDIRECTS = 3
BLOCK_BYTES = 65_536
BUSY = frozenset({408, 429, 502, 503, 504})
"""Answers after which the same request may succeed in a moment."""

Params = Mapping[str, str | int | Sequence[str | int]]


@dataclass(frozen=True)
class _Request:
    method: str
    address: str
    params: Params
    body: Any
    media_types: Sequence[str]


class _TryAgain(Exception):
    """One try failed in a way that another may not; `wait` is what the source asked for."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class SourceClient:
    """Asks one source; safe to share between threads, which together keep to `at_once` and `window`.

    `name` is what messages call the source. `contact` goes into the User-Agent. A name and password
    in `base_url` are used and never shown. `sleep`, `clock` (monotonic seconds) and `share` (a random
    number from 0 to 1) are replaced by tests.
    """

    def __init__(
        self,
        base_url: str,
        name: str,
        *,
        at_once: int = 4,
        window: RequestWindow | None = None,
        contact: str = "",
        accept: str = "*/*",
        deadline_seconds: float = DEADLINE_SECONDS,
        largest_bytes: int = LARGEST_BYTES,
        sleep: Callable[[float], None] = time.sleep,
        clock: Clock = time.monotonic,
        share: Callable[[], float] = random.random,
    ) -> None:
        self.name = name
        self._base, auth = _checked_base(base_url, name)
        self.requests = 0
        """How many have been sent so far, tries and redirects included."""
        self._counting = threading.Lock()
        self._slots = threading.BoundedSemaphore(at_once)
        self._window = window or RequestWindow(at_once, 0)
        self._deadline = Deadline(clock)
        self._deadline_seconds = deadline_seconds
        self._largest_bytes = largest_bytes
        self._sleep, self._clock, self._share = sleep, clock, share
        self._session = _session(DeadlineAdapter(self._deadline, at_once), auth, contact, accept)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._session.close()

    def get_json(self, path: str, params: Params | None = None) -> Any:
        """What the JSON at `path`, below the base address, says; a sequence in `params` repeats its key."""
        return self._json(_Request("GET", self._address(path), params or {}, None, JSON_TYPES))

    def get_rows(self, path: str, params: Params, schema: pa.Schema) -> Any:
        """As `get_json`; a list of objects that are plainly of `schema` comes as a table of it."""
        request = _Request("GET", self._address(path), params, None, JSON_TYPES)
        return self._json(request, lambda body: table_or_json(body, schema))

    def post_json(self, path: str, body: Any) -> Any:
        """What the JSON says that the source answers to `body`, sent as JSON.

        For questions only: a POST is tried again after a lost connection.
        """
        return self._json(_Request("POST", self._address(path), {}, body, JSON_TYPES))

    def get_bytes(self, path: str, params: Params | None = None, *, media_types: Sequence[str]) -> bytes:
        """The body at `path`, unpacked, when it is of one of `media_types` ("text/csv") or states none."""
        return self._body(_Request("GET", self._address(path), params or {}, None, media_types))

    def _address(self, path: str) -> str:
        return f"{self._base.rstrip('/')}/{path.lstrip('/')}" if path else self._base

    def _json(self, request: _Request, read: Callable[[bytes], Any] = strict_json) -> Any:
        body = self._body(request)
        try:
            return read(body)
        except ValueError as fault:
            raise self._unexpected(request, f"its JSON cannot be read: {fault}") from None

    def _body(self, request: _Request) -> bytes:
        with self._slots, self._deadline.within(self._deadline_seconds):
            for failures in range(1, TRIES + 1):
                try:
                    return self._tried(request)
                except _TryAgain as fault:
                    wait = max(growing_wait(failures, self._share()), fault.wait or 0.0)
                    self._give_up_or_wait(request, fault, failures, wait)
        raise AssertionError("the last try either answers or gives up")

    def _give_up_or_wait(self, request: _Request, fault: _TryAgain, failures: int, wait: float) -> None:
        tried = f"{fault}, at try {failures} of {TRIES}"
        if self._deadline.seconds_left() <= 0:
            raise self._unavailable(request, f"{fault}; nothing came within {self._deadline_seconds:g} s") from None
        if wait > LONGEST_WAIT_SECONDS:
            raise self._unavailable(request, f"{fault} and asks to wait {wait:.0f} s") from None
        if failures == TRIES or wait >= self._deadline.seconds_left():
            raise self._unavailable(request, tried) from None
        if fault.wait:
            self._window.hold(self._clock() + wait)
        self._sleep(wait)

    def _tried(self, request: _Request) -> bytes:
        """One try, with its redirects; `_TryAgain` when another may help."""
        address, params = request.address, request.params
        for _ in range(MOST_REDIRECTS + 1):
            self._wait_for_turn()
            with self._counting:
                self.requests += 1
            try:
                with self._sent(request, address, params) as response:
                    if not response.is_redirect:
                        return self._taken(request, response)
                    address, params = self._redirected(request, response), {}
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as fault:
                raise self._failure(request, fault) from None
        raise self._unexpected(request, f"it redirects more than {MOST_REDIRECTS} times")

    def _wait_for_turn(self) -> None:
        wait = self._window.reserve(self._clock())
        if wait > 0:
            self._sleep(wait)

    def _sent(self, request: _Request, address: str, params: Params) -> requests.Response:
        return self._session.request(
            request.method,
            address,
            params=params,
            json=request.body,
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        )

    def _redirected(self, request: _Request, response: requests.Response) -> str:
        if request.method == "POST" and response.status_code not in (307, 308):
            raise self._unexpected(request, f"it redirects a question, with status {response.status_code}")
        try:
            return redirect_target(response.url, response.headers["Location"])
        except ValueError as fault:
            raise self._unexpected(request, str(fault)) from None

    def _taken(self, request: _Request, response: requests.Response) -> bytes:
        """The body of a good answer; anything else is told apart here."""
        status, content_type = response.status_code, response.headers.get("Content-Type", "")
        if status in BUSY:
            raise _TryAgain(f"it answered {status}", asked_wait(response.headers))
        if status >= 500:
            raise self._unavailable(request, f"it answered {status}: {_beginning(response)!r}")
        if status != 200:
            raise self._unexpected(request, f"it answered {status}: {_beginning(response)!r}")
        if not is_of_type(content_type, request.media_types):
            wanted = " or ".join(request.media_types)
            what = f"it answered {content_type[:60]!r} instead of {wanted}: {_beginning(response)!r}"
            raise self._unexpected(request, what)
        return self._whole(request, response)

    def _whole(self, request: _Request, response: requests.Response) -> bytes:
        body = bytearray()
        for block in response.iter_content(BLOCK_BYTES):
            body += block
            if len(body) > self._largest_bytes:
                raise self._unexpected(request, f"its answer is larger than {self._largest_bytes:,} bytes")
        return bytes(body)

    def _failure(self, request: _Request, fault: Exception) -> Exception:
        """What a failed exchange means: `_TryAgain`, or which error."""
        if self._deadline.seconds_left() <= 0:
            return _TryAgain("it is too slow")
        if isinstance(fault, requests.exceptions.SSLError):
            return self._unavailable(request, "its certificate is not trusted, so nothing was read")
        if isinstance(fault, requests.exceptions.ContentDecodingError):
            return self._unexpected(request, "its compressed answer cannot be unpacked")
        if isinstance(fault, requests.Timeout) and request.method == "POST":
            return self._unavailable(request, "it did not answer the question in time")
        return _TryAgain(_what_failed(fault))

    def _unavailable(self, request: _Request, what: str) -> SourceError:
        return SourceUnavailable(
            f"{self.name} ({_shown(request)}): {what}. Try again later; the figures here stay as they are."
        )

    def _unexpected(self, request: _Request, what: str) -> SourceError:
        return UnexpectedResponse(
            f"{self.name} ({_shown(request)}): {what}. Nothing was taken. Check the address in the settings, and "
            "whether the source has changed its interface; asking again will not help."
        )


def _what_failed(fault: Exception) -> str:
    if isinstance(fault, requests.Timeout):
        return "it did not answer in time"
    if isinstance(fault, requests.exceptions.ChunkedEncodingError):
        return "its answer broke off"
    return "the connection failed"


def _shown(request: _Request) -> str:
    query = urlencode(request.params, doseq=True)
    return shown_address(f"{request.address}?{query}" if query else request.address)


class _Session(requests.Session):
    """One that does not look into redirects: `requests` would read their whole body, whatever its size."""

    def resolve_redirects(self, *arguments: Any, **named: Any) -> Generator[Any, None, None]:
        yield from ()


def _beginning(response: requests.Response) -> str:
    """The first words of an answer that is refused anyway; none when even these do not come."""
    try:
        return first_words(next(response.iter_content(4000), b""))
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
        return ""


def _checked_base(base_url: str, name: str) -> tuple[str, HTTPBasicAuth | None]:
    """The address without user and password, and these apart."""
    try:
        parts = split_address(base_url)
    except ValueError as fault:
        raise SourceError(f"{name}: {fault}. Correct the source's address in the settings.") from None
    auth = HTTPBasicAuth(unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl(), auth


def _session(adapter: DeadlineAdapter, auth: HTTPBasicAuth | None, contact: str, accept: str) -> requests.Session:
    """A session that says who asks, keeps no cookies, and takes no password from a .netrc file."""
    session = _Session()
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    session.auth = auth or (lambda prepared: prepared)
    comment = f" (+{contact})" if contact else ""
    said = {"User-Agent": f"HyteData/{VERSION}{comment}", "Accept-Encoding": "gzip", "Accept": accept}
    session.headers.update(said)
    return session
