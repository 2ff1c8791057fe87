"""What a benchmark says: two medians, their ratio, and the limit, as one Markdown table."""

import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Literal

from bench.browser import CHROMIUM

Unit = Literal["bytes", "ms", "CPU ms"]
PACKAGES = ("streamlit", "plotly", "uvicorn", "starlette", "websockets", "pandas", "duckdb", "deltalake")
HEAD = (
    "| operation | peer | measure | HyteData | peer | HyteData : peer | limit | met | runs |",
    "|---|---|---|--:|--:|--:|--:|---|--:|",
)


@dataclass(frozen=True)
class Row:
    """The runs of both sides in one measure; `limit` is the largest ratio allowed, or only aimed at."""

    operation: str
    peer: str
    measure: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    unit: Unit = "bytes"
    limit: float | None = None
    is_goal: bool = False

    @property
    def ratio(self) -> float:
        """The median of ours over the median of theirs."""
        return median(self.ours) / median(self.theirs)

    @property
    def met(self) -> str:
        """Whether the ratio keeps the limit; "" without one."""
        return "" if self.limit is None else "yes" if self.ratio <= self.limit else "**no**"

    def line(self) -> str:
        """The row in Markdown."""
        figures = (f"{median(each):,.0f} {self.unit}" for each in (self.ours, self.theirs))
        aim = "goal " if self.is_goal else ""
        limit = "" if self.limit is None else f"{aim}≤ {written(self.limit)}"
        runs = str(min(len(self.ours), len(self.theirs)))
        cells = (self.operation, self.peer, self.measure, *figures, written(self.ratio), limit, self.met, runs)
        return f"| {' | '.join(cells)} |"


def written(ratio: float) -> str:
    """A ratio as people say it: 1/15.8 below one, 2.3 × above, 0 when nothing was sent."""
    if ratio == 0:
        return "0"
    return f"1/{1 / ratio:.1f}".removesuffix(".0") if ratio < 1 else f"{ratio:.1f} ×"


def table(rows: Iterable[Row]) -> str:
    """All rows as one Markdown table."""
    return "\n".join((*HEAD, *(row.line() for row in rows)))


def circumstances() -> str:
    """Date, machine and versions, as a Markdown list."""
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    lines = (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {_said('git', 'rev-parse', '--short', 'HEAD')}",
        f"{_processor()}, {os.cpu_count()} cores, load {load}, {platform.platform()}",
        f"Python {platform.python_version()}, {_said(CHROMIUM, '--version')}",
        ", ".join(f"{name} {version(name)}" for name in PACKAGES),
    )
    return "\n".join(f"- {line}" for line in lines)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return done.stdout.strip()
