"""Files of areas as readings: the attributes a table of texts, what was put right with the shapes its notes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
import shapely

from geodata.uploads.checking import CheckedLayer, read_layer
from geodata.uploads.layers import Facts, FileRefused, Finding
from indicators.survey.reading.area_kinds import is_area_file
from indicators.survey.reading.headers import column_names
from indicators.survey.reading.limits import refuse_too_many_cells
from indicators.survey.reading.outcome import Dialect, Note, Reading, Refused, Wishes, shown
from indicators.survey.reading.rows import Row

MOST_NOTES = 20
"""Of one code; the others are counted."""


def read_area_file(content: bytes, wishes: Wishes) -> Reading:
    """The attributes of the areas, one row an area, numbered as in the file; the shapes are checked and left out.

    `wishes.sheet` names the layer. Raises Refused for a file whose areas could not be drawn.
    """
    return _reading(_checked(content, wishes))


def read_areas(content: bytes, wishes: Wishes) -> tuple[Reading, pa.Array]:
    """The same, and each row's shape as WKB in EPSG:4326, null where it has none. Raises Refused."""
    checked = _checked(content, wishes)
    return _reading(checked), pa.array(shapely.to_wkb(checked.layer.shapes).tolist(), pa.binary())


def _checked(content: bytes, wishes: Wishes) -> CheckedLayer:
    kind = is_area_file(content)
    if kind is None:
        raise Refused("no_area_file")
    try:
        return read_layer(kind, content, wishes.sheet)
    except FileRefused as fault:
        raise refusal_of(fault) from None


def refusal_of(fault: FileRefused) -> Refused:
    """A refusal of the room of uploads in this room's words."""
    code, row, facts = fault.finding
    return Refused(code, row, "", **_shown(facts))


def note_of(finding: Finding) -> Note:
    """A finding of the room of uploads as a note."""
    return Note(finding.code, finding.row, facts=_shown(finding.facts))


def _shown(facts: Facts) -> dict[str, str | int]:
    return {name: shown(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}


def _reading(checked: CheckedLayer) -> Reading:
    layer = checked.layer
    refuse_too_many_cells(len(layer.rows), len(layer.columns))
    names, notes = _names(list(layer.columns))
    cells = pa.table(dict(zip(names, map(_texts, layer.columns.values()), strict=True)))
    if not names:
        raise Refused("areas_without_columns")
    return Reading(cells, pa.array(layer.rows), (*_notes(checked.findings), *notes), _dialect(checked))


def _names(found: Sequence[str]) -> tuple[list[str], list[Note]]:
    return column_names([Row(0, found)], len(found)) if found else ([], [])


def _texts(cells: Iterable[str]) -> pa.Array:
    return pa.array(cells, pa.string())


def _dialect(checked: CheckedLayer) -> Dialect:
    layer = checked.layer
    told = {"layer": shown(layer.name), "encoding": layer.encoding, "crs": f"EPSG:{checked.epsg}"}
    return {"kind": layer.kind, **{name: fact for name, fact in told.items() if fact}}


def _notes(findings: Sequence[Finding]) -> Iterator[Note]:
    """A note a finding, the first `MOST_NOTES` of each code; the number of the others in one note each."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.code] += 1
        if seen[finding.code] <= MOST_NOTES:
            yield note_of(finding)
    for code, number in seen.items():
        if number > MOST_NOTES:
            yield Note("more_of_them", facts={"count": number - MOST_NOTES, "code": code})
