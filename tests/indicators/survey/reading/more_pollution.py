"""The survey of `pollution` spoilt in the ways that the benchmark's paper names and its files leave out."""

from collections.abc import Iterator
from dataclasses import replace

from tests.indicators.survey.reading.pollution import HEADER, Polluted, Spelling, line, survey, text

SPELLINGS = {
    "delimiter_pipe": Spelling(delimiter="|"),
    "delimiter_caret": Spelling(delimiter="^"),
    "delimiter_two_tabs": Spelling(delimiter="\t\t"),
    "delimiter_two_pipes": Spelling(delimiter="||"),
    "delimiter_semicolon_space": Spelling(delimiter="; "),
    "semicolon_lf": Spelling(delimiter=";", end="\n"),
    "semicolon_cr": Spelling(delimiter=";", end="\r"),
    "tab_cr": Spelling(delimiter="\t", end="\r"),
    "semicolon_quote_apostrophe": Spelling(delimiter=";", quote="'"),
    "semicolon_backslash": Spelling(delimiter=";", escape="\\"),
    "ends_crcrlf": Spelling(end="\r\r\n"),
}
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso8859-15", "mac-roman")
SPOILT = (1, 2, 50, 83)
"""Places of the rows that are spoilt alone: the first ones, one within, the last."""


def more_polluted() -> Iterator[Polluted]:
    """Each file beside the table that a person sees in it."""
    rows = survey()
    full = Polluted("", "", b"", HEADER, rows)
    for name, spelling in SPELLINGS.items():
        yield _other(full, name, text([HEADER, *rows], spelling))
    for encoding in ENCODINGS:
        yield replace(full, name=f"encoding_{encoding}", content=text([HEADER, *rows]).encode(encoding))
    yield from _around(full)
    yield from _columns(full)
    for place in SPOILT:
        yield from _one_row(full, place)


def _other(full: Polluted, name: str, content: str) -> Polluted:
    return replace(full, name=name, content=content.encode())


def _around(full: Polluted) -> Iterator[Polluted]:
    """Lines above and below the table, with and without delimiters, with and without an empty line."""
    whole = text([HEADER, *full.rows])
    commas = "," * (len(HEADER) - 1)
    above, below = "Asukaskysely 2026", "Lähde: kaupungin kysely"
    for name, filled in {"delimited": commas, "bare": ""}.items():
        for gap, empty in {"": "", "_gap": f"{filled}\r\n"}.items():
            yield _other(full, f"preamble_3_{name}{gap}", f"{above}{filled}\r\n" * 3 + empty + whole)
            yield _other(full, f"footnote_3_{name}{gap}", whole + empty + f"{below}{filled}\r\n" * 3)
    yield _other(full, "triple_newline", whole + "\r\n\r\n")
    yield _other(full, "empty_first_line", "\r\n" + whole)
    yield _other(full, "ends_with_ctrl_z", whole + "\x1a")
    half = text([HEADER, *full.rows[:40]])
    yield _other(full, "mixed_ends", half.replace("\r\n", "\n") + text(full.rows[40:]))
    yield _other(
        full,
        "mixed_three_ends",
        half.replace("\r\n", "\r") + text(full.rows[40:60], Spelling(end="\n")) + text(full.rows[60:]),
    )


def _columns(full: Polluted) -> Iterator[Polluted]:
    """One column; many; names that are missing, twice there, or very long; delimiters at the end of every row."""
    whole = text([HEADER, *full.rows])
    places = [str(row[3]) for row in full.rows]
    yield Polluted("one_column", "", "\r\n".join(["Tunnus", *places]).encode(), ["Tunnus"], [[each] for each in places])
    wide = [f"K{number}" for number in range(1, 1025)]
    figures = [[str((row * column) % 7) for column in range(1, 1025)] for row in range(1, 9)]
    yield Polluted("many_columns", "", text([wide, *figures]).encode(), wide, figures)
    yield _other(full, "trailing_delimiter_everywhere", whole.replace("\r\n", ",\r\n"))
    yield _other(full, "trailing_delimiter_in_rows", line(HEADER) + text(full.rows).replace("\r\n", ",\r\n"))
    for name, header in {
        "empty_name": ["", *HEADER[1:]],
        "same_name_twice": [*HEADER[:3], "Kello", *HEADER[4:]],
        "long_name": [*HEADER[:3], "Kysymys " * 4000 + "?", *HEADER[4:]],
        "odd_name": [*HEADER[:3], "K/%R", *HEADER[4:]],
    }.items():
        yield replace(_other(full, name, text([header, *full.rows])), header=header)


def _one_row(full: Polluted, place: int) -> Iterator[Polluted]:
    """One row with other ends, delimiters, quotation marks or escapes; cut short, too long, or empty."""
    before, row, after = full.rows[: place - 1], full.rows[place - 1], full.rows[place:]

    def spoilt(name: str, written: str) -> Polluted:
        return _other(full, f"{name}_row{place}", text([HEADER, *before]) + written + text(after))

    yield spoilt("ends_lf", line(row, Spelling(end="\n")))
    yield spoilt("ends_cr", line(row, Spelling(end="\r")))
    yield spoilt("semicolons", line(row, Spelling(delimiter=";")))
    yield spoilt("apostrophes", line(row, Spelling(quote="'")))
    yield spoilt("backslashes", line(row, Spelling(escape="\\")))
    yield spoilt("trailing_delimiters", line([*row, "", ""]))
    yield spoilt("empty_before", "\r\n" + line(row))
    yield spoilt("delimiters_before", "," * 8 + "\r\n" + line(row))
    short = [*row[:5], "", "", "", ""]
    yield replace(spoilt("cut_short", line(row[:5])), rows=[*before, short, *after])
    yield spoilt("too_long", line([*row, *["lisä"] * 6]))
