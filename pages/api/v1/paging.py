"""The place between two pages: an opaque cursor that knows the edition and the filters it belongs to."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel
from starlette.requests import Request

from pages.api.v1.problems import unknown

NO_SUCH_CURSOR = "no such cursor; begin again without it"
OTHER_FILTERS = "the cursor belongs to other filters; keep them, or begin again without it"
OTHER_EDITION = "the data has been made anew since; begin again without the cursor"
PLACE_ONLY = {"cursor", "limit", "form"}


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after a key, in one version of one data set (`source`), for one set of filters."""

    source: str
    version: int
    filters: str
    after: tuple[str | int, ...]

    def text(self) -> str:
        """The cursor as it stands in an address."""
        said = json.dumps([self.source, self.version, self.filters, list(self.after)], separators=(",", ":"))
        return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read_cursor(text: str | None, filters: str, kinds: tuple[type, ...]) -> Cursor | None:
    """The cursor of a request, or None. 404 when it is none of ours or of other filters.

    `kinds` are the types of the key's parts.
    """
    if text is None:
        return None
    try:
        source, version, of_filters, after = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        kept = [type(source), type(version), type(of_filters)] == [str, int, str] and 0 <= version < 2**53
        kept = kept and tuple(type(part) for part in after) == kinds
        json.dumps(after, ensure_ascii=False).encode()  # half a surrogate pair is no text, and no key
    except (ValueError, TypeError, RecursionError):
        kept = False
    if not kept or any(isinstance(part, int) and abs(part) > 9999 for part in after):
        raise unknown("cursor", text, NO_SUCH_CURSOR)
    if of_filters != filters:
        raise unknown("cursor", text, OTHER_FILTERS)
    return Cursor(source, version, of_filters, tuple(after))


def filters_digest(asked: BaseModel) -> str:
    """A short digest of everything that decides which rows there are, apart from the place, size and form."""
    said: dict[str, Any] = asked.model_dump(mode="json", exclude=PLACE_ONLY)
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def next_address(request: Request, cursor: Cursor | None) -> str | None:
    """The address of the next page, from the server's root, with every other parameter as it was; None at the end."""
    if cursor is None:
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*kept, ('cursor', cursor.text())])}"


def link_header(address: str | None) -> Mapping[str, str]:
    """`Link: <…>; rel="next"` (RFC 8288); nothing on the last page."""
    return {} if address is None else {"Link": f'<{address}>; rel="next"'}
