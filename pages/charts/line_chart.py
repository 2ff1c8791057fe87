"""What a picture of series holds: lines with their intervals, breaks, and perhaps a fan ahead."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.measures.trend import Fan


@dataclass(frozen=True)
class Line:
    """One series: x in years, y values (None = gap), the label at its end, and whether it is a benchmark."""

    code: str
    name: str
    years: Sequence[float]
    values: Sequence[float | None]
    hover: Sequence[str]
    end_label: str
    is_benchmark: bool = False
    lower: Sequence[float | None] = ()
    upper: Sequence[float | None] = ()
    """Ends of the 95 % intervals, one a year; empty where no figure has one."""


@dataclass(frozen=True)
class BreakLine:
    """Where a series breaks: the first day after it on the axis, that period as written, and the reason."""

    place: float
    period: str
    reason: str


@dataclass(frozen=True)
class LineChart:
    """The lines of one indicator with its breaks and tick texts (place in years → period)."""

    lines: Sequence[Line]
    separators: str
    from_zero: bool
    breaks: Sequence[BreakLine] = ()
    ticks: dict[float, str] = field(default_factory=dict)
    fan: tuple[Sequence[float], Fan] | None = None
    """The years ahead of the first line, and where its figures may lie."""
