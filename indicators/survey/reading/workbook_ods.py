"""What the XML of an ods workbook says of its sheets beyond the values of their cells."""

from indicators.survey.reading.outcome import Note, Refused
from indicators.survey.reading.packages import Package
from indicators.survey.reading.workbook_cells import cell_column
from indicators.survey.reading.workbook_facts import SheetFacts, validate_extent
from indicators.survey.reading.workbook_xml import Attributes, feed, guarded_parser, local_name, xml_elements

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
MOST_DIGITS = 9
"""Of a count that is read: more cells than that are refused in any case."""
BREAKS = frozenset({"tab", "line-break"})
"""What stands within a text as an element, and calamine leaves out."""
HIDDEN = frozenset({"collapse", "filter"})


class OpenDocument:
    """The parts of one ods workbook.

    Raises Refused where one is damaged, has a password or a DTD, or where repeated cells span far more than there
    are: calamine takes all sheets into memory when it opens the file.
    """

    def __init__(self, content: bytes) -> None:
        package = Package(content)
        if "encrypted-package" in package or (MANIFEST in package and _is_encrypted(package)):
            raise Refused("workbook_password")
        self._macros = any(name.startswith(("basic/", "scripts/")) for name in package.names)
        for name in package.names:
            if name != CONTENT:
                package.validate(name)
        self._facts = _sheet_facts(package)
        for facts in self._facts.values():
            validate_extent(facts)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Macros, which are left alone."""
        return (Note("workbook_macros"),) if self._macros else ()

    def has_data(self, sheet: str) -> bool:
        """True when the sheet has a cell with a value or a formula."""
        return self.facts(sheet).cells > 0

    def facts(self, sheet: str) -> SheetFacts:
        """What the XML says of a sheet."""
        return self._facts.get(sheet, SheetFacts())


class _TableSearch:
    """Facts of all tables, gathered element by element."""

    def __init__(self) -> None:
        self.facts: dict[str, SheetFacts] = {}
        self._table = SheetFacts()
        self._hidden_columns: list[range] = []
        self._row = self._next_row = self._column = 0
        self._columns_seen = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Gather what the start of one element says."""
        local = local_name(name)
        if local == "table":
            self._begin(attributes.get("table:name", ""))
        elif local == "table-row":
            self._begin_row(attributes)
        elif local in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)
        elif local == "table-column":
            self._column_style(attributes)
        elif local in BREAKS:
            self._table.lost_breaks += 1

    def end(self, name: str) -> None:
        """Count the hidden columns of a table when it has ended."""
        if local_name(name) == "table":
            stop = self._table.columns
            self._table.hidden_columns += sum(len(range(r.start, min(r.stop, stop))) for r in self._hidden_columns)
            self._hidden_columns = []

    def _begin(self, name: str) -> None:
        self._table = self.facts.setdefault(name, SheetFacts())
        self._row = self._next_row = self._columns_seen = 0

    def _begin_row(self, attributes: Attributes) -> None:
        repeated = _count(attributes, "table:number-rows-repeated")
        self._row, self._column = self._next_row, 0
        self._next_row += repeated
        if attributes.get("table:visibility") in HIDDEN:
            self._table.hidden_rows += repeated if repeated < 1000 else 0
            self._table.filtered |= attributes["table:visibility"] == "filter"

    def _column_style(self, attributes: Attributes) -> None:
        first = self._columns_seen
        self._columns_seen += _count(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in HIDDEN:
            self._hidden_columns.append(range(first, self._columns_seen))

    def _cell(self, attributes: Attributes) -> None:
        row, column = self._row, self._column
        self._column += _count(attributes, "table:number-columns-repeated")
        kind, formula = attributes.get("office:value-type", ""), "table:formula" in attributes
        self._merged(row, column, attributes)
        if not kind and not formula:
            return
        table = self._table
        table.cells += 1
        table.rows, table.columns = max(table.rows, self._next_row), max(table.columns, self._column)
        table.formulas += formula
        if attributes.get("calcext:value-type") == "error":
            table.errors.append((f"{cell_column(column)}{row + 1}", "#"))
        elif not kind:
            table.uncalculated.append(f"{cell_column(column)}{row + 1}")
        if kind == "percentage":
            table.percent.add(column)

    def _merged(self, row: int, column: int, attributes: Attributes) -> None:
        wide = _count(attributes, "table:number-columns-spanned")
        high = _count(attributes, "table:number-rows-spanned")
        if wide > 1 or high > 1:
            self._table.merged.append((row, column, row + high - 1, column + wide - 1))


def _sheet_facts(package: Package) -> dict[str, SheetFacts]:
    search = _TableSearch()
    parser = guarded_parser(CONTENT)
    parser.StartElementHandler = search.start
    parser.EndElementHandler = search.end
    feed(parser, package.pieces(CONTENT), CONTENT)
    return search.facts


def _is_encrypted(package: Package) -> bool:
    return bool(xml_elements(package.pieces(MANIFEST), MANIFEST, frozenset({"encryption-data"})))


def _count(attributes: Attributes, name: str) -> int:
    """A count of repeated or spanned cells; 1 where there is none, or none that is a number."""
    text = attributes.get(name, "1")
    return max(int(text[:MOST_DIGITS]), 1) if text.isascii() and text.isdecimal() else 1
