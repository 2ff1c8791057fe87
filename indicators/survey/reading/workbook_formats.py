"""Number formats of an xlsx workbook that change what a person sees of a number."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.survey.reading.workbook_xml import Attributes, xml_elements

PURE_ZEROS = re.compile(r"0{2,20}")
PERCENT_BUILT_IN = frozenset({"9", "10"})


@dataclass(frozen=True)
class ShownFormats:
    """Cell styles, by their number as the cells have it."""

    zeros: Mapping[bytes, int]
    """Styles that fill whole numbers with zeros, and to how many digits."""
    percent: frozenset[bytes]


def shown_formats(pieces: Iterable[bytes], part: str) -> ShownFormats:
    """The formats of a styles part that are looked for."""
    elements = xml_elements(pieces, part, frozenset({"numFmt", "cellXfs", "cellStyleXfs", "dxfs", "xf"}))
    codes = {found.get("numFmtId", ""): found.get("formatCode", "") for name, found in elements if name == "numFmt"}
    styles = [_code(each, codes) for each in _cell_styles(elements)]
    return ShownFormats(
        {str(place).encode(): len(code) for place, code in enumerate(styles) if PURE_ZEROS.fullmatch(code)},
        frozenset(str(place).encode() for place, code in enumerate(styles) if "%" in code),
    )


def _cell_styles(elements: list[tuple[str, Attributes]]) -> list[Attributes]:
    """The `xf` elements of `cellXfs`; those of named styles stand in `cellStyleXfs`."""
    styles: list[Attributes] = []
    within = ""
    for name, attributes in elements:
        if name != "xf":
            within = name
        elif within == "cellXfs":
            styles.append(attributes)
    return styles


def _code(style: Attributes, codes: Mapping[str, str]) -> str:
    number = style.get("numFmtId", "")
    return "0%" if number in PERCENT_BUILT_IN else codes.get(number, "")
