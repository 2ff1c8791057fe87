"""How a text file separates and quotes its cells: the way in which its rows are alike and its cells make sense.

Each way that the file allows is tried on its beginning. As van den Burg, Nazábal and Sutton (2019, “Wrangling messy
CSV files by detecting row and type patterns”) found, two things together tell the right one: how alike the rows
are, and how many cells look like something. The two measures here are our own.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from indicators.survey.reading.cell_forms import WEB, is_clean, is_missing, is_ruled, is_typed
from indicators.survey.reading.outcome import Wishes
from indicators.survey.reading.records import SPACES, Format, Record, records_of

COMMON = (",", ";", "\t", "|")
RARE = ("^", "~", "\x1f", "\x01", "\x02", "\x1e", "¦", "§", "&", "$", "#", "/", "_", ":", SPACES)
LONG = ("||", "::", ";;", "~|~", "|~|", "^^", "<>", "~~", "@@", "##", "%%", "\t\t", ", ", "|,|")
SAMPLE = 120_000
"""Characters looked at of a file's beginning."""
MOST_RECORDS = 400
LONGEST_CLEAN = 200
COMMENT_LINES = re.compile(r"^(?:#|//)[ \t].*\n?", re.MULTILINE)
ALIKE_ENOUGH = 0.6
"""The share of rows of one width under which rare delimiters are no delimiters."""
RARE_WORTH = 0.5
PROSE = 0.2
"""Records of one cell, for each of several, from which on commas before spaces are punctuation."""
FIRST = 6
"""Records among which the names of columns are looked for."""
SINGLE_VALUES = 0.8
"""The share of lines that are one number, date or time from which on they are not cut."""


def sample_of(text: str) -> str:
    """The beginning of a text, to the last whole line; without lines of comments where others are left."""
    if len(text) > SAMPLE:
        text = text[: text.rfind("\n", 0, SAMPLE)] if "\n" in text[:SAMPLE] else text[:SAMPLE]
    kept = COMMENT_LINES.sub("", text)
    return kept if kept.strip().count("\n") else text


def likeliest_format(text: str, wishes: Wishes) -> tuple[Format, int]:
    """How the text is written, and how many cells its rows have. What a person wishes is not guessed."""
    sample = sample_of(text)
    trials = [Trial(form, sample) for form in _candidates(sample, wishes)]
    best = max(trials, key=lambda trial: trial.rank)
    return best.form, best.width


def _candidates(sample: str, wishes: Wishes) -> list[Format]:
    delimiters = [wishes.delimiter] if wishes.delimiter else _delimiters(sample)
    quotes = [wishes.quote] if wishes.quote is not None else _quotes(sample)
    forms = []
    for delimiter, quote in product(delimiters, quotes):
        escapes = [wishes.escape] if wishes.escape is not None else _escapes(sample, delimiter, quote)
        forms += [Format(delimiter, quote, escape, _skips(sample, delimiter, quote)) for escape in escapes]
    return forms


def _delimiters(sample: str) -> list[str]:
    found = [each for each in (*COMMON, *RARE) if each in sample or (each == SPACES and " " in sample)]
    found = [each for each in found if not _is_doubled(each, sample)]
    return ["", *found, *(each for each in LONG if each in sample and each != ", ")]


def _is_doubled(mark: str, sample: str) -> bool:
    """True for a bar, colon or the like that only ever stands in pairs, several a line: a pair is the delimiter."""
    if mark * 2 not in LONG or mark in ",;\t" or sample.strip().partition("\n")[0].count(mark * 2) < 2:
        return False
    return sample.count(mark) == 2 * sample.count(mark * 2)


def _quotes(sample: str) -> list[str]:
    """An apostrophe quotes only where one begins a line or stands after a possible delimiter."""
    marks = ['"'] if '"' in sample else []
    if re.search(r"(?:^|[,;\t|^~ ])'", sample, re.MULTILINE):
        marks.append("'")
    return [*marks, ""] if marks else ['"']


def _escapes(sample: str, delimiter: str, quote: str) -> list[str]:
    escaped = [f"\\{each}" for each in (quote, delimiter) if each and each != SPACES]
    return ["", "\\"] if any(each in sample for each in escaped) else [""]


def _skips(sample: str, delimiter: str, quote: str) -> bool:
    """True where a space stands after each delimiter that a letter, a digit or a quotation mark follows."""
    if delimiter not in COMMON:
        return False
    if quote and re.search(f"{re.escape(delimiter)} +{re.escape(quote)}", sample):
        return True
    every, spaced = sample.count(delimiter), sample.count(f"{delimiter} ")
    return every > 0 and spaced >= 0.9 * every


