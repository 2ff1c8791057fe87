"""`/geometry/NAME.json`: boundaries as GeoJSON, with an ETag and a long life in the browser's cache."""

from functools import lru_cache
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from geodata.boundaries import read_geometry
from geodata.errors import GeodataError

KEEP_SECONDS = 24 * 3600


def serve_geometry(request: Request) -> Response:
    """The boundaries of one level, 304 when the browser has them, 404 for an unknown name."""
    try:
        body = read_geometry(request.path_params["name"])
    except GeodataError as fault:
        return PlainTextResponse(str(fault), status_code=404)
    tag = _tag(body)
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={KEEP_SECONDS}"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/geo+json", headers=headers)


@lru_cache(maxsize=32)
def _tag(body: bytes) -> str:
    """Remembered by the body: boundaries fetched anew have another tag, without a restart."""
    return f'"{sha256(body).hexdigest()[:16]}"'
