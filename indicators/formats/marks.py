"""What stands where a number should: marks and flags of sources, and the status each one means.

Statistics Finland, and PX files in general: "-" nothing (a true zero), "." impossible, ".." not available or
too uncertain, "..." secret; "*" provisional, "e" estimated. SDMX's observation statuses are known by letter.
"""

from dataclasses import dataclass

from indicators.formats.figures import parse_figure
from indicators.model import ObservationStatus as Status

NIL = frozenset({"-", "–", "−"})
STATUS_OF_MARK = {
    ".": Status.MISSING,
    "..": Status.MISSING,
    "...": Status.SUPPRESSED,
    "…": Status.SUPPRESSED,
    "....": Status.MISSING,
    ".....": Status.MISSING,
    "......": Status.MISSING,
    ":": Status.MISSING,
    "NA": Status.MISSING,
    "*": Status.PROVISIONAL,
    "P": Status.PROVISIONAL,
    "E": Status.ESTIMATED,
    "I": Status.ESTIMATED,
    "F": Status.MODELLED,
    "A": Status.OBSERVED,
    "M": Status.MISSING,
    "L": Status.MISSING,
    "O": Status.MISSING,
    "C": Status.SUPPRESSED,
    "Q": Status.SUPPRESSED,
} | {str(status): status for status in Status}
"""Letters as in SDMX's CL_OBS_STATUS (A normal, P provisional, E estimated, I imputed, F forecast, M, L and O
missing, Q suppressed) and C for confidential; the house's own words too. Small letters mean the same."""
WITHOUT_VALUE = frozenset({Status.MISSING, Status.SUPPRESSED})


@dataclass(frozen=True)
class Reading:
    """A value and its status; `value` is NaN exactly when the status has none."""

    value: float
    status: Status


NOTHING = Reading(float("nan"), Status.MISSING)


def status_of_mark(mark: str) -> Status | None:
    """The status a mark means; OBSERVED for an empty one, None for a mark nobody here knows."""
    mark = mark.strip()
    return Status.OBSERVED if not mark else STATUS_OF_MARK.get(mark.upper())


def read_marked(text: str, mark: str = "", decimal: str = ".") -> Reading | None:
    """A cell as it stands in a file, with the flag beside it (or behind the number: "123*", "12.3 e").

    A value beside a flag that says "secret" or "missing" is not taken: the flag wins. An empty cell is
    MISSING. None when the text is neither a number nor a known mark, or the flag is unknown.
    """
    text = text.strip()
    if not text or text in STATUS_OF_MARK:
        return _without_number(text, mark)
    if text in NIL:
        return _with_status(0.0, mark)
    number, own_mark = _apart(text)
    value = parse_figure(number, decimal)
    return None if value is None else _with_status(value, own_mark or mark)


def _without_number(text: str, mark: str) -> Reading | None:
    status = status_of_mark(text or mark)
    if status is None or (text and status not in WITHOUT_VALUE):
        return None
    return Reading(float("nan"), status if status in WITHOUT_VALUE else Status.MISSING)


def _with_status(value: float, mark: str) -> Reading | None:
    status = status_of_mark(mark)
    if status is None:
        return None
    return Reading(float("nan") if status in WITHOUT_VALUE else value, status)


def _apart(text: str) -> tuple[str, str]:
    """The text "12.3 e" as "12.3" and "e": only flags that go with a value may stand behind it."""
    if text[-1] in "*eEpP" and text[:-1].strip():
        return text[:-1].rstrip(), text[-1]
    return text, ""
