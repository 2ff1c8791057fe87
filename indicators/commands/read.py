"""`read FILE`: the table of a file as HyteData reads it, or why it does not."""

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from indicators.survey.reading.door import read_file
from indicators.survey.reading.given_files import given_file
from indicators.survey.reading.outcome import Note, Reading, Refused, Wishes, shown

READ, REFUSED = 0, 2
LANGUAGES = ("fi", "sv", "en")
ROWS_SHOWN = 10
CELLS_A_PIECE = 100_000
"""Cells that are put into JSON at a time."""


def add_to(commands: Any) -> None:
    """Name the command to the parser."""
    parser = commands.add_parser(
        "read",
        help="show how a file is read",
        description="Show the table of a survey file (CSV and its kin, Excel, SPSS, a zip of one of these) as it "
        "is read, with notes. Ends with 0, or with 2 when the file was refused. Nothing is kept.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--sheet", default="", help="the sheet of a workbook, by name or number, or a file in a zip")
    parser.add_argument("--encoding", default="", help="the encoding of a text file")
    parser.add_argument("--delimiter", default="", help="what separates its cells (\\t for a tab)")
    parser.add_argument("--quote", help="its quotation mark; empty for none")
    parser.add_argument("--escape", help="what takes a character's meaning away; empty for none")
    parser.add_argument("--header-row", type=int, metavar="N", help="the row, from 1, on which the header begins")
    parser.add_argument("--header-rows", type=int, metavar="N", help="how many rows the header has; 0 for none")
    parser.add_argument("--language", choices=LANGUAGES, default="fi", help="of the notes (default: fi)")
    parser.add_argument("--json", action="store_true", help="one JSON object with columns, rows, notes and dialect")
    parser.set_defaults(run=run_read)


def run_read(parsed: argparse.Namespace) -> int:
    """Read the file and print what came of it: 0, or 2 for a refusal."""
    try:
        reading = read_file(given_file(parsed.file), _wishes(parsed))
    except Refused as refusal:
        _tell_refusal(refusal, parsed)
        return REFUSED
    if parsed.json:
        sys.stdout.writelines(_json_pieces(reading, parsed.language))
    else:
        print("\n".join(_lines(reading, parsed.language)))
    return READ


def _wishes(parsed: argparse.Namespace) -> Wishes:
    delimiter = parsed.delimiter.replace("\\t", "\t")
    return Wishes(
        parsed.sheet, parsed.encoding, delimiter, parsed.quote, parsed.escape, parsed.header_row, parsed.header_rows
    )


def _tell_refusal(refusal: Refused, parsed: argparse.Namespace) -> None:
    language = parsed.language
    if parsed.json:
        told = {**_note(refusal.note, language), "advice": refusal.advice(language)}
        print(_json({"refused": told}))
    else:
        print(f"{shown(parsed.file.name)}: {refusal.text(language)} {refusal.advice(language)}", file=sys.stderr)


def _json_pieces(reading: Reading, language: str) -> Iterator[str]:
    """One JSON object, its rows some at a time: all of them at once would take many times the memory of the table."""
    told: dict[str, Any] = {
        "columns": reading.columns,
        "notes": [_note(note, language) for note in reading.notes],
        "dialect": reading.dialect,
    }
    if reading.variables:
        told["variables"] = {
            name: {"label": of.label, "values": of.values, "missing": of.missing}
            for name, of in reading.variables.items()
        }
    yield _json(told)[:-1] + ', "rows": ['
    yield from _json_rows(reading)
    yield "]}\n"


def _json_rows(reading: Reading) -> Iterator[str]:
    between = ""
    for batch in reading.cells.to_batches(max_chunksize=max(1, CELLS_A_PIECE // reading.cells.num_columns)):
        columns = [column.to_pylist() for column in batch.columns]
        yield between + _json(list(zip(*columns, strict=True)))[1:-1]
        between = ", "


def _json(told: Any) -> str:
    """JSON with letters as they are, where the output takes them."""
    return json.dumps(told, ensure_ascii=not str(sys.stdout.encoding).lower().startswith("utf"))


def _note(note: Note, language: str) -> dict[str, Any]:
    return {"code": note.code, "text": note.text(language), "row": note.row, "column": note.column or None}


def _lines(reading: Reading, language: str) -> Iterator[str]:
    """The dialect, every note, and the first rows with tabs between their cells."""
    yield ", ".join(f"{name} {value!r}" for name, value in reading.dialect.items())
    yield from (f"- {note.text(language)}" for note in reading.notes)
    yield f"{reading.cells.num_rows} × {reading.cells.num_columns}"
    yield "\t".join(_on_one_line(name) for name in reading.columns)
    first = reading.cells.slice(0, ROWS_SHOWN)
    for cells in islice(zip(*(column.to_pylist() for column in first.columns), strict=True), ROWS_SHOWN):
        yield "\t".join(map(_on_one_line, cells))


def _on_one_line(cell: str) -> str:
    """A cell for the terminal: control characters, which could drive it, are shown as spaces."""
    return "".join(each if each.isprintable() else " " for each in cell)
