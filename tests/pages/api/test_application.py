"""What stops the start, and what does not."""

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indicators import catalogue, embedded, published
from indicators.errors import DefinitionError, StoreError
from pages.api.application import ROUTES, build_application, prepare


@pytest.fixture
def fresh() -> None:
    """Neither definitions nor store are remembered before or after."""
    catalogue._catalogue.cache_clear()
    catalogue._own_definitions.cache_clear()
    published._open.cache_clear()


def test_the_routes_are_the_documented_ones() -> None:
    charts = ("map", "trends", "comparison", "profile", "index", "inequality", "similar", "overview")
    files = (*charts, "gaps", "products", "information")
    assert [route.path for route in ROUTES] == [
        "/geometry/{name}.json",
        "/api/v1",
        "/api/v1",
        *(f"/{name}.{{form}}" for name in files),
        *(f"/export/{name}.{{form}}" for name in files),
        "/export/{name:path}",
        *(f"/{{name:our_name}}.{form}" for form in ("png", "csv", "json", "xlsx")),
        "/ready",
    ]


@pytest.mark.usefixtures("fresh")
def test_a_wrong_definition_stops_the_start_with_file_and_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wrong.toml").write_text('indicator_id = "wrong"\nlikeable = true\n', encoding="utf-8")
    monkeypatch.setattr(catalogue, "DEFINITIONS", tmp_path)
    with pytest.raises(DefinitionError, match=r"wrong\.toml: key '"):
        build_application()
    catalogue._catalogue.cache_clear()
    catalogue._own_definitions.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_a_truncated_embedded_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (embedded.DATA / embedded.OBSERVATIONS).read_bytes()
    (tmp_path / embedded.OBSERVATIONS).write_bytes(whole[: len(whole) // 2])
    (tmp_path / embedded.MANIFEST).write_bytes((embedded.DATA / embedded.MANIFEST).read_bytes())
    monkeypatch.setattr(published, "DATA", tmp_path)
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path / "home"))
    with pytest.raises(StoreError, match=r"observations\.parquet"):
        published.open_store()
    assert not (tmp_path / "home" / "observations").exists(), "no half-filled store is left behind"
    published._open.cache_clear()


def test_what_stands_at_the_start_is_not_looked_through_after_every_run() -> None:
    async def start_and_stop() -> int:
        async with prepare(build_application()):
            return gc.get_freeze_count()

    with ThreadPoolExecutor(1) as apart:  # after a browser test, Playwright's event loop still runs in this thread
        frozen = apart.submit(asyncio.run, start_and_stop()).result()
    gc.unfreeze()
    assert frozen > 100_000
