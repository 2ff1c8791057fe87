"""A file of any kind, as a reading: what it is decides who reads it."""

from dataclasses import replace

from indicators.survey.reading.archives import only_file
from indicators.survey.reading.area_kinds import is_area_file
from indicators.survey.reading.assembling import Found, assembled
from indicators.survey.reading.contents import refuse_other_files
from indicators.survey.reading.limits import refuse_too_many_bytes
from indicators.survey.reading.outcome import Grid, Note, Reading, Refused, Wishes
from indicators.survey.reading.packed_files import refuse_packed_forms
from indicators.survey.reading.rows import Row
from indicators.survey.reading.spss import is_spss, read_spss
from indicators.survey.reading.statistics_files import refuse_statistics_files
from indicators.survey.reading.text_files import read_text_file
from indicators.survey.reading.workbook_kinds import workbook_kind
from indicators.survey.reading.workbooks import read_workbook


def read_content(content: bytes, wishes: Wishes) -> Reading:
    """The table of a file. Runs within the child process of `door`: a hostile file may stop the process it is in.

    Raises Refused for a file that cannot be read right.
    """
    refuse_too_many_bytes(len(content))
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused("empty_file")
    if is_area_file(content):
        from indicators.survey.reading.area_files import read_area_file

        return read_area_file(content, wishes)
    refuse_other_files(content)
    refuse_packed_forms(content)
    refuse_statistics_files(content)
    if is_spss(content):
        return read_spss(content, wishes)
    if kind := workbook_kind(content):
        return _assembled(read_workbook(content, kind, wishes), wishes)
    if packed := only_file(content, wishes):
        return _read_packed(*packed, wishes)
    return read_text_file(content, wishes)


def _read_packed(name: str, content: bytes, notes: tuple[Note, ...], wishes: Wishes) -> Reading:
    """The table of the file in an archive; a sheet that was its name is no sheet within it."""
    inner = replace(wishes, sheet="") if wishes.sheet in (name, name.rpartition("/")[2]) else wishes
    reading = read_content(content, inner)
    return replace(reading, notes=(*notes, *reading.notes))


def _assembled(grid: Grid, wishes: Wishes) -> Reading:
    rows = (Row(number, cells) for number, cells in zip(grid.numbers, grid.rows, strict=True))
    return assembled(rows, wishes, Found(grid.dialect, grid.notes, grid.merged))
