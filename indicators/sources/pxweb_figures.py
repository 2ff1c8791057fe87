"""Which cells of which tables a definition asks of PxWeb, and the observations they make."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from indicators.errors import DefinitionError, UnexpectedResponse, UploadError
from indicators.formats.composition import Provenance, observations_of
from indicators.formats.reports import Report
from indicators.formats.table_cells import (
    Layout,
    area_dimension,
    cells_of_tables,
    names_of,
    period_of_category,
    places_of,
    time_dimension,
)
from indicators.formats.table_ids import TableId, parse_table_id
from indicators.formats.tables import Table, named_dimension
from indicators.model import Dataset, Indicator, Source
from indicators.periods import parse_period
from indicators.sources.http import SourceClient
from indicators.sources.pxweb import MOST_CELLS, Selection, fetch_metadata, fetch_table
from indicators.sources.pxweb_answers import TableMetadata

FOUND_OUT = Layout()


def table_ids(source: Source) -> dict[str, TableId]:
    """The source's ids, read. Raises DefinitionError for one that is not of the form, or names no `.px` table."""
    read = {each: parse_table_id(each) for each in (*source.ids, *source.denominator_ids)}
    for name, each in read.items():
        if not each.path.endswith(".px"):
            raise DefinitionError(f"'{name}' does not name a PxWeb table: its path must end in '.px'")
    return read


def selection_of(metadata: TableMetadata, wanted: Iterable[TableId], first_year: int) -> Selection:
    """What to ask of a table: the categories that the ids name, every area of ours, every period from a year on.

    Dimensions that no id names are left to the database where it allows, and taken whole where they have a single
    category. Raises UnexpectedResponse when the table lacks what is named, has no area of ours or no such period,
    or needs a choice.
    """
    try:
        area = area_dimension(metadata.dimensions, FOUND_OUT)
        time = time_dimension(metadata.dimensions, FOUND_OUT)
    except UploadError as fault:
        raise UnexpectedResponse(f"{metadata.path}: {fault}") from fault
    places = [code for code, place in places_of(area, None).items() if place]
    periods = [code for code, label in time.categories.items() if _year(code, label) >= first_year]
    selection = {area.code: places, time.code: periods} | _named(metadata, wanted)
    for each in metadata.dimensions:
        if each.code not in selection and each.code not in metadata.optional:
            selection[each.code] = list(each.categories)
            if len(each.categories) > 1:
                raise UnexpectedResponse(f"{metadata.path}: the definition chooses no category of {names_of([each])}")
    empty = [name for name, codes in selection.items() if not codes]
    if empty:
        raise UnexpectedResponse(f"{metadata.path} has no category of '{empty[0]}' that could be asked for")
    return selection


def fetch_source_tables(
    client: SourceClient, indicator: Indicator, source: Source, most_cells: int = MOST_CELLS
) -> dict[str, Table]:
    """The tables that one `[[sources]]` needs, by their path: one request of metadata and the cells of each."""
    wanted = table_ids(source)
    tables = {}
    for path in dict.fromkeys(each.path for each in wanted.values()):
        ids = [each for each in wanted.values() if each.path == path]
        selection = selection_of(fetch_metadata(client, path), ids, indicator.first_year)
        tables[path] = fetch_table(client, path, selection, most_cells)
    return tables


def parse_observations(
    tables: dict[str, Table], indicator: Indicator, source: Source, fetched_on: date, report: Report
) -> pd.DataFrame:
    """The indicator's observations (without intervals) of the tables `fetch_source_tables` gave.

    `data_date` is the day the table was updated, where it says so, else the day it was fetched. What could not be
    taken is in the report.
    """
    wanted = {name: (tables[each.path], each.choices) for name, each in table_ids(source).items()}
    updated = max((_day(table.updated) for table in tables.values() if table.updated), default=fetched_on)
    provenance = Provenance(Dataset.PXWEB, indicator.owner, indicator.licence, updated or fetched_on)
    for table in tables.values():
        report.rules.extend(note for note in table.notes if note not in report.rules)
    try:
        cells = cells_of_tables(wanted, FOUND_OUT, report)
    except UploadError as fault:
        raise UnexpectedResponse(f"PxWeb's tables for {indicator.indicator_id}: {fault}") from fault
    return observations_of(indicator, source, cells, provenance, report)


def _named(metadata: TableMetadata, wanted: Iterable[TableId]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for name, category in (choice for each in wanted for choice in each.choices):
        dimension = named_dimension(metadata.dimensions, name)
        code = None if dimension is None else dimension.category(category)
        if dimension is None or code is None:
            raise UnexpectedResponse(
                f"{metadata.path} has no '{name}={category}'; it has {names_of(metadata.dimensions)}"
            )
        codes = named.setdefault(dimension.code, [])
        if code not in codes:
            codes.append(code)
    return named


def _year(code: str, label: str) -> int:
    return parse_period(period_of_category(code, label)).start.year


def _day(updated: str) -> date:
    return date.fromisoformat(updated[:10])
