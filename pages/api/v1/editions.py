"""Whether the reader has the answer already: a strong ETag of everything an answer is made of."""

from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

SHAPE = "1"
"""Raised when the same data is answered in another shape, so that stored answers are asked for again."""

ASK_EACH_TIME = "public, no-cache"
KEEP_AN_HOUR = "public, max-age=3600"


def entity_tag(request: Request, *made_of: str) -> str:
    """A strong tag: another edition, query, form or encoding has another. Quoted, as the header has it."""
    packed = "gzip" if "gzip" in request.headers.get("accept-encoding", "") else ""
    parts = (SHAPE, request.url.path, request.url.query, packed, *made_of)
    digest = sha256("\0".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def edition_headers(tag: str, *, is_fixed: bool = False) -> dict[str, str]:
    """ETag, Vary, and how long to keep: an hour for a stated version, which never changes; else ask each time."""
    return {
        "ETag": tag,
        "Cache-Control": KEEP_AN_HOUR if is_fixed else ASK_EACH_TIME,
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    }


def unchanged(request: Request, headers: dict[str, str]) -> Response | None:
    """304 when If-None-Match names the tag (or "*"); None when the answer must be made."""
    stated = request.headers.get("if-none-match", "")
    known = {each.strip().removeprefix("W/") for each in stated.split(",")}
    if not known & {headers["ETag"], "*"}:
        return None
    # What compresses the bodies adds Accept-Encoding to Vary; it does not see an answer without one.
    return Response(status_code=304, headers={**headers, "Vary": "Accept, Accept-Encoding"})
