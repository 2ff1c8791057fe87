"""Text from a source made plain: markup taken out, control characters and direction marks dropped."""

import re
import unicodedata
from html.parser import HTMLParser

LONGEST_TEXT = 50_000
"""Characters of one text that are looked at: SOTKAnet's longest description has about 4,000."""
PARAGRAPH = "\n\n"
_ENDS_PARAGRAPH = {"p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_UNSEEN = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math"}
_NOT_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn"}


class _Words(HTMLParser):
    """What a reader would see of a piece of HTML, with paragraphs as empty lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden_by: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._hidden_by.append(tag)
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden_by:
            del self._hidden_by[self._hidden_by.index(tag) :]
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden_by:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in {"br", "li"}:
            self.pieces.append("\n")
        elif tag in _ENDS_PARAGRAPH:
            self.pieces.append(PARAGRAPH)


def plain_text(text: str) -> str:
    """`text` without markup: paragraphs part by an empty line, lines within them by a line break.

    Links keep their words and lose their addresses. Text that only looks like markup ("< 5 %")
    stays. Scripts and styles go with their content. Longer texts are cut at `LONGEST_TEXT`.
    """
    lines = [re.sub(r" +", " ", line).strip() for line in _words_of(without_controls(text[:LONGEST_TEXT])).split("\n")]
    return without_controls(re.sub(r"\n{3,}", PARAGRAPH, "\n".join(lines))).strip()


def _words_of(text: str) -> str:
    if "<" not in text and "&" not in text:
        return re.sub(r"\s+", " ", text)
    words = _Words()
    words.feed(text)
    words.close()
    return "".join(words.pieces)


def one_line(text: str, longest: int) -> str:
    """`text` without markup on one line, cut at `longest` characters with an ellipsis."""
    line = " ".join(plain_text(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def without_controls(text: str) -> str:
    """`text` without control characters, direction marks, lone surrogates and unassigned code points.

    Line breaks and tabs stay. These characters forge lines in a log or turn text around on screen.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in text if mark in "\n\t" or unicodedata.category(mark) not in _NOT_TEXT)
