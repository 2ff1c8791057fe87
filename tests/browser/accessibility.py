"""What axe-core finds on a page against WCAG 2.2 A and AA."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
WHOLE_HEIGHT = """document.querySelector('[data-testid="stMain"]').scrollHeight"""


def violations(page: Page) -> list[str]:
    """Each fault with its rule, help and target; empty when there is none.

    The page scrolls inside an element of Streamlit's, and axe judges the contrast only of what stands
    in the window. So the window is first made as high as the page.
    """
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": size["width"], "height": page.evaluate(WHOLE_HEIGHT) + 100})
    found = Axe().run(page, options=RULES).response["violations"]
    page.set_viewport_size(size)
    return [_told(rule, node) for rule in found for node in rule["nodes"]]


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    """One fault as its mender needs it: rule, help, where, and the element."""
    head = f"{rule['id']} ({rule['impact']}): {rule['help']} {rule['helpUrl']}"
    return f"{head}\n  {node['target']}\n  {node['html'][:300]}\n  {node['failureSummary']}"
