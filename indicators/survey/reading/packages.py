"""ZIP packages as workbooks are: opened within limits, each part held to its length and checksum."""

from collections.abc import Iterator
from zipfile import ZipInfo

from indicators.survey.reading.limits import MEBIBYTE
from indicators.survey.reading.outcome import Refused, shown
from indicators.survey.reading.zip_parts import PartFault, PartLocked, entries, promise_too_much, promised, unpacked


class Package:
    """The parts of a ZIP package, by name. Names are looked up without regard to case, as Excel does."""

    def __init__(self, content: bytes) -> None:
        """Raise Refused for a directory that is damaged, promises too much or names a part twice."""
        self._content = content
        self._parts = {_key(info.filename): info for info in _directory(content)}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    @property
    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return list(self._parts)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece. Raises Refused where it is missing, cut, longer than it says or altered."""
        info = self._parts.get(_key(name))
        if info is None:
            raise Refused("workbook_part_missing", part=shown(name))
        try:
            yield from unpacked(self._content, info)
        except PartLocked as fault:
            raise Refused("workbook_password") from fault
        except PartFault as fault:
            raise Refused("workbook_part_damaged", part=shown(name)) from fault

    def read(self, name: str) -> bytes:
        """A whole part. Raises Refused as `pieces` does."""
        return b"".join(self.pieces(name))

    def validate(self, name: str) -> None:
        """Raise Refused unless the part is whole."""
        for _ in self.pieces(name):
            pass


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _directory(content: bytes) -> list[ZipInfo]:
    """The parts that the directory of a package names."""
    try:
        infos = entries(content)
    except PartFault as fault:
        raise Refused("workbook_damaged") from fault
    if promise_too_much(infos, len(content)):
        raise Refused("workbook_bomb", parts=len(infos), megabytes=promised(infos) // MEBIBYTE)
    if len({_key(info.filename) for info in infos}) < len(infos):
        raise Refused("workbook_damaged")
    return infos
