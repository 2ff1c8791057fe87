"""A small survey, spoilt in every way that the Pollock benchmark spoils a file, each beside the table it still holds.

Families, clean tables and weights follow Vitagliano, Hameed, Jiang, Reisener, Wu and Naumann, "Pollock: A Data Loading
Benchmark", PVLDB 16 (8), 2023, and its repository HPI-Information-Systems/Pollock (2,289 files; weights from its survey
of 3,712 open data files). The survey, the code and the spoilt files are made here. What is right in a spoilt row:

    one delimiter less, one more  the row as it was: the cells that ran together apart, the empty cell that came in gone
    an extra quotation mark       a character of the cell
    a row delimited by spaces     the row as it was
    two or three header rows      the names of a column joined by a space
    no header                     rows, and no header: the first row counts as it
    two tables                    the first
    nothing in the file           nothing, whatever is said of it
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

HEADER = ["Päivä", "Kello", "Lapsia", "Tunnus", "Matka", "Asuinalue", "Vastaus", "Linkki", "Kommentti"]
ALWAYS_QUOTED = {6, 7}
"""Columns that the survey tool quotes whatever they hold."""
ROWS = 83
AREAS = (
    "Suur-Leppävaara",
    "Suur-Tapiola, Otaniemi",
    "Ala'anmäki",
    'Kahvila "Meri"',
    "Vanha-Espoo",
    "Kivenlahti, Laurinlahti",
    "Pohjois-Espoo",
    "Åminne",
)
ANSWERS = (
    "Palvelut löytyvät läheltä, eikä jonoja ole juuri ollut.",
    "Raa'assa säässä pysäkille on pitkä matka.",
    "Lääkäriin pääsi samana päivänä",
    'Opettaja sanoi: "hyvä", ja se riitti.',
    "Vaa'alla käytiin neuvolassa, mutta aika meni ohi.",
    "En osaa sanoa; kyselyitä tulee liikaa",
    "Iltaisin liu'utaan mäkeä, päivisin hiihdetään.",
)


@dataclass(frozen=True)
class Spelling:
    """How cells and rows are written."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"


@dataclass(frozen=True)
class Polluted:
    """A spoilt file: the table it holds has no `header` where the file has none; `rows` are all of one length."""

    name: str
    family: str
    content: bytes
    header: list[str] | None
    rows: list[list[str]]


@dataclass(frozen=True)
class Family:
    """How many of the benchmark's files are of a family, and the weight of each: files found so in the open data."""

    files: int
    weight: float


FAMILIES = {
    "source": Family(1, 1),
    "no_payload": Family(1, 15),
    "no_trailing_newline": Family(1, 184),
    "double_trailing_newline": Family(1, 5),
    "no_header": Family(1, 470),
    "header_multirow": Family(2, 47),
    "preamble": Family(1, 282),
    "multitable": Family(3, 188 / 3),
    "header_only": Family(1, 3),
    "one_data_row": Family(1, 4),
    "record_delimiter_cr": Family(1, 7),
    "record_delimiter_lf": Family(1, 1691),
    "field_delimiter_tab": Family(1, 4),
    "field_delimiter_semicolon": Family(1, 834),
    "field_delimiter_space": Family(1, 4),
    "field_delimiter_comma_space": Family(1, 101),
    "quotation_char": Family(1, 11),
    "escape_backslash": Family(1, 1),
    "escape_none": Family(1, 7),
    "header_less_sep": Family(8, 0.36775106),
    "row_less_sep": Family(664, 0.36775106),
    "header_more_sep": Family(9, 0.36775106),
    "row_more_sep": Family(747, 0.36775106),
    "header_field_delimiter": Family(1, 1 / 7),
    "row_field_delimiter": Family(83, 1 / 7),
    "header_extra_quote": Family(9, 1 / 108),
    "row_extra_quote": Family(747, 1 / 108),
}


def survey() -> list[list[str]]:
    """The rows of the survey below its header: dates, times, counts, codes, numbers, short and long texts, nothing."""
    return [
        [
            f"{1 + row % 28}.{1 + row % 12}.2026",
            f"{7 + row % 14:02d}:{15 * (row % 4):02d}",
            str(row % 5),
            f"HV-{4000 + 37 * row}",
            f"{3 + 0.25 * row:.2f}",
            AREAS[row % len(AREAS)],
            ANSWERS[row % len(ANSWERS)],
            f"https://kysely.example.fi/vastaus/{row}.html",
            "",
        ]
        for row in range(1, ROWS + 1)
    ]


def pieces(row: list[str], spelling: Spelling) -> list[str]:
    """The cells of a row as they are written; quoted where the survey tool quotes, as if the delimiter were a comma."""
    written = []
    for column, cell in enumerate(row):
        text = cell.replace('"', spelling.escape + '"')
        quoted = column in ALWAYS_QUOTED or "," in cell or '"' in cell
        written.append(f"{spelling.quote}{text}{spelling.quote}" if quoted else text)
    return written


