"""An end to every request: `requests` times each read, so a byte a second would never end.

Each thread states when its request must be over; every read of its socket, headers included,
then waits at most for what is left. Reading past the end raises `TimeoutError`.
"""

import http.client
import io
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

Clock = Callable[[], float]


class Deadline(threading.local):
    """When the request of this thread must be over, on the clock of its client."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ends_at = float("inf")

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """A stretch of work of this thread that ends `seconds` from now."""
        self._ends_at = self._clock() + seconds
        try:
            yield
        finally:
            self._ends_at = float("inf")

    def seconds_left(self) -> float:
        """Seconds until the end; 0 when it has passed, infinite when none is stated."""
        return max(0.0, self._ends_at - self._clock())


class _TimedReader(io.RawIOBase):
    """Reads a socket's file, never longer than the deadline allows."""

    def __init__(self, file: io.BufferedReader, sock: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._raw = file.detach()
        self._sock = sock
        self._longest = sock.gettimeout()
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline.seconds_left()
        if left <= 0:
            raise TimeoutError("the answer took longer than the whole request may")
        if left != float("inf"):
            self._sock.settimeout(left if self._longest is None else min(left, self._longest))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _response_class(deadline: Deadline) -> type[http.client.HTTPResponse]:
    class TimedResponse(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:
            super().__init__(sock, *arguments, **named)
            self.fp = io.BufferedReader(_TimedReader(self.fp, sock, deadline))

    return TimedResponse


def _pool_classes(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    class TimedConnection(HTTPConnection):
        response_class = _response_class(deadline)

    class TimedSecureConnection(HTTPSConnection):
        response_class = _response_class(deadline)

    class TimedPool(HTTPConnectionPool):
        ConnectionCls = TimedConnection

    class TimedSecurePool(HTTPSConnectionPool):
        ConnectionCls = TimedSecureConnection

    return {"http": TimedPool, "https": TimedSecurePool}


class DeadlineAdapter(HTTPAdapter):
    """The adapter of `requests` whose reads, straight or through a proxy, keep to a deadline."""

    def __init__(self, deadline: Deadline, connections: int) -> None:
        self._timed_pools = _pool_classes(deadline)
        super().__init__(pool_maxsize=connections)

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        """As the parent's, with pools whose connections are timed."""
        super().init_poolmanager(*arguments, **named)
        self.poolmanager.pool_classes_by_scheme = self._timed_pools

    def proxy_manager_for(self, *arguments: Any, **named: Any) -> Any:
        """As the parent's, with pools whose connections are timed."""
        manager = super().proxy_manager_for(*arguments, **named)
        manager.pool_classes_by_scheme = self._timed_pools
        return manager
