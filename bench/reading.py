"""A large file of a survey read through the whole door, beside the plain reader of its kind: time and peak memory.

A CSV of 100 MB beside pandas, and a workbook of a million rows beside calamine. Each reading has a fresh process.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from bench.results import Row

CSV_BYTES = 100_000_000
WORKBOOK_ROWS = 1_000_000
BATCH = 1_000
REPEATS = {"csv": 3, "xlsx": 2}
PEERS = {"csv": ("pandas", "pandas, read_csv as text"), "xlsx": ("calamine", "calamine alone, to_python")}
HEADER = [
    "Vastaaja",
    "Postinumero",
    "Pvm",
    "Ikäryhmä",
    "Asuinalue",
    "Matka (km)",
    "Osuus",
    "Mielipide",
    "Kieli",
    "Vapaa sana",
]
AREAS = (
    "Suur-Leppävaara",
    "Suur-Tapiola",
    "Suur-Matinkylä",
    "Suur-Espoonlahti",
    "Vanha-Espoo",
    "Pohjois-Espoo",
    "Åminne",
)
OPINIONS = ("Samaa mieltä", "Jokseenkin samaa mieltä", "En osaa sanoa", "Jokseenkin eri mieltä", "Täysin eri mieltä")
WORDS = ("palvelut", "lähellä", "jono", "terveysasemalla", "hyvä", "päivä", "lääkäri", "pääsin", "äkkiä", "kiitos")
QUOTED = 0.01
"""The share of free texts that hold a delimiter or a quotation mark."""


def measure() -> Iterator[Row]:
    """Time and memory of each kind of file; both sides must have read as many rows and columns."""
    with tempfile.TemporaryDirectory(prefix="hytedata-bench-") as folder:
        for kind, made in MAKERS.items():
            path = Path(folder) / f"survey.{kind}"
            rows = made(path)
            reader, peer = PEERS[kind]
            ours, theirs = _runs(path, reader, REPEATS[kind], (rows, len(HEADER)))
            operation = f"reading {rows:,} rows × {len(HEADER)} columns of {kind}, {path.stat().st_size / 1e6:.0f} MB"
            milliseconds = (tuple(1000 * run["seconds"] for run in each) for each in (ours, theirs))
            yield Row(operation, peer, "time", *milliseconds, unit="ms")
            memory = (tuple(run["bytes"] for run in each) for each in (ours, theirs))
            yield Row(operation, peer, "peak memory with children", *memory)


def _runs(path: Path, reader: str, repeats: int, size: tuple[int, int]) -> tuple[list[dict], list[dict]]:
    """What each run of both sides took; they take turns."""
    found: dict[str, list[dict]] = {"HyteData": [], reader: []}
    for _ in range(repeats):
        for name, runs in found.items():
            command = [sys.executable, "-m", "bench.peers.one_reading", name, str(path)]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
            runs.append(json.loads(done.stdout))
            if (runs[-1]["rows"], runs[-1]["columns"]) != size:
                raise RuntimeError(f"{name} read {runs[-1]['rows']:,} × {runs[-1]['columns']}, not {size}")
    return found["HyteData"], found[reader]


def _answers(number: int, dice: random.Random) -> list[str]:
    """One respondent: codes with leading zeros, a Finnish date, decimal commas, words with ä and ö, empty cells."""
    text = " ".join(dice.choices(WORDS, k=dice.randint(0, 9)))
    if dice.random() < QUOTED:
        text = f'{text}; "{dice.choice(WORDS)}"'
    return [
        str(number),
        f"{dice.randint(20, 9980):05d}",
        f"{dice.randint(1, 28)}.{dice.randint(1, 12)}.2026",
        f"{10 * dice.randint(2, 8)}–{10 * dice.randint(2, 8) + 9}",
        dice.choice(AREAS),
        f"{dice.uniform(0, 30):.2f}".replace(".", ","),
        f"{dice.uniform(0, 100):.1f}".replace(".", ","),
        dice.choice(OPINIONS),
        dice.choice(("fi", "sv", "")),
        text,
    ]


def _make_csv(path: Path) -> int:
    """A file of `CSV_BYTES`; the number of its rows."""
    dice, rows = random.Random(5), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        while file.tell() < CSV_BYTES:
            writer.writerows(_answers(number, dice) for number in range(rows + 1, rows + BATCH + 1))
            rows += BATCH
    return rows


def _make_workbook(path: Path) -> int:
    """A workbook of `WORKBOOK_ROWS`, decimal numbers as numbers; the number of its rows."""
    dice = random.Random(5)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Vastaukset")
        sheet.write_row(0, 0, HEADER)
        for row in range(1, WORKBOOK_ROWS + 1):
            cells = _answers(row, dice)
            for column, cell in enumerate(cells):
                if column in (0, 5, 6):
                    sheet.write_number(row, column, float(cell.replace(",", ".")))
                else:
                    sheet.write_string(row, column, cell)
    return WORKBOOK_ROWS


MAKERS: dict[str, Callable[[Path], int]] = {"csv": _make_csv, "xlsx": _make_workbook}
