"""What the XML of an xlsx sheet says beyond its values, searched for piece by piece.

The searches are for what is rare, so that a sheet of millions of plain cells costs a few passes in C.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from indicators.survey.reading.outcome import Refused
from indicators.survey.reading.workbook_cells import column_number
from indicators.survey.reading.workbook_facts import SheetFacts
from indicators.survey.reading.workbook_formats import ShownFormats

LARGEST_PIECE = 32 << 20
CELL = rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']"
FILLED = rb"[^/>]*>(?!</)"
COLUMNS = re.compile(rb" r=[\"']([A-Z]{1,9})\d{1,12}[\"']" + FILLED)
ROWS = re.compile(rb" r=[\"'][A-Z]{1,9}(\d{1,12})[\"']" + FILLED)
"""Columns and rows of cells with something in them; formatted empty cells are passed over."""
HEAD, TAIL = 1 << 12, 1 << 16
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
STORED = rb"(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f\s*>))?\s*<(?:\w+:)?v\s*>([^<]*)<"
"""A stored result, after its formula where there is one."""
UNCALCULATED = re.compile(
    CELL + rb"([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f\s*>)\s*"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*>\s*</(?:\w+:)?v\s*>)?\s*</(?:\w+:)?c\s*>"
)
ZERO_RESULT = re.compile(rb"</?(?:\w+:)?f\b[^>]*>\s*<(?:\w+:)?v\s*>0<")
ERROR = re.compile(CELL + rb"[^>]*\bt\s*=\s*[\"']e[\"'][^>]*>" + STORED)
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"']")
HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*>")
NUMBER = re.compile(CELL + rb"([^>]*)>" + STORED)
STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d+)[\"']")
NOT_NUMBER = re.compile(rb"\bt\s*=\s*[\"'](?!n[\"'])")
SPLIT_VALUE = re.compile(rb"[^>\s]\s*<!--|-->\s*[^<\s]")
"""A comment within a value: calamine reads one side of it."""
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")


def row_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut after the end of a row where there is one in reach."""
    waiting = b""
    for piece in pieces:
        waiting += piece
        cut = waiting.rfind(b"row>") + 4
        if cut > 4 or len(waiting) > LARGEST_PIECE:
            cut = cut if cut > 4 else len(waiting)
            yield waiting[:cut]
            waiting = waiting[cut:]
    yield waiting


class SheetSearch:
    """Facts of a sheet, gathered from its pieces."""

    def __init__(self, formats: ShownFormats, *, recalculated: bool = False) -> None:
        """`recalculated`: the workbook asks to be calculated when it is opened, so a result of 0 may be none."""
        self.facts = SheetFacts()
        self._formats = formats
        self._recalculated = recalculated
        self._numbers: Counter[int] = Counter()
        self._hidden_columns: list[range] = []
        self._formula_mark: bytes | None = None
        self._zeros: dict[int, Counter[int]] = {}
        self._looks_shown = bool(formats.zeros or formats.percent)
        self.zero_results = 0

    def search(self, piece: bytes) -> None:
        """Gather what one piece says. Raises Refused for a comment in the midst of a value."""
        if b"<!--" in piece and SPLIT_VALUE.search(piece):
            raise Refused("workbook_damaged")
        self._extent(piece)
        if self._formula_mark is None:
            self._formula_mark = b":f" if re.search(rb"<\w+:worksheet\b", piece[:HEAD]) else b"<f"
        if self._formula_mark in piece:
            self._formulas(piece)
        if b'"e"' in piece or b"'e'" in piece:
            self._errors(piece)
        if b"hidden" in piece:
            self._hidden(piece)
        if b"autoFilter" in piece:
            self.facts.filtered = True
        if self._looks_shown:
            self._shown(piece)

    def finished(self) -> SheetFacts:
        """All facts, when every piece has been searched."""
        for column, widths in self._zeros.items():
            if len(widths) == 1 and widths.total() == self._numbers[column]:
                self.facts.zeros[column] = next(iter(widths))
        with_cells = range(self.facts.columns)
        self.facts.hidden_columns = sum(
            len(range(each.start, min(each.stop, with_cells.stop))) for each in self._hidden_columns
        )
        return self.facts

    def _extent(self, piece: bytes) -> None:
        """Rows rise through a sheet, so the end of a piece tells its last."""
        facts = self.facts
        columns = COLUMNS.findall(piece)
        facts.cells += len(columns)
        if columns:
            facts.columns = max(facts.columns, *(column_number(letters.decode()) + 1 for letters in set(columns)))
            rows = ROWS.findall(piece[-TAIL:]) or ROWS.findall(piece)
            facts.rows = max(facts.rows, *(int(row) for row in rows))

    def _formulas(self, piece: bytes) -> None:
        self.facts.formulas += len(FORMULA.findall(piece))
        for letters, row, attributes, value in UNCALCULATED.findall(piece):
            empty_text = b"str" in attributes and value
            if not empty_text:
                self.facts.uncalculated.append((letters + row).decode())
        if self._recalculated:
            self.zero_results += len(ZERO_RESULT.findall(piece))

    def _errors(self, piece: bytes) -> None:
        for letters, row, error in ERROR.findall(piece):
            self.facts.errors.append(((letters + row).decode(), error.decode("utf-8", "replace")))

    def _hidden(self, piece: bytes) -> None:
        self.facts.hidden_rows += len(HIDDEN_ROW.findall(piece))
        for column in HIDDEN_COLUMNS.findall(piece):
            low, high = (re.search(rb"\b%s\s*=\s*[\"'](\d+)" % side, column) for side in (b"min", b"max"))
            if low and high:
                self._hidden_columns.append(range(int(low[1]) - 1, int(high[1])))

    def _shown(self, piece: bytes) -> None:
        for letters, _row, attributes, value in NUMBER.findall(piece):
            if NOT_NUMBER.search(attributes):
                continue
            column = column_number(letters.decode())
            self._numbers[column] += 1
            style = STYLE.search(attributes)
            if style and style[1] in self._formats.percent:
                self.facts.percent.add(column)
            elif style and style[1] in self._formats.zeros and value.isdigit():
                self._zeros.setdefault(column, Counter())[self._formats.zeros[style[1]]] += 1
