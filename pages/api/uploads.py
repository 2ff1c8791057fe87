"""Files that are sent to the server: only from visits that have given the operator's key, and never put on a disk.

Streamlit takes uploads from whoever has a visit, also where no view asks for one.
"""

from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.components.admin_key import is_let_in

UPLOADS = "/_stcore/upload_file/"
MEBIBYTE = 1 << 20
KEPT_IN_MEMORY = 1024 * MEBIBYTE
"""More than `server.maxUploadSize`, so that a file is never parted with to a temporary one."""


def keep_uploads_in_memory() -> None:
    """Have files taken apart in memory: from 1 MB on Starlette would write them to the disk meanwhile."""
    MultiPartParser.spool_max_size = KEPT_IN_MEMORY


class UploadsBehindKey:
    """Refuses files of visits that have not given the key, before anything of them is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        visit = _visit_of_upload(scope)
        if visit is None or is_let_in(visit):
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("No file is taken here without the operator’s key.", 403)(scope, receive, send)


def _visit_of_upload(scope: Scope) -> str | None:
    """The visit that a file is sent for; None for every other request."""
    if scope["type"] != "http" or scope["method"] not in ("PUT", "POST"):
        return None
    _, found, rest = str(scope["path"]).partition(UPLOADS)
    return rest.partition("/")[0] if found else None
