"""Play shows every period from what the browser already holds."""

from playwright.sync_api import Page, WebSocket, expect

from indicators.catalogue import load_catalogue
from indicators.published import load_observations
from indicators.slices import groups
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.view_of_map import MapView
from pages.locales.messages import translator
from tests.browser.screen import IN_BROWSER, choose, open_view, state, wait_for_state, wait_until_painted
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

INDICATOR, LEVEL = "diak_postal_unemployed", "major_district"
DRAWN = "String(document.querySelector('.st-key-district_map .js-plotly-plot')._fullData[0].z)"
RECORD = """([year, chosen]) => {
  const picture = document.querySelector(".st-key-district_map .js-plotly-plot");
  window.shown = [];
  const look = () => {
    const period = year.textContent, last = window.shown.at(-1);
    const classes = [...picture._fullData[0].z];
    if (last?.[0] === period) last[1] = classes;
    else if (last || period !== chosen) window.shown.push([period, classes]);
    requestAnimationFrame(look);
  };
  look();
}"""
"""Notes each period written large, from the first that is not the chosen one, and the classes drawn by its end."""


def map_view() -> MapView:
    """The same map as on the page, from the same data."""
    rows = load_observations(INDICATOR)
    return MapView(Reader("fi", "049"), load_catalogue()[INDICATOR], rows, PLACES[LEVEL], groups(rows)[0])


def test_play_runs_every_period_and_asks_nothing_of_the_server(page: Page, server: Server, watch: Watch) -> None:
    frames: list[str | bytes] = []
    page.on("websocket", lambda channel: listen(channel, frames))
    view = map_view()
    chosen = view.periods[len(view.periods) // 2]
    open_view(page, server, "map", indicator=INDICATOR, level=LEVEL, period=chosen)
    wait_until_painted(page)
    button, year = page.locator(".st-key-play button"), page.locator(".st-key-play output")
    play, stop = translator("fi")("Play"), translator("fi")("Stop")
    button.click()
    expect(button).to_have_text(stop)
    button.click()
    expect(button).to_have_text(play)
    expect(year).to_have_text(chosen)
    page.wait_for_function(f"classes => {DRAWN} === classes", arg=classes_text(view, chosen))
    page.evaluate(RECORD, [year.element_handle(), chosen])
    address, received = state(page), len(frames)

    button.click()
    expect(button).to_have_text(stop)
    expect(button).to_have_text(play)
    expect(year).to_have_text(chosen)
    page.wait_for_function("classes => String(window.shown.at(-1)[1]) === classes", arg=classes_text(view, chosen))

    played = [[period, view.value_classes[period].tolist()] for period in (*view.periods, chosen)]
    assert page.evaluate("window.shown") == played
    assert len(frames) == received, f"{len(frames) - received} messages came from the server"
    assert state(page) == address
    assert watch.complaints == []


def test_another_indicator_ends_what_was_playing(page: Page, server: Server, watch: Watch) -> None:
    """Ten periods play; the other indicator has two, and the map must not be asked for its seventh."""
    open_view(page, server, "map", indicator=INDICATOR, level=LEVEL)
    wait_until_painted(page)
    button, year = page.locator(".st-key-play button"), page.locator(".st-key-play output")
    button.click()
    expect(year).to_have_text(map_view().periods[2])
    choose(page, "choose_indicator", load_catalogue()["low_income_adults"].title.fi)
    wait_for_state(page, indicator="low_income_adults", period="2016")
    expect(button).to_have_text(translator("fi")("Play"))
    expect(year).to_have_text("2016")
    button.click()
    expect(year).to_have_text("2015")
    expect(button).to_have_text(translator("fi")("Play"))
    expect(year).to_have_text("2016")
    assert watch.complaints == []


def listen(channel: WebSocket, frames: list[str | bytes]) -> None:
    """Keep every message that a channel brings."""

    def keep(message: str | bytes) -> None:
        frames.append(message)

    channel.on("framereceived", keep)


def classes_text(view: MapView, period: str) -> str:
    """The classes of a period as JavaScript writes a list."""
    return ",".join(str(index) for index in view.value_classes[period].tolist())
