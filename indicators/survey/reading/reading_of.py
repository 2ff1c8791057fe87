"""A file of any kind, as a reading: what it is decides who reads it."""

from indicators.survey.reading.assembling import Found, assembled
from indicators.survey.reading.contents import refuse_other_files
from indicators.survey.reading.limits import refuse_too_many_bytes
from indicators.survey.reading.outcome import Grid, Reading, Refused, Wishes
from indicators.survey.reading.rows import Row
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
    refuse_other_files(content)
    if kind := workbook_kind(content):
        return _assembled(read_workbook(content, kind, wishes), wishes)
    return read_text_file(content, wishes)


def _assembled(grid: Grid, wishes: Wishes) -> Reading:
    rows = (Row(number, cells) for number, cells in zip(grid.numbers, grid.rows, strict=True))
    return assembled(rows, wishes, Found(grid.dialect, grid.notes, grid.merged))
