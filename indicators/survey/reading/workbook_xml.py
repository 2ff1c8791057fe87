"""XML parts of workbooks: well formed, without a DTD, in UTF-8; and the few elements that are looked up in them."""

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from indicators.survey.reading.outcome import Refused, shown

Attributes = dict[str, str]
UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


def well_formed(pieces: Iterable[bytes], part: str) -> Iterator[bytes]:
    """The pieces of an XML part as they come. Raises Refused at what is no XML, has a DTD or is not in UTF-8.

    Calamine looks for no end of an element: a sheet cut in the middle would be read short.
    """
    parser = guarded_parser(part)
    for piece in pieces:
        _fed(parser, piece, part)
        yield piece
    _fed(parser, b"", part, end=True)


def xml_elements(pieces: Iterable[bytes], part: str, wanted: frozenset[str]) -> list[tuple[str, Attributes]]:
    """The elements of the wanted local names, in order, with their attributes by local name."""
    found: list[tuple[str, Attributes]] = []
    parser = guarded_parser(part)

    def start(name: str, attributes: Attributes) -> None:
        local = local_name(name)
        if local in wanted:
            found.append((local, {local_name(key): value for key, value in attributes.items()}))

    parser.StartElementHandler = start
    feed(parser, pieces, part)
    return found


def local_name(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def guarded_parser(part: str) -> expat.XMLParserType:
    """A parser that raises Refused at a DTD and at another encoding than UTF-8: no entity is ever expanded."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise Refused("workbook_entities", part=shown(part))

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in UTF_8:
            raise Refused("workbook_part_damaged", part=shown(part))

    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declaration
    return parser


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes], part: str) -> None:
    """Parse a whole part. Raises Refused at what is no XML."""
    for piece in pieces:
        _fed(parser, piece, part)
    _fed(parser, b"", part, end=True)


def _fed(parser: expat.XMLParserType, piece: bytes, part: str, *, end: bool = False) -> None:
    try:
        parser.Parse(piece, end)
    except expat.ExpatError as error:
        raise Refused("workbook_part_damaged", part=shown(part)) from error
