"""The parts of an xlsx or xlsm workbook: whole, well formed, and what they say of its sheets."""

import posixpath

from indicators.survey.reading.outcome import Note, Refused
from indicators.survey.reading.packages import Package
from indicators.survey.reading.workbook_facts import ALL_ZERO_FROM, SheetFacts
from indicators.survey.reading.workbook_formats import ShownFormats, shown_formats
from indicators.survey.reading.workbook_sheet_xml import FORMULA, VALUE, SheetSearch, row_pieces
from indicators.survey.reading.workbook_xml import Attributes, well_formed, xml_elements

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
SHARED_STRINGS = "xl/sharedstrings.xml"
READ_PARTS = ("[content_types].xml", "_rels/.rels", WORKBOOK, RELATIONS, STYLES, SHARED_STRINGS)
"""The parts that calamine reads besides sheets. What stands in others (pictures, custom XML) is left alone."""


class OpenXmlWorkbook:
    """The parts of one workbook. Raises Refused where one that is read is missing, damaged or has a DTD."""

    def __init__(self, content: bytes) -> None:
        self._package = Package(content)
        for name in READ_PARTS:
            if name in self._package:
                self._validate(name)
        wanted = frozenset({"sheet", "calcPr"})
        elements = xml_elements(self._package.pieces(WORKBOOK), WORKBOOK, wanted)
        self._parts = self._sheet_parts([found for name, found in elements if name == "sheet"])
        self._recalculated = any(found.get("fullCalcOnLoad") in {"1", "true"} for _, found in elements)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Macros and links to other files, which are left alone."""
        names = self._package.names
        macros = [Note("workbook_macros")] if "xl/vbaproject.bin" in names else []
        linked = any(name.startswith("xl/externallinks/") or name == "xl/connections.xml" for name in names)
        return (*macros, *([Note("workbook_links")] if linked else []))

    def has_data(self, sheet: str) -> bool:
        """True when the sheet has a value or a formula. Raises Refused where its part is not there."""
        pieces = row_pieces(self._package.pieces(self._part_of(sheet)))
        return any(VALUE.search(piece) or FORMULA.search(piece) for piece in pieces)

    def facts(self, sheet: str) -> SheetFacts:
        """What the XML of a sheet says. Raises Refused for a sheet that is cut or damaged."""
        part = self._part_of(sheet)
        search = SheetSearch(self._formats(), recalculated=self._recalculated)
        for piece in row_pieces(well_formed(self._package.pieces(part), part)):
            search.search(piece)
        facts = search.finished()
        if search.zero_results == facts.formulas >= ALL_ZERO_FROM:
            facts.never_calculated = True
        return facts

    def _part_of(self, sheet: str) -> str:
        if sheet not in self._parts:
            raise Refused("workbook_part_missing", part=RELATIONS)
        return self._parts[sheet]

    def _formats(self) -> ShownFormats:
        if STYLES not in self._package:
            return ShownFormats({}, frozenset())
        return shown_formats(self._package.pieces(STYLES), STYLES)

    def _validate(self, name: str) -> None:
        for _ in well_formed(self._package.pieces(name), name):
            pass

    def _sheet_parts(self, sheets: list[Attributes]) -> dict[str, str]:
        """The part of each sheet by the sheet's name."""
        elements = xml_elements(self._package.pieces(RELATIONS), RELATIONS, frozenset({"Relationship"}))
        targets = {found.get("Id", ""): found.get("Target", "") for _, found in elements}
        return {found.get("name", ""): _part(targets.get(found.get("id", ""), "")) for found in sheets}


def _part(target: str) -> str:
    """The name of a part that a relation of the workbook leads to."""
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
