"""The encoding of an SPSS file: what its records say, tried strictly on every text of the file.

ReadStat is asked for the bytes as they are (as ISO-8859-1, which loses none); what they mean is decided here.
"""

import codecs
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indicators.survey.reading.outcome import Note, Refused, shown
from indicators.survey.reading.spss_header import Dictionary

BYTES_AS_THEY_ARE = "ISO-8859-1"
FALLBACKS = ("utf-8", "cp1252")
CUT = "unexpected end of data"
"""What Python says of UTF-8 whose last letter is cut: SPSS cuts strings by bytes."""


@dataclass
class Letters:
    """An encoding, with notes on how it was found."""

    encoding: str
    notes: tuple[Note, ...] = ()

    def decoded(self, raw: str) -> str:
        """The text of bytes shown as ISO-8859-1; a letter cut in two is �."""
        if raw.isascii():
            return raw
        return raw.encode("latin-1").decode(self.encoding, "replace")


@dataclass
class Decoded(Letters):
    """Letters of a portable file: ReadStat has decoded them by the file's own table."""

    encoding: str = ""

    def decoded(self, raw: str) -> str:
        """The text itself."""
        return raw


def found_letters(dictionary: Dictionary, texts: Iterable[str], wished: str) -> Letters:
    """The encoding that every text of the file agrees with. Raises Refused where there is none."""
    odd = {text.encode("latin-1") for text in texts if not text.isascii()}
    said = dictionary.encoding_name or dictionary.code_page
    if wished:
        return _wished(wished, odd)
    declared = codec(said)
    if declared and declared != "utf-8" and odd and _fits(odd, "utf-8"):
        return _guessed("utf-8", said)
    if declared and (_fits(odd, declared) or (declared == "utf-8" and _fits(odd, declared, cut=True))):
        return Letters(declared)
    found = next((each for each in FALLBACKS if _fits(odd, each)), "")
    if not found:
        raise Refused("spss_encoding", encoding=shown(said) or "–")
    return _guessed(found, said) if odd else Letters(found)


def codec(name: str) -> str:
    """Python's name for an encoding that an SPSS file names, "" for one it does not know."""
    windows = re.fullmatch(r"(?:windows|ibm|dos)-?(\d+)", name.strip().lower())
    for each in (name, f"cp{windows.group(1)}" if windows else name):
        try:
            found = codecs.lookup(each.strip()).name if each.strip() else ""
        except (LookupError, ValueError):
            continue
        if found not in ("", "ascii"):
            return found
    return ""


def _wished(name: str, odd: Collection[bytes]) -> Letters:
    encoding = codec(name)
    if not encoding or not _fits(odd, encoding):
        raise Refused("spss_encoding", encoding=shown(name))
    return Letters(encoding)


def _guessed(encoding: str, said: str) -> Letters:
    return Letters(encoding, (Note("spss_encoding_guessed", facts={"said": shown(said) or "–", "encoding": encoding}),))


def _fits(texts: Collection[bytes], encoding: str, cut: bool = False) -> bool:
    return all(_decodes(text, encoding, cut) for text in texts)


def _decodes(text: bytes, encoding: str, cut: bool) -> bool:
    try:
        text.decode(encoding)
    except UnicodeDecodeError as error:
        return cut and error.reason == CUT
    except LookupError:  # a codec of Python that is none of letters, as "hex"
        return False
    return True
