"""Streamlit's own files made smaller, once, in the background: scripts with Brotli, the icon font cut to its icons.

An installed Streamlit's files never change, so the slowest compression is worth its seconds. What
is packed lies in `HYTEDATA_HOME/assets/VERSION` and serves the next start too.
"""

import logging
import os
import re
import threading
from functools import lru_cache
from pathlib import Path
from queue import SimpleQueue

import brotli
import streamlit
from fontTools import subset

STATIC = Path(streamlit.__file__).parent / "static" / "static"
SCRIPTS = frozenset({".js", ".css"})
ICON_FONT = "MaterialSymbols"
ICON_NAME = re.compile(r"material/([a-z0-9_]+)")
LETTERS = "abcdefghijklmnopqrstuvwxyz_0123456789"
NICENESS = 10


class Packer:
    """Packed forms of Streamlit's files in `folder`; what is asked for first is packed next."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: SimpleQueue[str] = SimpleQueue()
        self._asked: set[str] = set()
        threading.Thread(target=self._work, name="packing", daemon=True).start()

    def packed(self, name: str) -> Path | None:
        """The packed form of "js/index.abc.js", or None while there is none (it is then put in line)."""
        if name not in packable():
            return None
        target = self._folder / name
        if target.exists():
            return target
        if name not in self._asked:
            self._asked.add(name)
            self._waiting.put(name)
        return None

    def _work(self) -> None:
        """Pack one file after another, giving way to the readers."""
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        while True:
            name = self._waiting.get()
            try:
                pack(name, self._folder / name)
            except OSError as fault:
                logging.getLogger("hytedata").warning("%s is served unpacked: %s", name, fault)


@lru_cache(maxsize=1)
def packable() -> frozenset[str]:
    """Names, relative to Streamlit's static folder, of the files that have a packed form."""
    files = (path for path in STATIC.rglob("*") if path.suffix in SCRIPTS or path.name.startswith(ICON_FONT))
    return frozenset(path.relative_to(STATIC).as_posix() for path in files)


def pack(name: str, target: Path) -> None:
    """Write the packed form of a file, whole or not at all. Raises OSError."""
    source = STATIC / name
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}-{os.getpid()}")
    if source.suffix in SCRIPTS:
        draft.write_bytes(brotli.compress(source.read_bytes(), quality=11, lgwin=24))
    else:
        cut_icon_font(source, draft)
    draft.rename(target)


def cut_icon_font(source: Path, target: Path) -> None:
    """The font with the icons that Streamlit's own scripts name, and the letters their names are made of."""
    options = subset.Options(flavor="woff2", layout_closure=False, notdef_outline=True, glyph_names=True)
    with subset.load_font(str(source), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(glyphs=icon_names() & set(font.getGlyphOrder()), unicodes=[ord(letter) for letter in LETTERS])
        cutter.subset(font)
        subset.save_font(font, str(target), options)


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Every icon named in the installed Streamlit's scripts."""
    texts = (path.read_text(encoding="utf-8") for path in STATIC.glob("js/*.js"))
    return frozenset(name for text in texts for name in ICON_NAME.findall(text))
