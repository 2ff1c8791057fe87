"""A change of indicator or year on a map of Finland's municipalities, and playing the years.

Three pages take turns in one browser: HyteData's map view, the plain page with the same parts (map,
bars, table), and the plain page with the map alone.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.browser import Visit, chromium, visit
from bench.messages import breakdown
from bench.results import Row
from bench.servers import Server, hytedata, plain_streamlit
from indicators.catalogue import load_catalogue

FIRST = "dependency_ratio_economic"
CROSS_SECTIONS = (
    "low_income_rate",
    "tertiary_education_20_plus",
    "divorces_25_64",
    "swedish_speakers",
    "families_with_children",
    "social_assistance_expenditure",
)
SERIES = "population"
YEAR_STEPS = 6
BYTES_LIMIT = 1 / 20
HALF = 1 / 2
"""A goal of the design, not a limit: two noisy cores share the time with the browser."""
OURS = "/map?home=049&lang=fi&level=municipality_country&indicator={}"
SAME_PARTS, MAP_ALONE = "plain Streamlit, same parts", "plain Streamlit, map alone"
PEERS = {SAME_PARTS: "/?indicator={}", MAP_ALONE: "/?parts=map&indicator={}"}
PLAY_BUTTON, PLAY_YEAR = ".st-key-play button", ".st-key-play output"
PLAY_STEP_MILLISECONDS = 950


@dataclass(frozen=True)
class Side:
    """A map page: its server, its browser page, and how a reader picks an indicator there."""

    name: str
    server: Server
    visitor: Visit
    path: str
    field: str
    title: Callable[[str], str]

    def open(self, indicator_id: str) -> None:
        """Load the page anew with an indicator."""
        self.visitor.open_map(self.server.address(self.path.format(indicator_id)))
        self.visitor.messages()

    def type_indicator(self, indicator_id: str) -> None:
        """Search the indicator in its field; Enter would choose it."""
        field = self.visitor.page.locator(self.field)
        field.click()
        field.fill(self.title(indicator_id))

    def focus_year(self) -> None:
        """Put the keyboard on the year slider."""
        self.visitor.page.get_by_role("slider").first.focus()


@dataclass(frozen=True)
class Change:
    """What one change cost."""

    wire: int
    elsewhere: int
    messages: list[ForwardMsg]
    cpu_seconds: float
    milliseconds: float

    @property
    def payload(self) -> int:
        """Bytes of the messages before compression."""
        return sum(message.ByteSize() for message in self.messages)


def measure() -> Iterator[Row | str]:
    """Rows for the change of indicator, the change of year and Play; then what was sent."""
    with _sides() as sides:
        changes = _indicator_changes(sides)
        yield from _rows("change of indicator", changes)
        yield breakdown("one change of indicator", changes[sides[0].name][0].messages)
        changes = _year_changes(sides)
        yield from _rows("change of year", changes)
        yield breakdown("one change of year", changes[sides[0].name][-1].messages)
        yield from _play(sides[0], changes[SAME_PARTS])


@contextmanager
def _sides() -> Iterator[list[Side]]:
    with ExitStack() as stack:
        enter = stack.enter_context
        ours, plain, browser = enter(hytedata()), enter(plain_streamlit()), enter(chromium())
        catalogue = load_catalogue()
        yield [
            Side(
                "HyteData",
                ours,
                enter(visit(browser)),
                OURS,
                ".st-key-choose_indicator input",
                lambda each: catalogue[each].title.fi,
            ),
            *(
                Side(name, plain, enter(visit(browser)), path, "[data-testid=stSelectbox] input", str)
                for name, path in PEERS.items()
            ),
        ]


def _indicator_changes(sides: Sequence[Side]) -> dict[str, list[Change]]:
    for side in sides:
        side.open(FIRST)
    steps = [(partial(Side.type_indicator, indicator_id=each), "Enter") for each in CROSS_SECTIONS]
    return _taking_turns(sides, steps)


def _year_changes(sides: Sequence[Side]) -> dict[str, list[Change]]:
    for side in sides:
        side.open(SERIES)
    return _taking_turns(sides, [(Side.focus_year, "ArrowLeft")] * YEAR_STEPS)


def _taking_turns(
    sides: Sequence[Side], steps: Sequence[tuple[Callable[[Side], None], str]]
) -> dict[str, list[Change]]:
    """Each step on each side; who goes first changes from step to step."""
    changes: dict[str, list[Change]] = {side.name: [] for side in sides}
    for number, (prepare, key) in enumerate(steps):
        turn = number % len(sides)
        for side in (*sides[turn:], *sides[:turn]):
            prepare(side)
            changes[side.name].append(_press(side, key))
    return changes


def _press(side: Side, key: str) -> Change:
    """Press a key and wait until the map has been painted anew."""
    server, visitor = side.server, side.visitor
    visitor.messages()
    socket, everything, cpu = server.proxy.websocket_bytes(), server.proxy.all_bytes(), server.cpu_seconds()
    visitor.watch()
    visitor.page.keyboard.press(key)
    milliseconds = visitor.settled()
    wire = server.proxy.websocket_bytes() - socket
    return Change(
        wire,
        server.proxy.all_bytes() - everything - wire,
        visitor.messages(),
        server.cpu_seconds() - cpu,
        milliseconds,
    )


def _rows(operation: str, changes: dict[str, list[Change]]) -> Iterator[Row]:
    ours, *peers = changes
    measures = (
        ("WebSocket bytes on the wire", lambda each: each.wire, "bytes", BYTES_LIMIT),
        ("WebSocket messages, uncompressed", lambda each: each.payload, "bytes", None),
        ("bytes on the wire, HTTP included", lambda each: each.wire + each.elsewhere, "bytes", None),
        ("server CPU", lambda each: 1000 * each.cpu_seconds, "CPU ms", HALF),
        ("time to repaint", lambda each: each.milliseconds, "ms", HALF),
    )
    for peer in peers:
        for measure_name, value, unit, limit in measures:
            figures = [tuple(map(value, changes[side])) for side in (ours, peer)]
            yield Row(operation, peer, measure_name, *figures, unit, limit, is_goal=limit == HALF)


def _play(side: Side, peer: Sequence[Change]) -> Iterator[Row]:
    """Years that the browser already holds, against the plain page's year steps."""
    page, proxy = side.visitor.page, side.server.proxy
    side.visitor.messages()
    before = proxy.websocket_bytes()
    page.locator(PLAY_BUTTON).click()
    years = [_next_year(page) for _ in range(YEAR_STEPS)]
    wire, sent = proxy.websocket_bytes() - before, side.visitor.messages()
    page.locator(PLAY_BUTTON).click()
    if len(set(years)) < YEAR_STEPS - 1:
        raise RuntimeError(f"Play did not move: {years}")
    operation = f"playing {YEAR_STEPS} years"
    theirs = (sum(each.payload for each in peer[:YEAR_STEPS]),)
    payload = (sum(message.ByteSize() for message in sent),)
    yield Row(operation, SAME_PARTS, "WebSocket messages, uncompressed", payload, theirs, limit=0)
    theirs = (sum(each.wire for each in peer[:YEAR_STEPS]),)
    yield Row(operation, SAME_PARTS, "WebSocket bytes on the wire, pings included", (wire,), theirs)


def _next_year(page: Page) -> str:
    page.wait_for_timeout(PLAY_STEP_MILLISECONDS)
    return page.locator(PLAY_YEAR).inner_text()
