"""What the records of an xls workbook (Excel 95 to 2003) say of its sheets."""

import io
import struct
from collections import Counter

import olefile

from indicators.survey.reading import biff
from indicators.survey.reading.outcome import Note, Refused
from indicators.survey.reading.workbook_cells import cell_column
from indicators.survey.reading.workbook_facts import ALL_ZERO_FROM, SheetFacts, validate_extent
from indicators.survey.reading.workbook_formats import PURE_ZEROS
from indicators.survey.reading.workbook_kinds import OLE_FAULTS

PERCENT_BUILT_IN = frozenset({9, 10})
HIDDEN_ROW = 0x20
RECALCULATED = 0x3
NO_NUMBER = b"\xff\xff"
ERROR, EMPTY = 2, 3
"""Kinds of a formula's result that is no number."""


class OldWorkbook:
    """The records of one xls workbook.

    Raises Refused where the stream is cut or damaged, has a password, or one of its sheets spans far more than it
    has: calamine takes all sheets into memory when it opens the file.
    """

    def __init__(self, content: bytes) -> None:
        self._stream, self._macros = _workbook_stream(content)
        try:
            self._read_globals()
            self._facts = {sheet.name: self._sheet_facts(sheet) for sheet in self._sheets}
        except (struct.error, IndexError) as error:
            raise Refused("workbook_damaged") from error
        for facts in self._facts.values():
            validate_extent(facts)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Macros, which are left alone."""
        return (Note("workbook_macros"),) if self._macros else ()

    def has_data(self, sheet: str) -> None:
        """Calamine has to be asked."""

    def facts(self, sheet: str) -> SheetFacts:
        """What the records of a sheet say; nothing of a sheet that is not known by this name."""
        return self._facts.get(sheet, SheetFacts())

    def _read_globals(self) -> None:
        self._sheets: list[biff.Sheet] = []
        formats: dict[int, str] = {}
        styles: list[int] = []
        biff8, code_page = True, "cp1252"
        for number, content in biff.records(self._stream, 0):
            if number == biff.BOF:
                biff8 = struct.unpack_from("<H", content)[0] >= biff.BIFF8
            elif number == biff.FILEPASS:
                raise Refused("workbook_password")
            elif number == biff.CODEPAGE:
                code_page = biff.code_page_of(content)
            elif number == biff.BOUNDSHEET:
                self._sheets.append(biff.sheet_of(content, code_page, biff8=biff8))
            elif number == biff.FORMAT:
                formats.update([biff.format_of(content, code_page, biff8=biff8)])
            elif number == biff.XF:
                styles.append(struct.unpack_from("<2xH", content)[0])
        self._name_styles(styles, formats)

    def _name_styles(self, styles: list[int], formats: dict[int, str]) -> None:
        codes = [formats.get(style, "") for style in styles]
        self._zeros = {place: len(code) for place, code in enumerate(codes) if PURE_ZEROS.fullmatch(code)}
        self._percent = {place for place, code in enumerate(codes) if "%" in code or styles[place] in PERCENT_BUILT_IN}

    def _sheet_facts(self, sheet: biff.Sheet) -> SheetFacts:
        search = RecordSearch(self._zeros, self._percent)
        depth = 0
        for number, content in biff.records(self._stream, sheet.offset):
            depth += (number == biff.BOF) - (number == biff.EOF)
            if depth == 1:
                search.search(number, content)
        return search.finished()


class RecordSearch:
    """Facts of a sheet, gathered from its records."""

    def __init__(self, zeros: dict[int, int], percent: set[int]) -> None:
        self._facts = SheetFacts()
        self._zeros, self._percent = zeros, percent
        self._numbers: Counter[int] = Counter()
        self._filled: dict[int, Counter[int]] = {}
        self._hidden_columns: list[range] = []
        self._zero_results = 0

    def search(self, number: int, content: bytes) -> None:
        """Gather what one record says."""
        if number in {biff.NUMBER, biff.RK}:
            row, column, style = self._cell(content)
            value = struct.unpack_from("<d" if number == biff.NUMBER else "<I", content, 6)[0]
            self._number(column, style, value if number == biff.NUMBER else biff.number_of_rk(value))
        elif number == biff.MULRK:
            row, column = struct.unpack_from("<HH", content)
            for place, (style, packed) in enumerate(struct.iter_unpack("<HI", content[4:-2])):
                self._place(row, column + place)
                self._number(column + place, style, biff.number_of_rk(packed))
        elif number in biff.TEXTS:
            self._cell(content)
        elif number == biff.BOOLERR:
            row, column, _ = self._cell(content)
            if content[7]:
                self._error(row, column, content[6])
        elif number == biff.FORMULA:
            self._formula(content)
        else:
            self._layout(number, content)

    def finished(self) -> SheetFacts:
        """All facts, when every record has been searched."""
        facts = self._facts
        for column, widths in self._filled.items():
            if len(widths) == 1 and widths.total() == self._numbers[column]:
                facts.zeros[column] = next(iter(widths))
        facts.hidden_columns = sum(
            len(range(each.start, min(each.stop, facts.columns))) for each in self._hidden_columns
        )
        facts.never_calculated = self._zero_results == facts.formulas >= ALL_ZERO_FROM
        return facts

    def _layout(self, number: int, content: bytes) -> None:
        if number == biff.ROW:
            self._facts.hidden_rows += bool(content[12] & HIDDEN_ROW)
        elif number == biff.COLINFO:
            first, last, options = struct.unpack_from("<HH4xH", content)
            if options & 1:
                self._hidden_columns.append(range(first, last + 1))
        elif number == biff.FILTERMODE:
            self._facts.filtered = True

    def _cell(self, content: bytes) -> tuple[int, int, int]:
        row, column, style = struct.unpack_from("<HHH", content)
        self._place(row, column)
        return row, column, style

    def _place(self, row: int, column: int) -> None:
        facts = self._facts
        facts.cells += 1
        facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, column + 1)

    def _number(self, column: int, style: int, value: float) -> None:
        self._numbers[column] += 1
        if style in self._percent:
            self._facts.percent.add(column)
        elif style in self._zeros and value >= 0 and value.is_integer():
            self._filled.setdefault(column, Counter())[self._zeros[style]] += 1

    def _error(self, row: int, column: int, error: int) -> None:
        self._facts.errors.append((f"{cell_column(column)}{row + 1}", biff.ERRORS.get(error, "#?")))

    def _formula(self, content: bytes) -> None:
        row, column, style = self._cell(content)
        result, recalculated = content[6:14], content[14] & RECALCULATED
        self._facts.formulas += 1
        if result[6:] != NO_NUMBER:
            self._zero_results += bool(recalculated) and result == bytes(8)
            self._number(column, style, struct.unpack("<d", result)[0])
        elif result[0] == ERROR:
            self._error(row, column, result[2])
        elif result[0] == EMPTY and recalculated:
            self._facts.uncalculated.append(f"{cell_column(column)}{row + 1}")


def _workbook_stream(content: bytes) -> tuple[bytes, bool]:
    """The records, and whether there are macros beside them. Raises Refused for a stream that is cut."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            name = "Workbook" if ole.exists("Workbook") else "Book"
            stream = ole.openstream(name).read()
            if len(stream) < ole.get_size(name):
                raise Refused("workbook_damaged")
            return stream, ole.exists("_VBA_PROJECT_CUR")
    except OLE_FAULTS as error:
        raise Refused("workbook_damaged") from error