def line(row: list[str], spelling: Spelling = Spelling()) -> str:
    """A row as it is written, with its end."""
    return spelling.delimiter.join(pieces(row, spelling)) + spelling.end


def text(rows: list[list[str]], spelling: Spelling = Spelling()) -> str:
    """A whole file."""
    return "".join(line(row, spelling) for row in rows)


def polluted(every: int = 1) -> Iterator[Polluted]:
    """The benchmark's families; of the rows below the header only each `every`-th is spoilt in its turn."""
    yield from _whole_files()
    yield from _spellings()
    for row in range(0, ROWS + 1, every):
        yield from _spoilt_rows(row)


def _whole_files() -> Iterator[Polluted]:
    rows = survey()
    whole = text([HEADER, *rows])
    full = Polluted("source", "source", whole.encode(), HEADER, rows)
    yield full
    yield Polluted("no_payload", "no_payload", b"", None, [])
    yield _other(full, "no_trailing_newline", whole.removesuffix("\r\n"))
    yield _other(full, "double_trailing_newline", whole + "\r\n")
    yield replace(_other(full, "no_header", text(rows)), header=None)
    for many in (2, 3):
        spoilt = _other(full, "header_multirow", text([HEADER] * many + rows), f"header_multirow_{many}")
        yield replace(spoilt, header=[" ".join([name] * many) for name in HEADER])
    yield _other(full, "preamble", "PREAMBLE,,,,,,,,\r\n,,,,,,,,\r\n" + whole)
    for name, second in _second_tables(rows).items():
        yield _other(full, "multitable", whole + second, f"multitable_{name}")
    yield replace(_other(full, "header_only", line(HEADER)), rows=[])
    yield replace(_other(full, "one_data_row", text([HEADER, rows[0]])), rows=rows[:1])


def _second_tables(rows: list[list[str]]) -> dict[str, str]:
    """The same table again but for its last row: as it is, without its last column, with a column more."""
    again = [HEADER, *rows[:-1]]
    return {
        "same": text(again),
        "less": text([row[:-1] for row in again]),
        "more": text([[*row, "col1" if row is HEADER else ""] for row in again]),
    }


def _other(full: Polluted, family: str, content: str, name: str = "") -> Polluted:
    return replace(full, name=name or family, family=family, content=content.encode())


def _spellings() -> Iterator[Polluted]:
    rows = survey()
    full = Polluted("", "", b"", HEADER, rows)
    ways = {
        "record_delimiter_cr": Spelling(end="\r"),
        "record_delimiter_lf": Spelling(end="\n"),
        "field_delimiter_tab": Spelling(delimiter="\t"),
        "field_delimiter_semicolon": Spelling(delimiter=";"),
        "field_delimiter_space": Spelling(delimiter=" "),
        "field_delimiter_comma_space": Spelling(delimiter=", "),
        "quotation_char": Spelling(quote="'"),
        "escape_backslash": Spelling(escape="\\"),
        "escape_none": Spelling(escape=""),
    }
    for family, spelling in ways.items():
        yield _other(full, family, text([HEADER, *rows], spelling))


def _spoilt_rows(place: int) -> Iterator[Polluted]:
    """A delimiter less, a delimiter more and a quotation mark more at each column of a row; the row with spaces."""
    rows = [HEADER, *survey()]
    full = Polluted("", "", b"", HEADER, rows[1:])
    part = "row" if place else "header"
    before, after = text(rows[:place]), text(rows[place + 1 :])

    def spoilt(kind: str, written: str, column: int = 0) -> Polluted:
        return _other(full, f"{part}_{kind}", before + written + "\r\n" + after, f"{kind}_row{place}_col{column}")

    cells = pieces(rows[place], Spelling())
    for column in range(len(HEADER)):
        left, right = ",".join(cells[:column]), ",".join(cells[column:])
        yield spoilt("more_sep", f"{left},,{right}" if column else f",{right}", column)
        if column:
            yield spoilt("less_sep", left + right, column)
        marked = _with_mark(rows[place], column)
        yield replace(spoilt("extra_quote", _marked(cells, column), column), **_expected(marked, place, rows))
    yield spoilt("field_delimiter", " ".join(cells))


def _with_mark(row: list[str], column: int) -> list[str]:
    return [f'"{cell}' if place == column else cell for place, cell in enumerate(row)]


def _marked(cells: list[str], column: int) -> str:
    """The written row with one mark more at the beginning of a cell; within its quotes where it has them."""
    return ",".join(f'"{cell}' if place == column else cell for place, cell in enumerate(cells))


def _expected(row: list[str], place: int, rows: list[list[str]]) -> dict[str, list[str] | list[list[str]]]:
    if not place:
        return {"header": row}
    return {"rows": [*rows[1:place], row, *rows[place + 1 :]]}
