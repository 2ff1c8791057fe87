"""Which indicators a file feeds: by SOTKAnet's id, by the ids in definitions, or as a person says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.errors import UploadError
from indicators.formats.table_cells import Choices, matches
from indicators.formats.table_ids import TableId, parse_table_id
from indicators.formats.tables import Table, table_code
from indicators.model import LIVE_DATASETS, Dataset, Indicator, Source

TABLE_DATASETS = frozenset({Dataset.PXWEB, Dataset.FEED, Dataset.IMPORTED})
WHOLE_FILE = "file"
"""The source id of a file that one indicator is fed from as a whole."""


@dataclass(frozen=True)
class Feeding:
    """One indicator, and the source of its definition (or one made for the occasion) that the file feeds."""

    indicator: Indicator
    source: Source


def of_sotkanet_id(catalogue: Mapping[str, Indicator], source_id: str) -> list[Feeding]:
    """The indicators that a SOTKAnet id may feed: those with it in a live source, and those that state it.

    A file may be older than the id's present meaning, so one that only states it counts as well.
    """
    live = {
        each.indicator_id: Feeding(each, source)
        for each in catalogue.values()
        for source in each.sources
        if source.dataset in LIVE_DATASETS - {Dataset.PXWEB} and source_id in (*source.ids, *source.denominator_ids)
    }
    stated = {
        each.indicator_id: Feeding(each, Source(dataset=Dataset.SOTKANET, ids=(source_id,)))
        for each in catalogue.values()
        if str(each.sotkanet_id) == source_id
    }
    return list((stated | live).values())


def of_table(catalogue: Mapping[str, Indicator], table: Table) -> list[Feeding]:
    """The indicators whose definitions name figures that this table holds."""
    return [
        Feeding(each, source)
        for each in catalogue.values()
        for source in each.sources
        if source.dataset in TABLE_DATASETS and all(_holds(table, name) for name in _table_ids(source))
    ]


def choices_of(source_id: str) -> Choices:
    """The categories that an id of a table names."""
    return parse_table_id(source_id).choices


def the_only(indicators: Iterable[Indicator]) -> Indicator:
    """The one indicator a whole file can feed. Raises UploadError when several are named."""
    named = list(indicators)
    if len(named) != 1:
        raise UploadError("no definition names this file's figures: state one indicator that it feeds")
    return named[0]


def _table_ids(source: Source) -> list[TableId]:
    return [parse_table_id(each) for each in (*source.ids, *source.denominator_ids) if "?" in each or "/" in each]


def _holds(table: Table, wanted: TableId) -> bool:
    return wanted.table == table_code(table.code) and matches(table, wanted.choices)
