"""A text file of rows and cells (CSV and its kin), as a reading."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from indicators.survey.reading.assembling import Found, assembled
from indicators.survey.reading.body import Notebook
from indicators.survey.reading.cell_forms import is_ruled, is_typed
from indicators.survey.reading.decoding import decode
from indicators.survey.reading.dialects import COMMON, likeliest_format
from indicators.survey.reading.outcome import Dialect, Note, Reading, Refused, Wishes, shown
from indicators.survey.reading.records import SPACES, Format, Record, records_of
from indicators.survey.reading.rows import Row
from indicators.survey.reading.wrapping import wrapped_lines

SEPARATOR_LINE = "sep="
COMMENTS = ("#", "//", "%%")
COMMENT_SAMPLE = 200
RULED = "-=+*_:"
"""How a drawn line begins, or the line of a table whose rows begin with a bar."""


def read_text_file(content: bytes, wishes: Wishes) -> Reading:
    """The table of a text file. Raises Refused for a file that is empty, no text, or has no table."""
    decoded = decode(content, wishes.encoding)
    if not decoded.text.strip():
        raise Refused("empty_file")
    if _is_one_cell(decoded.text) and not is_typed(decoded.text):
        raise Refused("one_cell", shown=shown(decoded.text))
    text, wishes, own_notes = _separator_line(decoded.text, wishes)
    form, width = likeliest_format(text, wishes)
    if not form.delimiter and (inner := wrapped_lines(text)):
        text, own_notes = inner, [*own_notes, Note("lines_unwrapped")]
        form, width = likeliest_format(text, wishes)
    notebook = Notebook()
    rows = _rows(records_of(text, form, width), width, notebook)
    own_notes += [*_left_quotes(text, form), *_left_delimiters(text, form)]
    own_notes += [] if wishes.delimiter else _unusual_delimiter(form)
    found = Found(_dialect(form, decoded.encoding), (*decoded.notes, *own_notes), width=width)
    reading = assembled(rows, wishes, found)
    return Reading(
        reading.cells, reading.row_numbers, (*reading.notes, *notebook.notes()), reading.dialect, reading.variables
    )


def _is_one_cell(text: str) -> bool:
    """One line of words: an error message or a stray sentence, no table."""
    line = text.strip()
    return "\n" not in line and not any(mark in line for mark in COMMON)


def _separator_line(text: str, wishes: Wishes) -> tuple[str, Wishes, list[Note]]:
    """Excel's own first line "sep=;" names the delimiter; an empty line stays, so that rows keep their numbers."""
    first, _, rest = text.partition("\n")
    line = first.strip().strip('"')
    if not line.casefold().startswith(SEPARATOR_LINE) or len(line) > len(SEPARATOR_LINE) + 1:
        return text, wishes, []
    stated = line[len(SEPARATOR_LINE) :] or "\t"
    wished = wishes if wishes.delimiter else _with_delimiter(wishes, stated)
    return f"\n{rest}", wished, [Note("separator_line", row=1, facts={"shown": shown(first)})]


def _left_quotes(text: str, form: Format) -> list[Note]:
    """Quotation marks that were read as characters: all of them, those behind a backslash, or a cell's apostrophes."""
    at = text.find('"') if not form.quote else text.find('\\"') if not form.escape else -1
    if at >= 0:
        return [_note_of("backslash_quotes" if form.quote else "quotes_kept", text, at)]
    at = _cell_in_apostrophes(text, form.delimiter) if form.quote == '"' else -1
    return [_note_of("apostrophes_kept", text, at)] if at >= 0 else []


def _left_delimiters(text: str, form: Format) -> list[Note]:
    """Commas, semicolons, tabs and bars that were read as characters, in a file of one column."""
    if form.delimiter:
        return []
    places = [at for mark in COMMON if (at := text.find(mark)) >= 0]
    return [_note_of("one_column", text, min(places)) if places else Note("only_column")]


