"""Lines that stand whole in quotation marks, as some programs write a CSV into the one column of another."""

import csv

from indicators.survey.reading.dialects import COMMON, sample_of

QUOTE = '"'


def wrapped_lines(text: str) -> str:
    """The text without the marks around its lines; "" unless each line stands in them and holds as many cells."""
    sample = [line for line in sample_of(text).split("\n") if line.strip()]
    if len(sample) < 2 or not all(map(_is_wrapped, sample)):
        return ""
    inner = [_within(line) for line in sample]
    if not any(_is_regular(inner, delimiter) for delimiter in COMMON):
        return ""
    return "\n".join(_within(line) if _is_wrapped(line) else line for line in text.split("\n"))


def _is_wrapped(line: str) -> bool:
    stripped = line.strip()
    if len(stripped) < 2 or not (stripped.startswith(QUOTE) and stripped.endswith(QUOTE)):
        return False
    return QUOTE not in stripped[1:-1].replace(QUOTE * 2, "")


def _within(line: str) -> str:
    return line.strip()[1:-1].replace(QUOTE * 2, QUOTE)


def _is_regular(lines: list[str], delimiter: str) -> bool:
    """True when every line has the same number of cells, more than one."""
    try:
        widths = {len(cells) for cells in csv.reader(lines, delimiter=delimiter, strict=True)}
    except csv.Error:
        return False
    return len(widths) == 1 and widths != {1}
