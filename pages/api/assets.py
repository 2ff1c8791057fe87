"""A layer before the application that answers for Streamlit's static files with their packed form."""

from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.api.packing import SCRIPTS, Packer

PREFIX = "/static/"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
# The names carry a hash of the content, so a browser may keep them for good.
FOR_GOOD = "public, max-age=31536000, immutable"


class PackedAssets:
    """ASGI middleware: packed files where there are any, everything else from the application."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._packer = Packer(folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a packed file, or hand the request on."""
        answer = self._answer(scope) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _answer(self, scope: Scope) -> FileResponse | None:
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD") or not path.startswith(PREFIX):
            return None
        is_script = Path(path).suffix in SCRIPTS
        if is_script and "br" not in Headers(scope=scope).get("accept-encoding", ""):
            return None
        packed = self._packer.packed(path.removeprefix(PREFIX))
        if packed is None:
            return None
        headers = {"Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
        encoding = {"Content-Encoding": "br"} if is_script else {}
        return FileResponse(packed, headers=headers | encoding, media_type=MEDIA_TYPES[packed.suffix])
