"""`/ready`: whether the store can be read, which Streamlit's own health check does not say."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from indicators.errors import HyteDataError
from indicators.published import open_store


def serve_readiness(_: Request) -> JSONResponse:
    """200 with the store's version, or 503 when it cannot be read."""
    try:
        return JSONResponse({"ready": True, "version": open_store().version()})
    except HyteDataError:
        return JSONResponse({"ready": False}, status_code=503)
