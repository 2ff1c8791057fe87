"""Figures into the store from a file, and out of it: what `import` and `export` do, without their command line."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa

from geodata.levels import AreaLevel
from indicators.current_division import settled
from indicators.division_words import notes_on, refusals_of
from indicators.errors import UploadError
from indicators.formats.composition import Provenance
from indicators.formats.house import write_csv, write_parquet
from indicators.formats.imports import Imported, Wishes, read_observations
from indicators.formats.jsonstat_house import write_jsonstat
from indicators.formats.sdmx_csv import write_sdmx_csv
from indicators.model import Dataset, Indicator
from indicators.observations import observations_table
from indicators.refresh.composing import composed
from indicators.refresh.taking import POPULATION, bases_of
from indicators.store import ObservationStore
from indicators.survey.reading.given_files import given_file
from indicators.survey.reading.limits import MOST_BYTES

RULES_KEPT = 2_000
"""Characters of the source's own rules that go with the commit, where `history` shows them."""


class ExportForm(StrEnum):
    """The forms that `export` writes."""

    CSV = "csv"
    PARQUET = "parquet"
    JSONSTAT = "jsonstat"
    SDMX_CSV = "sdmx-csv"


@dataclass(frozen=True)
class Stated:
    """What a person states about the figures of a file; None leaves it to each indicator's definition."""

    data_date: date
    dataset: Dataset = Dataset.IMPORTED
    publisher: str | None = None
    licence: str | None = None
    boundary_year: int | None = None

    def provenance(self, indicator: Indicator) -> Provenance:
        """Of one indicator's rows: the owner and licence of its definition where nothing is stated."""
        publisher, licence = self.publisher or indicator.owner, self.licence or indicator.licence
        return Provenance(self.dataset, publisher, licence, self.data_date, self.boundary_year)


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises UploadError naming it when it is absent, empty, no plain file or too large."""
    content = given_file(path)
    if not content:
        raise UploadError(f"{path.name}: 0 bytes; files of 1 to {MOST_BYTES} bytes are read")
    return content


def read_import(path: Path, catalogue: Mapping[str, Indicator], stated: Stated, wishes: Wishes) -> Imported:
    """A file's observations and report. Raises UploadError naming the file."""
    provenance = {each.indicator_id: stated.provenance(each) for each in catalogue.values()}
    try:
        return read_observations(read_file(path), catalogue, provenance, wishes)
    except UploadError as fault:
        named = str(fault).startswith(path.name)
        raise fault if named else UploadError(f"{path.name}: {fault}") from fault


def in_current_division(store: ObservationStore, imported: Imported, catalogue: Mapping[str, Indicator]) -> Imported:
    """The import with municipalities that have merged put together; its report gains what became of each row."""
    weights = cache(lambda: bases_of(store.read_indicators([POPULATION])).weights)
    parts = [imported.rows.iloc[:0]]
    for name, rows in imported.rows.groupby("indicator_id", sort=False):
        known = store.read_indicators([str(name)])
        brought = settled(rows, known, catalogue[str(name)], weights)
        imported.report.notes += notes_on(brought, catalogue[str(name)])
        for rule, count, first in refusals_of(brought):
            imported.report.set_aside(rule, count, first)
        parts.append(brought.rows)
    filled = [each for each in parts if len(each)] or parts[:1]
    return replace(imported, rows=pd.concat(filled, ignore_index=True))


def store_import(store: ObservationStore, imported: Imported, catalogue: Mapping[str, Indicator], path: Path) -> int:
    """Put the rows beside what the store has of their indicators, in one commit; returns the version.

    A stored row stays unless the file has one of the same key, whatever its division. Sums of larger areas are
    made again as `refresh` makes them (`composing.composed`), and never replace what a source gives. The commit
    tells the file's name, its SHA-256, and the source's own rules.
    """
    bases = bases_of(store.read_indicators([POPULATION]))
    parts = [
        composed(rows.reset_index(drop=True), store.read_indicators([str(name)]), catalogue[str(name)], bases)
        for name, rows in imported.rows.groupby("indicator_id", sort=False)
    ]
    metadata = {
        "command": "import",
        "file": path.name,
        "sha256": hashlib.sha256(read_file(path)).hexdigest(),
        "rules": "; ".join(imported.report.rules)[:RULES_KEPT],
    }
    return store.replace_indicators(pa.concat_tables([observations_table(each) for each in parts]), metadata)


def exported(
    store: ObservationStore,
    catalogue: Mapping[str, Indicator],
    form: ExportForm,
    ids: list[str],
    level: AreaLevel | None,
) -> bytes:
    """The store's rows of some indicators (all when none is named) and one level, in a form.

    Raises UploadError for an indicator that is not in the catalogue, or when nothing is left.
    """
    unknown = [each for each in ids if each not in catalogue]
    if unknown:
        raise UploadError(f"no indicator is called {', '.join(unknown)}")
    rows = store.read(
        "(? OR list_contains(?, indicator_id)) AND (? OR area_level = ?)",
        (not ids, ids or [""], level is None, str(level)),
    )
    if rows.empty:
        raise UploadError("the store has no such observations; nothing is written")
    writers: dict[ExportForm, Callable[[], bytes]] = {
        ExportForm.CSV: lambda: write_csv(rows),
        ExportForm.PARQUET: lambda: write_parquet(rows),
        ExportForm.JSONSTAT: lambda: write_jsonstat(rows, catalogue),
        ExportForm.SDMX_CSV: lambda: write_sdmx_csv(rows),
    }
    return writers[form]()
