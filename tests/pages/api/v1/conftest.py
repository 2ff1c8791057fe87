"""The data interface as a caller sees it, over the embedded data or over a store of a few rows."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.testclient import TestClient

from indicators import published
from indicators.store import TABLE_NAME, ObservationStore
from pages.api.v1.service import build_api
from tests.indicators.examples import observations

Stocked = Callable[..., ObservationStore]


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A caller that sees a fault as an answer, not as an exception."""
    mounted = Starlette(routes=[Mount("/api/v1", build_api())], middleware=[Middleware(GZipMiddleware)])
    with TestClient(mounted, raise_server_exceptions=False, headers={"Accept-Encoding": "identity"}) as caller:
        yield caller


@pytest.fixture
def stocked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stocked]:
    """Make the installation's store one of these rows (changes to Espoo's population in 2018)."""

    def fill(*changes: Mapping[str, Any]) -> ObservationStore:
        store = ObservationStore(tmp_path / TABLE_NAME)
        store.append(observations(*changes))
        monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
        return store

    yield fill
    published._open.cache_clear()


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation whose store cannot be opened."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("HYTEDATA_HOME", str(blocked))
    published._open.cache_clear()
    yield
    published._open.cache_clear()