@dataclass(frozen=True)
class Trial:
    """One way of reading, tried on a sample."""

    form: Format
    sample: str

    @cached_property
    def records(self) -> list[Record]:
        """The sample's first records, without drawn lines."""
        records = (record for record in records_of(self.sample, self.form) if not is_ruled(record.cells))
        return list(islice(records, MOST_RECORDS))

    @cached_property
    def widths(self) -> Counter[int]:
        """How many records have so many cells."""
        return Counter(len(each.cells) for each in self.records)

    @property
    def width(self) -> int:
        """The width of most records that have more than one cell; 1 where all others are fewer."""
        wide = Counter({width: number for width, number in self.widths.items() if width > 1})
        if not wide:
            return 1
        width, number = max(wide.items(), key=lambda item: (item[1], item[0]))
        enough = number * 2 > self.widths[1] or (self.form.delimiter in COMMON and self._stand_together)
        return width if enough else 1

    @property
    def _stand_together(self) -> bool:
        """True where the records of several cells are a table; scattered ones are sentences with commas."""
        places = [at for at, record in enumerate(self.records) if len(record.cells) > 1]
        return len(places) > 1 and places[-1] - places[0] < 1.5 * len(places)

    @property
    def alikeness(self) -> float:
        """Between 0 and 1: the share of records of the common width, less where the widths are many."""
        total = sum(self.widths.values())
        return sum((number / total) ** 2 for number in self.widths.values()) if total else 0.0

    @property
    def sense(self) -> float:
        """The share of cells that look like something."""
        cells = [cell for record in self.records for cell in record.cells]
        return sum(_looks_like(cell) for cell in cells) / len(cells) if cells else 0.0

    @property
    def rank(self) -> float:
        """The higher, the likelier."""
        if self.width == 1:
            return 0.0 if self.form.delimiter else 0.1 * self.sense - 0.05 * self._faults
        share = self.widths[self.width] / max(sum(self.widths.values()), 1)
        if self.form.delimiter not in COMMON and share < ALIKE_ENOUGH:
            return 0.0
        if (self.form.delimiter == SPACES and not self._has_columns) or self._cuts_values:
            return 0.0
        worth = (1 - 1 / self.width) * self.alikeness * self.sense - self._faults
        return worth * (1.0 if self.form.delimiter in COMMON else RARE_WORTH)

    @property
    def _has_columns(self) -> bool:
        """Words set apart by single spaces are sentences: columns have numbers, or wider gaps between them."""
        gaps = sum("  " in line.strip() for line in self.sample.splitlines()) / max(len(self.records), 1)
        typed = [sum(map(is_typed, record.cells)) / len(record.cells) for record in self.records[1:]]
        return gaps > 0.5 or (bool(typed) and sum(typed) / len(typed) >= 0.3)

    @property
    def _cuts_values(self) -> bool:
        """True where lines are sentences, or single values: times, stamps, addresses, decimal commas under one name."""
        delimiter, body = self.form.delimiter, self.records[1:] or self.records
        if delimiter in COMMON and delimiter != ",":
            return False
        if delimiter == "," and self.form.skips_space and self._is_prose:
            return True
        joined = ((" " if delimiter == SPACES else delimiter).join(record.cells) for record in body)
        lines = [line for line in joined if not is_missing(line)]
        is_whole = is_typed if delimiter == "," else _is_one_value
        if sum(map(is_whole, lines)) >= SINGLE_VALUES * len(lines):
            return delimiter != "," or not self._names_columns
        typed = any(is_typed(cell) for record in body for cell in record.cells)
        return delimiter in RARE and self.width == 2 and not typed

    @property
    def _is_prose(self) -> bool:
        """True where many records without a delimiter stand among those with one, as sentences with commas do."""
        places = [at for at, record in enumerate(self.records) if len(record.cells) > 1]
        return 1 == len(places) < len(self.records) or len(self.records) - places[0] > (1 + PROSE) * len(places)

    @property
    def _names_columns(self) -> bool:
        """True where one of the first records names as many columns, and not because of a comma in a sentence."""
        heads = (record.cells for record in self.records[:FIRST])
        return any(
            len(cells) >= self.width and not (all(map(is_typed, cells)) or any(cell.startswith(" ") for cell in cells))
            for cells in heads
        )

    @cached_property
    def _faults(self) -> float:
        """The share of records whose quoting is broken; a file in which quotation marks are left over is worse."""
        if not self.records:
            return 0.0
        broken = sum(bool(record.fault) for record in self.records)
        is_left = _has_left_quotes if self.form.delimiter else _begins_quoted
        left = sum(is_left(cell) for record in self.records for cell in record.cells)
        return broken / len(self.records) + left / max(sum(len(record.cells) for record in self.records), 1)


def _looks_like(cell: str) -> float:
    """1 for a typed cell, a little less for words, nothing for what may be several cells."""
    short = cell[:LONGEST_CLEAN].replace("\n", " ")
    if is_typed(short):
        return 1.0
    return 0.9 if is_clean(short) else 0.3


def _is_one_value(line: str) -> bool:
    return is_typed(line) or WEB.fullmatch(line) is not None


def _begins_quoted(cell: str) -> bool:
    """True for a line that begins with a quotation mark: a whole cell, or the first of several."""
    return cell.lstrip().startswith(('"', "'"))


def _has_left_quotes(cell: str) -> bool:
    """True for a cell that stands in quotation marks or apostrophes, or begins or ends with one without its pair."""
    stripped = cell.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] and stripped[0] in "\"'":
        return True
    return stripped.count('"') % 2 == 1 and (stripped[0] == '"' or stripped[-1] == '"')
