"""A file, whatever its form, as observations in the house's schema, with a report of what became of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from indicators.errors import UploadError
from indicators.formats import house, house_rows, jsonstat, px, pxweb_csv, sotkanet
from indicators.formats.cells import placed_cells
from indicators.formats.composition import Provenance, observations_of
from indicators.formats.detection import Form, detect_form
from indicators.formats.figures import decimal_mark
from indicators.formats.jsonstat_house import is_of_house, rows_of_house
from indicators.formats.matching import WHOLE_FILE, Feeding, choices_of, of_sotkanet_id, of_table, the_only
from indicators.formats.plain import plain_csv
from indicators.formats.reports import Report
from indicators.formats.table_cells import Choices, Layout, cells_of_tables
from indicators.formats.tables import Table
from indicators.model import Indicator, Source
from indicators.observations import COLUMNS
from indicators.own_intervals import with_own_intervals
from indicators.survey.reading.contents import is_json

SOTKANET_READERS = {
    Form.SOTKANET_CSV: sotkanet.read_named_csv,
    Form.SOTKANET_JSON: sotkanet.read_rest_json,
    Form.SOTKANET_WEB: sotkanet.read_web_export,
}
TABLE_READERS = {
    Form.PXWEB_CSV: pxweb_csv.read_pxweb_csv,
    Form.JSONSTAT: jsonstat.read_jsonstat,
    Form.PX: px.read_px,
}
HOUSE_READERS = {Form.HOUSE_CSV: house.read_house_csv, Form.PARQUET: house.read_house_parquet}


@dataclass(frozen=True)
class Wishes:
    """What a person says of a file besides its content; everything may be left out."""

    form: Form | None = None
    indicators: tuple[str, ...] = ()
    """Only these are taken; where no definition names the file's figures, the one that the file feeds."""
    choices: tuple[tuple[str, str], ...] = ()
    """A category for each further dimension of a table, as (dimension, category)."""
    layout: Layout = field(default_factory=Layout)
    sheet: str = ""
    """The sheet of a workbook, or the file in a zip."""


@dataclass(frozen=True)
class _Task:
    """What every step of one import needs to know."""

    wanted: Mapping[str, Indicator]
    provenance: Mapping[str, Provenance]
    report: Report
    wishes: Wishes

    def checked(self, rows: pd.DataFrame) -> pd.DataFrame:
        return house_rows.checked_rows(rows, self.wanted, self.provenance, self.report)

    def observations(self, feeding: Feeding, cells: pd.DataFrame) -> pd.DataFrame:
        stated = self.provenance[feeding.indicator.indicator_id]
        return observations_of(feeding.indicator, feeding.source, cells, stated, self.report)


@dataclass(frozen=True)
class Imported:
    """Observations with intervals, of one or several indicators, and what became of the file's rows."""

    form: Form
    rows: pd.DataFrame
    report: Report


def read_observations(
    content: bytes, catalogue: Mapping[str, Indicator], provenance: Mapping[str, Provenance], wishes: Wishes
) -> Imported:
    """The file's observations. `provenance` gives each indicator's publisher, licence and day.

    Raises UploadError when the file cannot be read or does not say what its figures are.
    """
    form, content, notes = _in_known_form(content, wishes)
    task = _Task(_wanted(catalogue, wishes.indicators), provenance, Report(), wishes)
    task.report.notes.extend(notes)
    if form in HOUSE_READERS:
        rows = task.checked(HOUSE_READERS[form](content))
    elif form in SOTKANET_READERS:
        rows = _of_sotkanet(content, form, task)
    else:
        rows = _of_table(TABLE_READERS[form](content), task)
    return Imported(form, rows if rows.empty else with_own_intervals(rows, catalogue), task.report)


