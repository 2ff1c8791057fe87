"""Observations as SDMX-CSV 2.0 (SDMX 3.0, section 7): structure columns, dimensions, the measure, attributes.

Periods of several years are written as SDMX's time ranges ("2023-01-01/P2Y"), statuses as CL_OBS_STATUS codes. A
value that lacks is an empty field, told apart by its status: Q suppressed, M missing.
"""

import csv
import io

import pandas as pd

from indicators.formats.house import safe_text
from indicators.model import ObservationStatus
from indicators.periods import PeriodKind, parse_period

STRUCTURE = ("dataflow", "HYTEDATA:OBSERVATIONS(1.0)", "I")
"""The kind of structure, our dataflow, and the action I (information: nothing to be changed by it)."""
STATUS_CODE = {
    ObservationStatus.OBSERVED: "A",
    ObservationStatus.PROVISIONAL: "P",
    ObservationStatus.ESTIMATED: "E",
    ObservationStatus.MODELLED: "F",
    ObservationStatus.MISSING: "M",
    ObservationStatus.SUPPRESSED: "Q",
}
COMPONENT_OF_COLUMN = {
    "INDICATOR": "indicator_id",
    "AREA_LEVEL": "area_level",
    "REF_AREA": "area_code",
    "BOUNDARY_YEAR": "boundary_year",
    "SEX": "sex",
    "AGE": "age_group",
    "POPULATION_GROUP": "population_group",
    "TIME_PERIOD": "period",
    "OBS_VALUE": "value",
    "OBS_STATUS": "status",
    "NUMERATOR": "numerator",
    "DENOMINATOR": "denominator",
    "CI_LOWER_95": "ci_lower_95",
    "CI_UPPER_95": "ci_upper_95",
    "CI_METHOD": "ci_method",
    "PUBLISHER": "publisher",
    "LICENCE": "licence",
    "DATA_DATE": "data_date",
}


def write_sdmx_csv(rows: pd.DataFrame) -> bytes:
    """The rows as UTF-8 SDMX-CSV 2.0; columns that a frame lacks are written empty."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("STRUCTURE", "STRUCTURE_ID", "ACTION", *COMPONENT_OF_COLUMN))
    columns = [_component(rows, component, name) for component, name in COMPONENT_OF_COLUMN.items()]
    writer.writerows((*STRUCTURE, *fields) for fields in zip(*columns, strict=True))
    return file.getvalue().encode("utf-8")


def sdmx_period(text: str) -> str:
    """A period of the house as SDMX's TIME_PERIOD: years, months and quarters as they are, ranges with a duration."""
    period = parse_period(text)
    if period.kind is not PeriodKind.YEARS:
        return period.text
    return f"{period.start.isoformat()}/P{period.end.year - period.start.year + 1}Y"


def _component(rows: pd.DataFrame, component: str, name: str) -> list[str]:
    if name not in rows:
        return [""] * len(rows)
    column = rows[name].astype(object).where(rows[name].notna(), None)
    if component == "TIME_PERIOD":
        known = {text: sdmx_period(text) for text in column.unique()}
        return [known[text] for text in column]
    if component == "OBS_STATUS":
        return [STATUS_CODE[ObservationStatus(status)] for status in column]
    return ["" if value is None else _field(value, component) for value in column]


def _field(value: object, component: str) -> str:
    if component == "DATA_DATE":
        return str(value)[:10]
    if isinstance(value, str):
        return safe_text(value)
    number = float(str(value))
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
