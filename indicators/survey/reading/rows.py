"""A row of a file: its number and its cells, and the questions that are asked of it."""

from collections.abc import Sequence
from typing import NamedTuple

from indicators.survey.reading.outcome import shown


class Row(NamedTuple):
    """`number` is the row of the file from 1, or the line its record begins on."""

    number: int
    cells: Sequence[str]

    @property
    def filled(self) -> int:
        """How many cells hold more than white space."""
        return sum(map(bool, map(str.strip, self.cells)))

    @property
    def extent(self) -> int:
        """How many cells there are up to the last that is filled."""
        return next((at for at in range(len(self.cells), 0, -1) if self.cells[at - 1].strip()), 0)

    @property
    def text(self) -> str:
        """The first filled cell; "" in an empty row."""
        return next((cell.strip() for cell in self.cells if cell.strip()), "")

    @property
    def shown(self) -> str:
        """The filled cells as a note may repeat them."""
        return shown(" | ".join(cell for cell in self.cells if cell.strip()))

    def cell(self, column: int) -> str:
        """The cell's text without white space around it; "" beyond the end."""
        return self.cells[column].strip() if column < len(self.cells) else ""