def _unusual_delimiter(form: Format) -> list[Note]:
    if form.delimiter == SPACES:
        return [Note("delimiter_spaces")]
    if form.delimiter in ("", *COMMON):
        return []
    return [Note("delimiter_unusual", facts={"delimiter": shown(form.delimiter)})]


def _cell_in_apostrophes(text: str, delimiter: str) -> int:
    """Where the first cell stands that begins and ends with an apostrophe; -1 when there is none."""
    if len(delimiter) != 1:
        return -1
    end = f"[^{re.escape(delimiter)}\n]+'(?={re.escape(delimiter)}|\n|$)"
    found = (re.search(f"{re.escape(before)}'{end}", text) for before in (delimiter, "\n"))
    return min((each.start() + 1 for each in found if each), default=-1)


def _note_of(code: str, text: str, at: int) -> Note:
    return Note(code, row=text.count("\n", 0, at) + 1, facts={"shown": shown(text[max(at - 30, 0) : at + 30])})


def _with_delimiter(wishes: Wishes, delimiter: str) -> Wishes:
    return Wishes(
        wishes.sheet, wishes.encoding, delimiter, wishes.quote, wishes.escape, wishes.header_row, wishes.header_rows
    )


def _rows(records: Iterable[Record], width: int, notebook: Notebook) -> Iterator[Row]:
    """The records as rows: comments are set aside, faults of quoting noted, and empty lines come back as empty rows."""
    source = iter(records)
    head = list(islice(source, COMMENT_SAMPLE))
    mark = _comment_mark(head, width)
    last = 0
    for line, end, cells, fault in chain(head, source):
        if last and line > last + 1:
            yield Row(last + 1, [])
        last = end
        first = cells[0].lstrip()
        if mark and first.startswith(mark):
            notebook.add(Note("comment", row=line, facts={"shown": shown(" ".join(cells))}))
            continue
        if (not first or first[0] in RULED) and is_ruled(cells):
            notebook.add(Note("ruled_line", row=line, facts={"shown": shown(" ".join(cells))}))
            continue
        kept = _before_remark(cells, mark, width) if mark else []
        if kept:
            notebook.add(Note("comment_in_row", row=line, facts={"shown": shown(" | ".join(cells))}))
        if fault:
            notebook.add(Note(fault, row=line, facts={"shown": shown(" | ".join(cells))}))
        yield Row(line, kept or cells)


def _before_remark(cells: list[str], mark: str, width: int) -> list[str]:
    """The cells before a remark at a row's end, which makes it too long or stands behind a number; [] without one."""
    at = next((at for at, cell in enumerate(cells) if mark in cell), len(cells))
    if at + 1 != width or at == len(cells):
        return []
    before = cells[at].partition(mark)[0].rstrip()
    return [*cells[:at], before] if len(cells) > width or is_typed(before) else []


def _comment_mark(head: list[Record], width: int) -> str:
    """The mark of comment lines: it begins some lines, and those are not as wide as the table, or say so in words."""
    for mark in COMMENTS:
        marked = [record for record in head if record.cells[0].lstrip().startswith(mark)]
        if marked and len(marked) < len(head) and any(_is_remark(record, mark, width) for record in marked):
            return mark
    return ""


def _is_remark(record: Record, mark: str, width: int) -> bool:
    """A row as wide as the table is one of it ("#;name;year", "#1 Pizza;12;x"), unless it is a sentence with commas."""
    words = record.cells[0].lstrip()[len(mark) :]
    said = words[:1] in ("", " ") and all(cell.startswith(" ") for cell in record.cells[1:])
    return len(record.cells) != width or said


def _dialect(form: Format, encoding: str) -> Dialect:
    return {
        "kind": "text",
        "encoding": encoding,
        "delimiter": form.delimiter,
        "quote": form.quote,
        "escape": form.escape,
    }
