"""The first load in a cold browser: the start page and the map page, bytes and time.

The peer has no start page of its own: its map page is the design's yardstick, and a plain page with
nothing but a heading and a table shows what Streamlit alone costs.
"""

import time
from collections.abc import Callable, Iterator

from playwright.sync_api import Browser

from bench.browser import Visit, chromium, visit
from bench.results import Row
from bench.servers import Server, hytedata, let_rest, plain_streamlit

REPEATS = 3
LIMIT = 1 / 5
NOT_SLOWER = 1.0
CALM_MILLISECONDS = 1500
PLAIN_MAP, PLAIN_TABLE = "plain Streamlit, map page", "plain Streamlit, table alone"
START, OUR_MAP = "start page", "map page"
Load = tuple[float, float]


def measure() -> Iterator[Row]:
    """Rows for both pages; the sides take turns."""
    with hytedata(packs_assets=True) as ours, plain_streamlit() as plain, chromium() as browser:
        pages: dict[str, Callable[[], Load]] = {
            START: lambda: _load(browser, ours, "/?home=049&lang=fi", _table),
            PLAIN_TABLE: lambda: _load(browser, plain, "/?parts=table", _frame),
            OUR_MAP: lambda: _load(browser, ours, "/map?home=049&lang=fi", _map),
            PLAIN_MAP: lambda: _load(browser, plain, "/", _map),
        }
        # Somebody has been here before: Streamlit's files are packed after the first visit, not during it.
        for name in (START, OUR_MAP):
            pages[name]()
        let_rest(ours)
        loads = {name: [load()] for name, load in pages.items()}
        for _ in range(REPEATS - 1):
            for name, load in reversed(pages.items()):
                loads[name].append(load())
    yield from _rows(START, PLAIN_MAP, loads, LIMIT)
    yield from _rows(OUR_MAP, PLAIN_MAP, loads, LIMIT)
    yield from _rows(START, PLAIN_TABLE, loads, None)


def _rows(page: str, peer: str, loads: dict[str, list[Load]], limit: float | None) -> Iterator[Row]:
    size, took = zip(*loads[page], strict=True)
    peer_size, peer_took = zip(*loads[peer], strict=True)
    operation = f"first load of the {page}"
    yield Row(operation, peer, "all bytes on the wire", size, peer_size, limit=limit)
    slower = None if limit is None else NOT_SLOWER
    yield Row(operation, peer, "time until the content is there", took, peer_took, "ms", slower, is_goal=True)


def _load(browser: Browser, server: Server, path: str, arrive: Callable[[Visit, str], None]) -> Load:
    """(bytes, milliseconds) of one visit with an empty cache; bytes after it has come to rest."""
    before = server.proxy.all_bytes()
    with visit(browser) as visitor:
        start = time.perf_counter()
        arrive(visitor, server.address(path))
        milliseconds = 1000 * (time.perf_counter() - start)
        visitor.page.wait_for_load_state("networkidle")
        visitor.page.wait_for_timeout(CALM_MILLISECONDS)
        return server.proxy.all_bytes() - before, milliseconds


def _map(visitor: Visit, address: str) -> None:
    visitor.open_map(address)


def _table(visitor: Visit, address: str) -> None:
    _until(visitor, address, "table >> nth=0")


def _frame(visitor: Visit, address: str) -> None:
    _until(visitor, address, "[data-testid=stDataFrame] canvas >> nth=0")


def _until(visitor: Visit, address: str, selector: str) -> None:
    visitor.page.goto(address, wait_until="commit")
    visitor.page.locator(selector).wait_for()
    visitor.page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
