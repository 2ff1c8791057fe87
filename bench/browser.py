"""Real Chromium, and what a page received over its WebSocket."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
SIZE = {"width": 1280, "height": 1000}
QUIET_MILLISECONDS = 600
"""After a change was painted: late messages (the URL, a finished script) still count."""
WAIT_MILLISECONDS = 130_000
BINARY_FRAME = 2
WATCH = (Path(__file__).parent / "settled.js").read_text(encoding="utf-8")


@dataclass
class Visit:
    """A page in a context of its own, and the WebSocket payloads it received, uncompressed."""

    page: Page
    payloads: list[bytes] = field(default_factory=list)

    def open_map(self, address: str) -> float:
        """Load an address; milliseconds until a map is painted."""
        self.page.add_init_script(WATCH)
        self.page.goto(address, wait_until="commit")
        return self.settled()

    def watch(self) -> None:
        """Start the clock for `settled`, on the page as it is now."""
        self.page.evaluate(WATCH)

    def settled(self) -> float:
        """Milliseconds from `watch` until the script has finished and the map is painted anew."""
        self.page.wait_for_function("() => window.benchSettled")
        milliseconds = float(self.page.evaluate("() => window.benchSettled"))
        self.page.wait_for_timeout(QUIET_MILLISECONDS)
        return milliseconds

    def messages(self) -> list[ForwardMsg]:
        """The payloads received since the last call, decoded; they are forgotten."""
        taken, self.payloads = self.payloads, []
        return [ForwardMsg.FromString(payload) for payload in taken]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that reaches 127.0.0.1 and nothing else."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser) -> Iterator[Visit]:
    """A page with an empty cache, its WebSocket watched."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    page.set_default_timeout(WAIT_MILLISECONDS)
    visitor = Visit(page)
    tools = context.new_cdp_session(page)
    tools.on("Network.webSocketFrameReceived", lambda event: _keep(visitor, event["response"]))
    tools.send("Network.enable")
    try:
        yield visitor
    finally:
        context.close()


def _keep(visitor: Visit, frame: dict) -> None:
    if frame["opcode"] == BINARY_FRAME:
        visitor.payloads.append(base64.b64decode(frame["payloadData"]))
