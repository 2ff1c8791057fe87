"""Streamlit's files made smaller: the same content, whole or not at all, and never a file from elsewhere."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli
import pytest
from fontTools.ttLib import TTFont

from pages.api import packing
from pages.api.assets import PackedAssets
from pages.api.packing import STATIC, Packer, cut_icon_font, icon_names, pack, packable

SMALL = min((name for name in packable() if name.endswith(".js")), key=lambda name: (STATIC / name).stat().st_size)
FONT = next(name for name in packable() if name.endswith(".woff2"))


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is packed in the background."""
    monkeypatch.setattr(Packer, "_work", lambda self: None)


def fetched(app: Any, path: str, encoding: str = "gzip, br") -> list[dict[str, Any]]:
    """The ASGI messages that answer a GET."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    headers = [(b"accept-encoding", encoding.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    # In a thread of its own: after a browser test, Playwright's event loop still runs in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, app(scope, receive, send)).result()
    return sent


async def inner(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The application behind, which knows nothing of packing."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"as ever"})


def icons_in(path: Path) -> set[str]:
    with TTFont(path) as font:
        return set(font.getGlyphOrder())


def body_of(sent: list[dict[str, Any]]) -> bytes:
    return b"".join(message.get("body", b"") for message in sent)


def test_a_packed_script_is_the_script(tmp_path: Path) -> None:
    pack(SMALL, tmp_path / SMALL)
    assert brotli.decompress((tmp_path / SMALL).read_bytes()) == (STATIC / SMALL).read_bytes()
    assert [path.name for path in (tmp_path / SMALL).parent.iterdir()] == [Path(SMALL).name], "no draft is left"


def test_the_font_keeps_every_icon_that_streamlit_names_and_loses_the_rest(tmp_path: Path) -> None:
    target = tmp_path / "icons.woff2"
    cut_icon_font(STATIC / FONT, target)
    before, after = icons_in(STATIC / FONT), icons_in(target)
    assert icon_names() & before <= after
    assert {"expand_more", "keyboard_arrow_right", "close"} <= after
    assert target.stat().st_size < 20_000 < (STATIC / FONT).stat().st_size


@pytest.mark.usefixtures("idle")
def test_what_is_not_packed_yet_is_served_as_ever(tmp_path: Path) -> None:
    assert body_of(fetched(PackedAssets(inner, tmp_path), f"/static/{SMALL}")) == b"as ever"


@pytest.mark.usefixtures("idle")
def test_what_is_packed_is_served_packed_to_those_who_can_read_it(tmp_path: Path) -> None:
    pack(SMALL, tmp_path / SMALL)
    app = PackedAssets(inner, tmp_path)
    sent = fetched(app, f"/static/{SMALL}")
    assert dict(sent[0]["headers"])[b"content-encoding"] == b"br"
    assert brotli.decompress(body_of(sent)) == (STATIC / SMALL).read_bytes()
    assert body_of(fetched(app, f"/static/{SMALL}", encoding="gzip")) == b"as ever"


@pytest.mark.usefixtures("idle")
@pytest.mark.parametrize("name", ["../index.html", "js/../../index.html", "no_such.js", "", "js", "/etc/passwd"])
def test_no_other_file_is_served(tmp_path: Path, name: str) -> None:
    shutil.copy(__file__, tmp_path / "no_such.js")
    assert body_of(fetched(PackedAssets(inner, tmp_path), f"/static/{name}")) == b"as ever"


@pytest.mark.usefixtures("idle")
def test_a_file_is_put_in_line_once(tmp_path: Path) -> None:
    packer = Packer(tmp_path)
    assert packer.packed(SMALL) is None
    assert packer.packed(SMALL) is None
    assert packer._waiting.qsize() == 1


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(packing, "cut_icon_font", full)
    with pytest.raises(OSError, match="no space"):
        pack(FONT, tmp_path / FONT)
    assert Packer(tmp_path).packed(FONT) is None
