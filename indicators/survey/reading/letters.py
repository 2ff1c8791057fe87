"""Which encoding makes words of bytes that are not UTF-8.

Every byte means something in every single-byte encoding, so the letters decide: ä and ö inside words are Finnish,
Š in the middle of a small-letter word is a ö of a Macintosh.
"""

import re

from charset_normalizer import from_bytes

WESTERN = ("cp1252", "iso8859-15", "mac_roman", "cp850")
"""In this order where two read the same text: windows-1252 is what Excel in Finland writes."""
SAMPLE_LINES = 400
LONGEST_SAMPLE = 60_000
FEWEST_FAR = 6
"""Bytes beyond ASCII under which nobody can tell which script they are."""
HOME = "äöåÄÖÅ"
LETTERS = "éèêëáàâãíìîïóòôõúùûüñçßæøœýÿðþšžÉÈÁÀÜÑÇÆØÓÍÚÞŠŽ"
SIGNS = "€£§°±²³µ½¼¾«»“”„‘’‚–—…•·®©™\u00a0¿¡ºª×÷´"
FOREIGN_RUN = re.compile(rb"[\x80-\xff][\x40-\x7e\x80-\xff]")
HIGH = re.compile(rb"[\x80-\xff]")
FAR = (
    *("big5", "gb18030", "shift_jis", "euc_jp", "euc_kr", "cp1251", "iso8859-5", "koi8_r", "cp866", "cp1253"),
    *("cp1255", "cp1256", "cp1250", "cp1257", "cp874"),
)
LARGER = {"big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What Windows writes under the name of a smaller standard."""


def likeliest_encoding(content: bytes) -> str:
    """The encoding of bytes that are not UTF-8, as Python names it: one of `WESTERN`, or of further scripts."""
    sample = _sample(content)
    western = _western_encoding(sample)
    if _is_home(sample.decode(western, "replace")) or not _is_dense(sample):
        return western
    return _far_encoding(sample) or western


def _sample(content: bytes) -> bytes:
    """The first lines with bytes beyond ASCII, whole: a character cut in two would rule out its encoding."""
    lines, length = [], 0
    for line in re.split(rb"[\r\n]+", content):
        if not line.isascii():
            lines.append(line)
            length += len(line)
        if len(lines) == SAMPLE_LINES or length > LONGEST_SAMPLE:
            break
    return b"\n".join(lines)


def _is_home(text: str) -> bool:
    """True where half of the characters beyond ASCII are å, ä and ö, which often follow each other in Finnish."""
    beyond = [character for character in text if ord(character) > 127]
    return 2 * sum(character in HOME for character in beyond) >= len(beyond)


def _is_dense(sample: bytes) -> bool:
    """True where bytes beyond ASCII mostly follow each other: not so in any language of Latin letters."""
    sample = b"\n".join(dict.fromkeys(sample.split(b"\n")))
    high = len(HIGH.findall(sample))
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", sample))
    return high >= FEWEST_FAR and alone < 0.5 * high


def _far_encoding(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=list(FAR), preemptive_behaviour=False).best()
    return LARGER.get(best.encoding, best.encoding) if best else ""


def _western_encoding(sample: bytes) -> str:
    return max(
        WESTERN, key=lambda encoding: (_plausibility(sample.decode(encoding, "replace")), -WESTERN.index(encoding))
    )


def _plausibility(text: str) -> int:
    return sum(
        _worth(before, character, after)
        for before, character, after in zip(" " + text, text, text[1:] + " ", strict=False)
        if ord(character) > 127
    )


def _worth(before: str, character: str, after: str) -> int:
    """How well one character fits between its neighbours."""
    if character.isupper() and (before.islower() or (before.isupper() and after.islower())):
        return -3
    if character.isalpha() and not (before.isalpha() or after.isalpha()):
        return -1
    if character in HOME:
        return 4
    if character in LETTERS:
        return 2
    if character in SIGNS:
        return -1 if before.isalpha() and after.isalpha() and character not in "’‘–´·" else 2
    return -4 if ord(character) < 0xA0 or character == "\ufffd" else -2
