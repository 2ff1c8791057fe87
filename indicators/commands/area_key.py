"""`area-key FILE`: what a city's own key between areas says, and what in it does not fit the register."""

import argparse
import sys
from pathlib import Path
from typing import Any

from geodata.levels import AreaLevel
from indicators.errors import UploadError
from indicators.survey.reading.area_keys import validate_key
from indicators.survey.reading.door import read_file
from indicators.survey.reading.given_files import given_file
from indicators.survey.reading.outcome import Refused, Wishes

SOUND, REFUSED, REMARKS = 0, 2, 3
LEVELS = {level.lower(): level for level in AreaLevel}


def add_to(commands: Any) -> None:
    """Name the command to the parser."""
    parser = commands.add_parser(
        "area-key",
        help="check a key between areas",
        description="Check a file that says which area lies in which, such as postal areas in districts, with shares "
        "where an area is divided. Ends with 0, 3 with remarks, 2 when it was refused. Nothing is kept.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--from", dest="from_level", choices=sorted(LEVELS), required=True, help="the smaller areas")
    parser.add_argument("--to", dest="to_level", choices=sorted(LEVELS), required=True, help="the larger areas")
    parser.add_argument("--sheet", default="", help="the sheet of a workbook")
    parser.add_argument("--language", choices=("fi", "sv", "en"), default="fi", help="of the notes (default: fi)")
    parser.set_defaults(run=check_key)


def check_key(parsed: argparse.Namespace) -> int:
    """Read and check the key and say what came of it."""
    try:
        reading = read_file(given_file(parsed.file), Wishes(sheet=parsed.sheet))
        key = validate_key(reading, LEVELS[parsed.from_level], LEVELS[parsed.to_level])
    except UploadError as refusal:
        print(f"{parsed.file.name}: {_words(refusal, parsed.language)}", file=sys.stderr)
        return REFUSED
    notes = (*reading.notes, *key.notes)
    shares = f", {key.share_column}" if key.share_column else ""
    print(f"{key.from_column} → {key.to_column}{shares}: {len(key.weights)}")
    for note in notes:
        print(f"- {note.text(parsed.language)}")
    return REMARKS if notes else SOUND


def _words(refusal: UploadError, language: str) -> str:
    return f"{refusal.text(language)} {refusal.advice(language)}" if isinstance(refusal, Refused) else str(refusal)
