"""The ASGI application: the pages, and beside them boundaries, downloads and readiness.

Definitions are read here, so a wrong one stops the start with the file and the key in the message.
"""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route

from indicators.catalogue import load_catalogue
from indicators.errors import HyteDataError
from indicators.published import open_store
from indicators.settings import data_home, packs_assets
from pages.api.assets import PackedAssets
from pages.api.geometry import serve_geometry
from pages.api.readiness import serve_readiness
from pages.api.uploads import UploadsBehindKey, keep_uploads_in_memory
from pages.api.v1.service import build_api, to_api
from pages.api.views_as_files import file_routes
from pages.components.notices import show_unexpected

FRAME = Path(__file__).parent.parent / "frame.py"
COMPRESS_FROM = 1000
ROUTES = (
    Route("/geometry/{name}.json", serve_geometry),
    Route("/api/v1", to_api),
    Mount("/api/v1", build_api()),
    *file_routes(),
    Route("/ready", serve_readiness),
)


def build_application() -> st.App:
    """HyteData as one ASGI application. Raises DefinitionError when a definition is wrong."""
    load_catalogue()
    keep_uploads_in_memory()
    return st.App(
        FRAME,
        routes=list(ROUTES),
        middleware=_middleware(),
        lifespan=prepare,
        on_script_error=show_unexpected,
    )


def _middleware() -> list[Middleware]:
    """Packed files first (unless an operator has them packed by a proxy); the rest compressed as it goes."""
    guarded = [Middleware(UploadsBehindKey), Middleware(GZipMiddleware, minimum_size=COMPRESS_FROM)]
    if not packs_assets():
        return guarded
    return [Middleware(PackedAssets, folder=data_home().absolute() / "assets" / st.__version__), *guarded]


@asynccontextmanager
async def prepare(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Fill the store before the first visitor; if that fails, each page says so instead.

    Streamlit collects garbage through all objects after every run of a page. What stands at the
    start, libraries above all, stays for good: frozen, it is not looked through each time.
    """
    try:
        open_store()
    except HyteDataError as fault:
        logging.getLogger("hytedata").error("%s", fault)
    import_module("scipy.stats")  # half a second that the first visitor's trend tests would wait for
    gc.collect()
    gc.freeze()
    yield {}
