"""From bytes to text: a byte order mark, else strict UTF-8, else the encoding in which the letters make words."""

import codecs
import re
from dataclasses import dataclass

from indicators.survey.reading.letters import likeliest_encoding
from indicators.survey.reading.outcome import Note, Refused, shown

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""In this order: the mark of UTF-32 begins with that of UTF-16."""
HEAD = 65_536
MOST_CONTROLS = 0.05
"""The share of control characters from which on bytes are no text."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1e\x7f]")
RETURNS = re.compile(r"(\r++)(\n?)")
MOJIBAKE = re.compile("Ã[¤¶¥„–…€Š]|Ã\x84|Ã\x96|Ã\x85|â€[\x93\x94\x99\x9c“”™œž¦]|Â[\xa0°§´»«]|ï¿½")
"""Letters of UTF-8 that have been read as windows-1252 and saved again."""


@dataclass(frozen=True)
class Decoded:
    """The text of a file, line ends as "\\n", the encoding it was read in, and what was noticed."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def text_of(content: bytes, hint: str = "") -> str:
    """The text alone. `hint` is the encoding that a file's form names: it comes before one that is guessed."""
    return decode(content, hint=hint).text


def decode(content: bytes, stated: str = "", hint: str = "") -> Decoded:
    """The text of a file. A byte order mark wins, then `stated`, then strict UTF-8, then what makes words.

    Raises Refused for a file that is no text, or not in the encoding that it begins with or that is stated.
    """
    encoding, notes = _encoding(content, stated, hint)
    text = _mixed(content) if encoding == "mixed" else _strict(content, encoding)
    text, nul_notes = _without_nul(_lines(text).rstrip("\x1a"))
    return Decoded(text, _plain_name(encoding), (*notes, *nul_notes, *_damage(text)))


def _encoding(content: bytes, stated: str, hint: str) -> tuple[str, tuple[Note, ...]]:
    if marked := next((encoding for mark, encoding in MARKS.items() if content.startswith(mark)), ""):
        return marked, ()
    if stated:
        return _known(stated), ()
    if b"\x00" in content[:HEAD] and (wide := _wide(content[:HEAD])):
        return wide, (Note("encoding_guessed", facts={"encoding": wide}),)
    if valid := next((each for each in ("utf-8", hint) if each and _decodes(content, each)), ""):
        return valid, ()
    if line := _broken_utf8(content):
        return "mixed", (Note("mixed_encodings", row=line),)
    guessed = likeliest_encoding(content)
    return guessed, (Note("encoding_guessed", facts={"encoding": _plain_name(guessed)}),)


def _known(stated: str) -> str:
    try:
        return codecs.lookup(stated).name
    except LookupError:
        raise Refused("unknown_encoding", encoding=shown(stated)) from None


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte is zero, and nearly all zeros stand on one side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) < len(head) / 2 * 0.6 or min(even, odd) > max(even, odd) * 0.1:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding == "cp1252":  # five bytes are unused; they are taken as Latin-1 takes them
            return "".join(map(_western, content.splitlines(keepends=True)))
        row = content.count(b"\n", 0, fault.start) + 1
        raise Refused("broken_encoding", row=row, encoding=_plain_name(encoding)) from fault


def _broken_utf8(content: bytes) -> int:
    """The first line that is not UTF-8 in a file whose other lines with letters beyond ASCII mostly are; 0 if none."""
    beyond = [(number, line) for number, line in enumerate(content.split(b"\n"), 1) if not line.isascii()]
    broken = [number for number, line in beyond if not _decodes(line, "utf-8")]
    return broken[0] if broken and len(beyond) >= 2 * len(broken) + 1 else 0


def _mixed(content: bytes) -> str:
    """UTF-8 line by line, windows-1252 where a line is not UTF-8."""
    return "".join(
        line.decode("utf-8") if _decodes(line, "utf-8") else _western(line)
        for line in content.splitlines(keepends=True)
    )


def _western(line: bytes) -> str:
    return line.decode("cp1252") if _decodes(line, "cp1252") else line.decode("latin-1")


def _lines(text: str) -> str:
    """Line ends as "\\n": some programs write CR CR LF, and old Macs CR alone."""
    return RETURNS.sub(lambda found: "\n" if found[2] else "\n" * len(found[1]), text) if "\r" in text else text


def _without_nul(text: str) -> tuple[str, tuple[Note, ...]]:
    head = text[:HEAD]
    if len(CONTROL.findall(head)) > MOST_CONTROLS * max(len(head), 1):
        raise Refused("not_text")
    if "\x00" not in text:
        return text, ()
    row = text.count("\n", 0, text.index("\x00")) + 1
    return text.replace("\x00", ""), (Note("zero_bytes", row=row, facts={"count": text.count("\x00")}),)


def _damage(text: str) -> list[Note]:
    notes = []
    if found := MOJIBAKE.search(text):
        notes.append(Note("mojibake", row=_row(text, found.start()), facts={"shown": _around(text, found.start())}))
    if (at := text.find("\ufffd")) >= 0:
        notes.append(Note("lost_characters", row=_row(text, at), facts={"shown": _around(text, at)}))
    return notes


def _row(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _around(text: str, at: int) -> str:
    return shown(text[max(at - 20, 0) : at + 20])


def _plain_name(encoding: str) -> str:
    return {"utf-8-sig": "utf-8", "cp1252": "windows-1252", "mixed": "utf-8 + windows-1252"}.get(encoding, encoding)
