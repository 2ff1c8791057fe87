"""`import FILE` and `export`: figures from files into the store, and out of it."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from geodata.levels import LEVELS, AreaLevel
from indicators.catalogue import load_catalogue
from indicators.definition_files import Catalogue
from indicators.errors import UploadError
from indicators.exchange import ExportForm, Stated, exported, in_current_division, read_import, store_import
from indicators.formats.detection import Form
from indicators.formats.imports import Imported, Wishes
from indicators.formats.table_cells import Layout
from indicators.model import Dataset
from indicators.published import open_store
from indicators.refresh.lock import taking_in

ALL_TAKEN, SOME_SET_ASIDE = 0, 3
"""Exit codes besides 1, for a file that is refused as a whole."""


def add_to(commands: Any) -> None:
    """Name `import` and `export` to the parser."""
    _add_import(commands)
    _add_export(commands)


def _add_import(commands: Any) -> None:
    parser = commands.add_parser(
        "import",
        help="take figures from a file",
        description="Take figures from a file. Ends with 0 when all rows were taken, 3 when some were set aside, "
        "1 when the file was refused; then nothing is written.",
    )
    parser.add_argument("file", type=Path, help=f"any of: {', '.join(Form)}, or a workbook of such rows; found out")
    parser.add_argument("--format", type=Form, choices=list(Form), help="the form, where it is not found out")
    parser.add_argument("--sheet", default="", help="the sheet of a workbook, or the file in a zip")
    parser.add_argument("--indicator", action="append", default=[], help="take only this one (may be repeated)")
    parser.add_argument("--choose", action="append", default=[], metavar="DIM=CODE", help="a category of a dimension")
    parser.add_argument("--area-dimension", default="", help="the dimension of areas in a table")
    parser.add_argument("--time-dimension", default="", help="the dimension of time in a table")
    parser.add_argument("--level", type=AreaLevel, choices=list(LEVELS), help="the level of a table's areas")
    parser.add_argument("--dataset", type=Dataset, choices=[Dataset.IMPORTED, Dataset.FEED], default=Dataset.IMPORTED)
    parser.add_argument("--publisher", help="whose figures they are (default: the indicator's owner)")
    parser.add_argument("--licence", help="their licence (default: the definition's)")
    parser.add_argument("--data-date", type=date.fromisoformat, help="the day of the data (default: today)")
    parser.add_argument(
        "--boundary-year", type=int, help="the area division of all rows (default: what the codes tell)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be taken, write nothing")
    parser.set_defaults(run=run_import)


def _add_export(commands: Any) -> None:
    parser = commands.add_parser("export", help="write observations to a file")
    parser.add_argument("--format", type=ExportForm, choices=list(ExportForm), default=ExportForm.CSV)
    parser.add_argument("--indicator", action="append", default=[], help="only this one (may be repeated)")
    parser.add_argument("--level", type=AreaLevel, choices=list(LEVELS), help="only areas of this level")
    parser.add_argument("-o", "--output", type=Path, help="the file to write (default: the standard output)")
    parser.set_defaults(run=run_export)


def run_import(parsed: argparse.Namespace) -> int:
    """Take a file into the store, print the report, and return the exit code. Raises UploadError for a refusal."""
    day = parsed.data_date or date.today()
    stated = Stated(day, parsed.dataset, parsed.publisher, parsed.licence, parsed.boundary_year)
    catalogue = load_catalogue()
    imported = read_import(parsed.file, catalogue, stated, _wishes(parsed))
    imported = in_current_division(open_store(), imported, catalogue)
    print("\n".join(imported.report.lines()))
    if imported.rows.empty:
        raise UploadError(f"{parsed.file.name}: no row could be taken; nothing is written")
    print(_outcome(imported, catalogue, parsed))
    return SOME_SET_ASIDE if imported.report.aside else ALL_TAKEN


def run_export(parsed: argparse.Namespace) -> int:
    """Write the chosen observations to the file or the standard output."""
    content = exported(open_store(), load_catalogue(), parsed.format, parsed.indicator, parsed.level)
    if parsed.output is None:
        sys.stdout.buffer.write(content)
        return ALL_TAKEN
    try:
        parsed.output.write_bytes(content)
    except OSError as fault:
        raise UploadError(f"{parsed.output}: cannot be written: {fault.strerror}") from fault
    print(f"{parsed.output}: {len(content)} bytes")
    return ALL_TAKEN


def _wishes(parsed: argparse.Namespace) -> Wishes:
    layout = Layout(parsed.area_dimension, parsed.time_dimension, parsed.level)
    return Wishes(parsed.format, tuple(parsed.indicator), tuple(map(_choice, parsed.choose)), layout, parsed.sheet)


def _choice(text: str) -> tuple[str, str]:
    name, sign, code = text.partition("=")
    if not (name and sign and code):
        raise UploadError(f"--choose {text}: write DIMENSION=CATEGORY")
    return name, code


def _outcome(imported: Imported, catalogue: Catalogue, parsed: argparse.Namespace) -> str:
    told = (
        f"{len(imported.rows)} observations of {imported.rows['indicator_id'].nunique()} indicators ({imported.form})"
    )
    if parsed.dry_run:
        return f"{told}; a dry run, nothing is written"
    with taking_in():
        version = store_import(open_store(), imported, catalogue, parsed.file)
    return f"{told}; the store is at version {version}"
