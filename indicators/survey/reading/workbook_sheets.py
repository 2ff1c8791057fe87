"""Which sheet of a workbook is read: the one wished for, or the first that is visible and has data."""

from dataclasses import dataclass

from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from indicators.survey.reading.outcome import Note, Refused, shown
from indicators.survey.reading.workbook_facts import named
from indicators.survey.reading.workbook_records import Records

READ_TYPES = (SheetTypeEnum.WorkSheet,)
"""Charts, dialogues and macro sheets hold no table."""


@dataclass(frozen=True)
class Choice:
    """The sheet to read, and the notes about the others."""

    name: str
    notes: tuple[Note, ...]


def chosen_sheet(workbook: CalamineWorkbook, wish: str, has_data: "HasData") -> Choice:
    """The sheet that is wished for by name or by number from 1, or else the first visible one that has data.

    Raises Refused, naming the sheets there are, for a wish that fits none and for a workbook without data.
    """
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ in READ_TYPES]
    if wish.strip():
        chosen = _wished(sheets, wish)
        return Choice(chosen.name, tuple(_others(sheets, chosen, has_data)))
    visible = [sheet for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    for place, sheet in enumerate(visible):
        if has_data(sheet.name):
            notes = [_names_note("workbook_empty_sheets", visible[:place])] if place else []
            return Choice(sheet.name, (*notes, *_others(sheets, sheet, has_data)))
    raise Refused("workbook_no_data", sheets=_names(sheets))


class HasData:
    """Whether sheets of a workbook have a value, each looked at once: by its records, or else by its cells."""

    def __init__(self, workbook: CalamineWorkbook, records: Records) -> None:
        self._workbook = workbook
        self._records = records
        self._known: dict[str, bool] = {}

    def __call__(self, name: str) -> bool:
        """True when the sheet has a cell with a value."""
        if name not in self._known:
            by_records = self._records.has_data(name)
            self._known[name] = self._by_cells(name) if by_records is None else by_records
        return self._known[name]

    def _by_cells(self, name: str) -> bool:
        sheet = self._workbook.get_sheet_by_name(name)
        return sheet.start is not None and any(value != "" for row in sheet.iter_rows() for value in row)


def _wished(sheets: list[SheetMetadata], wish: str) -> SheetMetadata:
    wanted = wish.strip().casefold()
    for same in (lambda name: name == wish, lambda name: name.strip().casefold() == wanted):
        for sheet in sheets:
            if same(sheet.name):
                return sheet
    if wanted.isascii() and wanted.isdecimal() and 1 <= int(wanted[:9]) <= len(sheets):
        return sheets[int(wanted[:9]) - 1]
    raise Refused("workbook_no_such_sheet", sheet=shown(wish), sheets=_names(sheets))


def _others(sheets: list[SheetMetadata], chosen: SheetMetadata, has_data: HasData) -> list[Note]:
    """Notes about the sheets that are not read."""
    others = [sheet for sheet in sheets if sheet.name != chosen.name]
    visible = [sheet for sheet in others if sheet.visible == SheetVisibleEnum.Visible and has_data(sheet.name)]
    hidden = [sheet for sheet in others if sheet.visible != SheetVisibleEnum.Visible]
    notes = [_names_note("workbook_other_sheets", visible)] if visible else []
    return notes + ([_names_note("workbook_hidden_sheets", hidden)] if hidden else [])


def _names_note(code: str, sheets: list[SheetMetadata]) -> Note:
    return Note(code, facts={"sheets": _names(sheets)})


def _names(sheets: list[SheetMetadata]) -> str:
    return named(shown(sheet.name) for sheet in sheets)
