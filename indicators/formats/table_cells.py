"""Which dimension of a table is the area, which the time, and which category is meant of every other one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geodata.levels import AreaLevel
from indicators.errors import UploadError
from indicators.formats.cells import ROUGH, placed_cells
from indicators.formats.places import Place, recognise
from indicators.formats.pxweb_csv import is_period
from indicators.formats.reports import Report
from indicators.formats.tables import Dimension, Role, Table, named_dimension

LEAST_SHARE = 0.3
"""A dimension is taken for the areas when this share of its categories are areas of ours: tables mix our levels
with sub-regions and others, while ages (three digits, as municipalities have) reach a fifth by chance."""

Choices = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Layout:
    """What a person states about a table; None and "" leave it to be found out."""

    area_dimension: str = ""
    time_dimension: str = ""
    level: AreaLevel | None = None


def rough_cells(table: Table, source_id: str, choices: Choices, layout: Layout) -> pd.DataFrame:
    """Rough cells (`cells.ROUGH`) of one indicator of a table: every area and time of the chosen categories.

    Raises UploadError naming the dimension that is not there, has no such category, or needs a choice.
    """
    area, time = area_dimension(table.dimensions, layout), time_dimension(table.dimensions, layout)
    chosen = _chosen(table, choices, {area.code, time.code})
    keys = table.keys[chosen]
    places = places_of(area, layout.level)
    periods = {code: period_of_category(code, label) for code, label in time.categories.items()}
    rough = pd.DataFrame(
        {
            "row": [f"{table.row_name} {number}" for number in table.rows[chosen]],
            "source_id": source_id,
            "place": pd.Series([places[code] for code in keys[area.code]], dtype=object),
            "place_text": [_said(code, area.categories[code]) for code in keys[area.code]],
            "period": [periods[code] for code in keys[time.code]],
            "sex": "",
            "value": table.values[chosen].tolist(),
            "mark": table.marks[chosen].tolist(),
            "numerator": "",
        }
    )
    return rough[list(ROUGH)].astype(object)


def cells_of_tables(wanted: Mapping[str, tuple[Table, Choices]], layout: Layout, report: Report) -> pd.DataFrame:
    """Cells (`cells.CELLS`) of several figures: source id → the table it stands in, and its categories there."""
    parts = [
        placed_cells(rough_cells(table, source_id, choices, layout), report, table.decimal)
        for source_id, (table, choices) in wanted.items()
    ]
    return pd.concat(parts, ignore_index=True)


def area_dimension(dimensions: Sequence[Dimension], layout: Layout) -> Dimension:
    """The dimension of areas: as stated, by its role, or the one whose categories are mostly areas of ours."""
    return _dimension(
        dimensions, layout.area_dimension, Role.AREA, "areas", lambda each: _area_share(each, layout.level)
    )


def time_dimension(dimensions: Sequence[Dimension], layout: Layout) -> Dimension:
    """The dimension of time: as stated, by its role, or the one whose categories are all periods."""
    return _dimension(dimensions, layout.time_dimension, Role.TIME, "time", _period_share)


def matches(table: Table, choices: Choices) -> bool:
    """True when the table has every dimension and category that is asked for."""
    dimensions = ((table.dimension(name), code) for name, code in choices)
    return all(each is not None and each.category(code) is not None for each, code in dimensions)


def _dimension(
    dimensions: Sequence[Dimension], stated: str, role: Role, what: str, share: Callable[[Dimension], float]
) -> Dimension:
    if stated:
        return _stated(dimensions, stated)
    by_role = [each for each in dimensions if each.role is role]
    if len(by_role) == 1:
        return by_role[0]
    likely = {each.code: share(each) for each in dimensions}
    best = max(likely.values())
    found = [each for each in dimensions if likely[each.code] == best >= LEAST_SHARE]
    if len(found) != 1:
        raise UploadError(f"no dimension is clearly the {what}; state it. The table has {names_of(dimensions)}")
    return found[0]


def _stated(dimensions: Sequence[Dimension], name: str) -> Dimension:
    found = named_dimension(dimensions, name)
    if found is None:
        raise UploadError(f"the table has no dimension '{name}'; it has {names_of(dimensions)}")
    return found


def _chosen(table: Table, choices: Choices, given: set[str]) -> pd.Series:
    """True for the cells of the chosen categories; a dimension with one category needs no choice."""
    chosen = pd.Series(True, index=table.keys.index)
    for name, code in choices:
        dimension = table.dimension(name)
        category = None if dimension is None else dimension.category(code)
        if dimension is None or category is None:
            raise UploadError(f"the table has no '{name}={code}'; it has {names_of(table.dimensions)}")
        chosen &= table.keys[dimension.code] == category
        given = given | {dimension.code}
    left = [each for each in table.dimensions if each.code not in given and len(each.categories) > 1]
    if left:
        raise UploadError(f"the table holds several figures an area and period: choose a category of {names_of(left)}")
    return chosen


def names_of(dimensions: Iterable[Dimension]) -> str:
    """The dimensions with their first categories, for a message."""
    return "; ".join(
        f"{each.code} ({', '.join(list(each.categories)[:4])}{' …' if len(each.categories) > 4 else ''})"
        for each in dimensions
    )


def _area_share(dimension: Dimension, level: AreaLevel | None) -> float:
    places = places_of(dimension, level).values()
    return sum(each is not None for each in places) / len(places)


def _period_share(dimension: Dimension) -> float:
    return float(all(is_period(period_of_category(code, label)) for code, label in dimension.categories.items()))


def places_of(dimension: Dimension, level: AreaLevel | None) -> dict[str, Place | None]:
    """The area of each category: all by their codes, or all by their labels, never some by one and some by the other.

    Codes count unless they are running numbers, which a label of another area gives away: SK011 is the sub-region of
    Helsinki and labelled as the city, while 102 beside "Kannus" is no municipality's code. An area that two labels
    name is neither's.
    """
    by_code = {code: recognise(code, level) for code in dimension.categories}
    by_label = {code: recognise(label, level) for code, label in dimension.categories.items()}
    pairs = [(by_code[code], by_label[code]) for code in dimension.categories]
    torn = any(one and other and one != other for one, other in pairs)
    if not torn and sum(one is not None for one, _ in pairs) >= LEAST_SHARE * len(pairs):
        return by_code
    times = Counter(by_label.values())
    return {code: place if times[place] == 1 else None for code, place in by_label.items()}


def period_of_category(code: str, label: str) -> str:
    """Of code and label the one that is a period: PX codes months as 202405 and labels them 2024M05."""
    return next((text for text in (code.rstrip("*"), label.rstrip("*")) if is_period(text)), label)


def _said(code: str, label: str) -> str:
    return code if code == label else f"{label} ({code})"
