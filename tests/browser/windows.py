"""Windows of a browser, and a watch on what they ask for and complain about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

from pages.components.views import VIEWS
from tests.browser.servers import Server

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but the loopback's is ever looked up: a request to a third party fails at once, and is noted.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
DESK, PHONE = (1400, 900), (390, 844)
WAIT_MILLISECONDS = 30_000
PROBES = ("_stcore/health", "_stcore/host-config")
"""Under a deep link Streamlit's page first asks /map/_stcore/health, then finds that / is its base."""


@dataclass
class Watch:
    """What a browser context asked for and complained about, from its first page on."""

    server: Server
    third_party: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda fault: self.complaints.append(f"page error: {fault.error}"))
        context.on("page", self._on_page)

    def _on_page(self, page: Page) -> None:
        page.on("websocket", lambda channel: self._note_address(channel.url))
        page.on("dialog", self._on_dialog)

    def _on_dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    def _on_request(self, request: Request) -> None:
        self._note_address(request.url)

    def _note_address(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.server.address).netloc:
            self.third_party.append(address)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self._is_probe(message):
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    @staticmethod
    def _is_probe(message: ConsoleMessage) -> bool:
        known = {f"/{view.path}/{probe}" for view in VIEWS if view.path for probe in PROBES}
        return "404" in message.text and urlsplit(message.location["url"]).path in known


@contextmanager
def window(browser: Browser, watch: Watch, size: tuple[int, int]) -> Iterator[Page]:
    """A new visitor's window: no cookies, an empty cache; in the end nothing was asked of a third party."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(WAIT_MILLISECONDS)
    watch.attach(context)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert watch.third_party == []
