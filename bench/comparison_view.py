"""What one choice in the comparison view costs the server: a hundred indicators × twelve areas."""

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Page

from bench.browser import chromium, visit
from bench.results import Row
from bench.servers import Server, hytedata

LIMIT_MILLISECONDS = 300
TWELVE = "~".join(("049", "078", "149", "224", "235", "257", "444", "710", "755", "927", "091", "092"))
PATH = f"/comparison?home=049&lang=fi&level=municipality_country&tested=0&areas={TWELVE}"
RUNS = 6
REST_MILLISECONDS = 1500
"""After a choice: until the script has finished and its figures have been sent."""
CELLS = """() => {
  const root = document.querySelector(".st-key-tartan [data-testid=stBidiComponentIsolated]")?.shadowRoot;
  return [root.querySelectorAll("tbody tr:not(.group)").length, root.querySelectorAll("thead th").length - 3];
}"""


def measure() -> Iterator[Row | str]:
    """A line an interaction: processor time of the server, its median over the runs, and the limit."""
    with hytedata() as server, chromium() as browser, visit(browser) as visitor:
        page = visitor.page
        page.goto(server.address(PATH))
        page.locator(".st-key-tartan").wait_for()
        page.wait_for_timeout(3 * REST_MILLISECONDS)
        indicators, areas = page.evaluate(CELLS)
        lines = [
            _line("group by theme, on or off", [_toggled(page, server, "grouped") for _ in range(RUNS)]),
            _line("benchmark, there and back", [_compared(page, server, run) for run in range(RUNS)]),
            _line("only tested figures, on or off", [_toggled(page, server, "tested") for _ in range(RUNS)]),
        ]
    yield "\n".join(
        (f"**Comparison view, {indicators} indicators × {areas} areas**, server CPU of one choice:", *lines)
    )


def _toggled(page: Page, server: Server, name: str) -> float:
    before = server.cpu_seconds()
    page.locator(f".st-key-choose_{name} label").first.click()
    page.wait_for_timeout(REST_MILLISECONDS)
    return 1000 * (server.cpu_seconds() - before)


def _compared(page: Page, server: Server, run: int) -> float:
    """Choose the other benchmark by keyboard: the county, then the country again."""
    field = page.locator(".st-key-choose_benchmark input")
    field.click()
    page.keyboard.press("ArrowDown" if run % 2 == 0 else "ArrowUp")
    before = server.cpu_seconds()
    page.keyboard.press("Enter")
    page.wait_for_timeout(REST_MILLISECONDS)
    return 1000 * (server.cpu_seconds() - before)


def _line(operation: str, milliseconds: list[float]) -> str:
    found, most = median(milliseconds), max(milliseconds)
    verdict = "met" if most <= LIMIT_MILLISECONDS else "**not met**"
    return f"- {operation}: {found:.0f} ms (highest {most:.0f}; limit {LIMIT_MILLISECONDS}: {verdict}), {RUNS} runs"
