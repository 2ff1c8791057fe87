"""How fast a source is asked: a window of requests, and how long to wait before asking again."""

import threading
from collections import deque
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0
"""A source that asks for a longer pause than this is asked again by the next run, not by this one."""


class RequestWindow:
    """At most `requests` starts within any `seconds`, for all threads together.

    PxWeb allows 30 in 10 seconds and answers 429 to the rest. A start is reserved, so that whoever
    comes next sees it: nobody looks twice, and nobody starves.
    """

    def __init__(self, requests: int, seconds: float) -> None:
        if requests < 1 or seconds < 0:
            raise ValueError(f"a window of {requests} requests in {seconds} seconds lets nothing through")
        self._seconds = seconds
        self._starts: deque[float] = deque(maxlen=requests)
        self._not_before = float("-inf")
        self._lock = threading.Lock()

    def reserve(self, now: float) -> float:
        """Seconds to wait from `now` until the start that is reserved hereby; 0 when there is room."""
        with self._lock:
            start = max(now, self._not_before)
            if len(self._starts) == self._starts.maxlen:
                start = max(start, self._starts[0] + self._seconds)
            self._starts.append(start)
            return start - now

    def hold(self, until: float) -> None:
        """No start before `until`: the source has asked everybody to wait."""
        with self._lock:
            self._not_before = max(self._not_before, until)


def growing_wait(failures: int, share: float) -> float:
    """Seconds before the next try: 1, 2, 4 … up to a minute, of which half to all by `share` (0–1).

    The random share keeps several clients that failed together from coming back together.
    """
    longest = min(FIRST_WAIT_SECONDS * 2.0 ** (failures - 1), LONGEST_WAIT_SECONDS)
    return longest * (0.5 + 0.5 * share)


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that `Retry-After` asks for, as a number or as a date; None when it says nothing usable.

    A date is measured from the answer's own `Date`, so the clock of this machine does not matter.
    """
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        until, now = (parsedate_to_datetime(text) for text in (asked, headers.get("Date", "")))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None
