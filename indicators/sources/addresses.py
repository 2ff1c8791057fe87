"""Addresses of a source: how they are shown, and which redirects are followed."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

from indicators.sources.plain_text import without_controls

LONGEST_SHOWN = 200
_SECRET = re.compile(r"([?&][^=&]*(?:key|token|secret|passw|sign|auth)[^=&]*=)[^&]*", re.IGNORECASE)


def split_address(address: str) -> SplitResult:
    """The parts of an http or https address with a host; ValueError for anything else."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or (parts.port or 1) < 1:
        raise ValueError(f"{shown_address(address)!r} is not an http or https address")
    return parts


def shown_address(address: str) -> str:
    """`address` for a message: no user, no password, no keys in the query, on one line of at most 200."""
    bare = re.sub(r"//[^/?#]*@", "//", without_controls(address), count=1)
    shown = _SECRET.sub(r"\1…", " ".join(bare.split()))
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def redirect_target(address: str, location: str) -> str:
    """Where a redirect leads; ValueError, saying why, when it is not followed.

    It stays on the same host and port, unless it goes up to https, and never from https down to http.
    A source that has moved is for a person to confirm, and nobody's redirect leads this machine into
    its own network.
    """
    target = urljoin(address, location)
    before, after = split_address(address), split_address(target)
    if after.hostname != before.hostname:
        raise ValueError(f"it redirects to another host, {shown_address(after.hostname or '')}")
    if before.scheme == "https" and after.scheme == "http":
        raise ValueError("it redirects from https to http")
    if before.scheme == after.scheme and before.port != after.port:
        raise ValueError(f"it redirects to another port, {after.port}")
    return target