def _in_known_form(content: bytes, wishes: Wishes) -> tuple[Form, bytes, list[str]]:
    """The form of a file and its content; a file of another kind is read to plain CSV first, with notes."""
    if wishes.form:
        return wishes.form, content, []
    try:
        return detect_form(content), content, []
    except UploadError:
        if is_json(content):  # what is wrong with it is known best by its own readers
            raise
        plain, notes = plain_csv(content, wishes.sheet)
        return detect_form(plain), plain, notes


def _wanted(catalogue: Mapping[str, Indicator], chosen: tuple[str, ...]) -> Mapping[str, Indicator]:
    unknown = [each for each in chosen if each not in catalogue]
    if unknown:
        raise UploadError(f"no indicator is called {', '.join(unknown)}; see indicators/definitions")
    return {each: catalogue[each] for each in chosen} if chosen else catalogue


def _of_sotkanet(content: bytes, form: Form, task: _Task) -> pd.DataFrame:
    rough = SOTKANET_READERS[form](content)
    cells = placed_cells(rough, task.report, decimal_mark(rough["value"]))
    titles = rough.drop_duplicates("source_id").set_index("source_id")["title"]
    whole = bool(task.wishes.indicators) and cells["source_id"].nunique() == 1
    parts = []
    for source_id, own in cells.groupby("source_id", sort=False):
        fed = _fed(task.wanted, str(source_id), whole)
        if len(fed) == 1:
            parts.append(task.observations(fed[0], own))
            _compare_titles(fed[0].indicator, str(source_id), titles[source_id], task.report)
        else:
            task.report.set_aside(_why_not(str(source_id), fed), len(own), f"{own['row'].iloc[0]}, {titles[source_id]}")
    return _joined(parts)


def _fed(wanted: Mapping[str, Indicator], source_id: str, whole: bool) -> list[Feeding]:
    """With one indicator stated and one id in the file, the file feeds it even if the definition does not say so."""
    found = of_sotkanet_id(wanted, source_id)
    if found or not whole or not source_id or len(wanted) != 1:
        return found
    only = next(iter(wanted.values()))
    return [Feeding(only, Source(dataset=only.sources[0].dataset, ids=(source_id,)))]


def _why_not(source_id: str, fed: list[Feeding]) -> str:
    if fed:
        names = ", ".join(each.indicator.indicator_id for each in fed)
        return f"SOTKAnet's {source_id} is stated by several indicators ({names}): choose one with --indicator"
    return f"no indicator asked for has SOTKAnet's id {source_id}"


def _compare_titles(indicator: Indicator, source_id: str, title: str, report: Report) -> None:
    """SOTKAnet has given an id another meaning before: a title unlike ours is for a person to look at."""
    if title and _letters(title) != _letters(indicator.title.fi):
        report.notes.append(
            f"{source_id} is called '{title[:120]}' in the file, '{indicator.title.fi}' here "
            f"({indicator.indicator_id}): make sure that both mean the same"
        )


def _letters(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())


def _of_table(table: Table, task: _Task) -> pd.DataFrame:
    task.report.rules.extend(table.notes)
    if is_of_house(table):
        return task.checked(rows_of_house(table))
    parts = []
    for each in _feedings(table, task):
        ids = (*each.source.ids, *each.source.denominator_ids)
        wanted = {name: (table, _choices(name, task.wishes)) for name in ids}
        parts.append(task.observations(each, cells_of_tables(wanted, task.wishes.layout, task.report)))
    return _joined(parts)


def _feedings(table: Table, task: _Task) -> list[Feeding]:
    """Whom the table feeds: the definitions that name it, else the one indicator that a person states."""
    fed = [] if task.wishes.choices else of_table(task.wanted, table)
    if fed:
        return fed
    only = the_only(task.wanted.values())
    return [Feeding(only, Source(dataset=only.sources[0].dataset, ids=(WHOLE_FILE,)))]


def _choices(source_id: str, wishes: Wishes) -> Choices:
    return wishes.choices if source_id == WHOLE_FILE else choices_of(source_id)


def _joined(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    filled = [each for each in parts if not each.empty]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(COLUMNS))
