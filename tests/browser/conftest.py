"""One server and one Chromium for all browser tests; a window of its own for each test."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.servers import Server, free_port, running, uvicorn_command
from tests.browser.windows import ARGUMENTS, DESK, PHONE, WAIT_MILLISECONDS, Watch, window


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """HyteData under uvicorn, with an empty home that it fills itself."""
    port = free_port()
    with running(uvicorn_command(port), port, tmp_path_factory.mktemp("browser_home")) as started:
        yield started


@pytest.fixture(scope="session")
def browser(server: Server) -> Iterator[Browser]:
    """Chromium, started after the server and so closed before it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        _without_chromium()
    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


def _without_chromium() -> None:
    """Skip where a browser is a luxury; fail where it was promised."""
    reason = "Chromium is not installed (no `chromium` on the PATH), so nothing was looked at in a browser"
    if os.environ.get("HYTEDATA_BROWSER") == "required" or os.environ.get("CI"):
        pytest.fail(f"{reason}; HYTEDATA_BROWSER=required or CI asks for it", pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def watch(server: Server) -> Watch:
    """What the test's window asked of others, and complained about."""
    return Watch(server)


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A new visitor's window at a desk."""
    with window(browser, watch, DESK) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A new visitor's window as wide as a phone."""
    with window(browser, watch, PHONE) as opened:
        yield opened
