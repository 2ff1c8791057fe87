"""The records of a workbook by its kind: what they say of a sheet that calamine does not."""

from typing import Protocol

from indicators.survey.reading.outcome import Note
from indicators.survey.reading.packages import Package
from indicators.survey.reading.workbook_facts import SheetFacts
from indicators.survey.reading.workbook_ods import OpenDocument
from indicators.survey.reading.workbook_ooxml import OpenXmlWorkbook
from indicators.survey.reading.workbook_xls import OldWorkbook


class Records(Protocol):
    """The records of one workbook."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be said of the workbook as a whole."""

    def has_data(self, sheet: str) -> bool | None:
        """Whether a sheet has a value; None where calamine has to be asked."""

    def facts(self, sheet: str) -> SheetFacts:
        """What the records say of a sheet."""


class WholePackage:
    """A package whose parts are whole; its sheets are not looked into."""

    notes: tuple[Note, ...] = ()

    def __init__(self, content: bytes) -> None:
        package = Package(content)
        for name in package.names:
            package.validate(name)

    def has_data(self, sheet: str) -> None:
        """Calamine has to be asked."""

    def facts(self, sheet: str) -> SheetFacts:
        """Nothing is known."""
        del sheet
        return SheetFacts()


def open_records(content: bytes, kind: str) -> Records:
    """The records of a workbook of a kind. Raises Refused where they are damaged."""
    if kind in {"xlsx", "xlsm"}:
        return OpenXmlWorkbook(content)
    if kind == "ods":
        return OpenDocument(content)
    return OldWorkbook(content) if kind == "xls" else WholePackage(content)
