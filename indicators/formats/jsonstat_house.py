"""Observations as JSON-stat 2.0, for anybody; what JSON-stat has no place for goes along in `extension`.

Dimensions are indicator (metric), area (geo), period (time) and the three groups. `status` holds the house's words
for every cell that is not simply OBSERVED. Read again, such a file gives the very rows back.
"""

import json
from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

import numpy as np
import pandas as pd

from geodata.areas import area_exists, area_name
from geodata.levels import AreaLevel
from indicators.errors import ObservationError, UploadError
from indicators.formats.house import DATES
from indicators.formats.jsonstat import OURS
from indicators.formats.tables import MOST_CELLS, Table
from indicators.model import Indicator, ObservationStatus
from indicators.observations import COLUMNS
from indicators.periods import in_order

DIMENSIONS = ("indicator", "area", "period", "sex", "age_group", "population_group")
IN_DIMENSIONS = ("indicator_id", "area_level", "area_code", "period", "sex", "age_group", "population_group")
BESIDE = tuple(name for name in COLUMNS if name not in (*IN_DIMENSIONS, "value", "status"))
"""Columns of the schema that go into `extension`, one entry a cell that is there, in the order of the cells."""
ROLES = {"metric": ["indicator"], "geo": ["area"], "time": ["period"]}
LABELS = {
    "fi": ("Indikaattori", "Alue", "Ajanjakso", "Sukupuoli", "Ikäryhmä", "Väestöryhmä"),
    "sv": ("Indikator", "Område", "Period", "Kön", "Åldersgrupp", "Befolkningsgrupp"),
    "en": ("Indicator", "Area", "Period", "Sex", "Age group", "Population group"),
}
GROUPS = {
    "fi": {"_T": "Yhteensä", "F": "Naiset", "M": "Miehet"},
    "sv": {"_T": "Totalt", "F": "Kvinnor", "M": "Män"},
    "en": {"_T": "Total", "F": "Women", "M": "Men"},
}


def write_jsonstat(rows: pd.DataFrame, catalogue: Mapping[str, Indicator], language: str = "fi") -> bytes:
    """The rows as a JSON-stat 2.0 dataset with labels in fi, sv or en.

    Raises ObservationError for no rows, and for more combinations than `tables.MOST_CELLS`.
    """
    keyed = rows.assign(area=area_ids(rows), indicator=rows["indicator_id"])
    codes = {name: _in_order(name, keyed[name].unique()) for name in DIMENSIONS}
    sizes = [len(codes[name]) for name in DIMENSIONS]
    if not 0 < prod(sizes) <= MOST_CELLS:
        raise ObservationError(
            f"{prod(sizes)} cells do not fit a JSON-stat dataset; choose fewer indicators or a level"
        )
    places = np.ravel_multi_index(
        [pd.Categorical(keyed[name], categories=codes[name]).codes for name in DIMENSIONS], sizes
    )
    ordered = keyed.assign(place=places).sort_values("place")
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": "HyteData",
        "source": "; ".join(sorted(ordered["publisher"].dropna().unique())),
        **_updated(ordered),
        "id": list(DIMENSIONS),
        "size": sizes,
        "role": ROLES,
        "dimension": {
            name: _dimension(name, label, codes[name], catalogue, language)
            for name, label in zip(DIMENSIONS, LABELS[language], strict=True)
        },
        "value": _by_place(ordered[ordered["value"].notna()], "value"),
        "status": _by_place(ordered[ordered["status"] != ObservationStatus.OBSERVED], "status"),
        "extension": {OURS: {name: _plain(ordered[name], name) for name in BESIDE if name in ordered}},
    }
    return json.dumps(dataset, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def area_ids(rows: pd.DataFrame) -> pd.Series:
    """ "MUNICIPALITY.049" for each row; with the division's year behind it where an area stands in two divisions."""
    plain = rows["area_level"] + "." + rows["area_code"]
    key = ["indicator_id", *(name for name in IN_DIMENSIONS if name != "indicator_id")]
    twice = set(plain[rows.duplicated(key, keep=False)])
    return plain.where(~plain.isin(twice), plain + "." + rows["boundary_year"].astype(int).astype(str))


def is_of_house(table: Table) -> bool:
    """True when `write_jsonstat` made the file the table was read from."""
    return OURS in table.extension and tuple(each.code for each in table.dimensions) == DIMENSIONS


def rows_of_house(table: Table) -> pd.DataFrame:
    """The rows that `write_jsonstat` was given, and `row`. Raises UploadError when its extension is damaged."""
    beside = table.extension[OURS]
    number = len(table.keys)
    whole = isinstance(beside, dict) and all(isinstance(each, list) and len(each) == number for each in beside.values())
    if not whole or not set(beside) <= set(BESIDE):
        raise UploadError(f"the member 'extension.{OURS}' does not have one entry for each of the {number} cells")
    keys = table.keys.reset_index(drop=True)
    areas = keys["area"].str.split(".", expand=True)
    columns = {
        "row": [f"cell {place}" for place in table.rows],
        "indicator_id": keys["indicator"],
        "area_level": areas[0],
        "area_code": areas[1],
        **{name: keys[name] for name in ("period", "sex", "age_group", "population_group")},
        "value": [float(text) if text else float("nan") for text in table.values],
        "status": [mark or str(ObservationStatus.OBSERVED) for mark in table.marks],
        **{name: _restored(values, name) for name, values in beside.items()},
    }
    return pd.DataFrame(columns)


def _in_order(name: str, codes: Iterable[str]) -> list[str]:
    return list(in_order(codes)) if name == "period" else sorted(codes)


def _updated(rows: pd.DataFrame) -> dict[str, str]:
    days = rows["data_date"].dropna()
    return {"updated": str(days.max())[:10]} if len(days) else {}


def _dimension(
    name: str, label: str, codes: list[str], catalogue: Mapping[str, Indicator], language: str
) -> dict[str, Any]:
    category: dict[str, Any] = {
        "index": codes,
        "label": {code: _label(name, code, catalogue, language) for code in codes},
    }
    if name == "indicator":
        known = {code: catalogue[code] for code in codes if code in catalogue}
        category["unit"] = {code: {"label": str(each.unit), "decimals": each.decimals} for code, each in known.items()}
    return {"label": label, "category": category}


def _label(name: str, code: str, catalogue: Mapping[str, Indicator], language: str) -> str:
    if name == "indicator" and code in catalogue:
        return str(getattr(catalogue[code].title, language))
    if name == "area":
        level, area_code = code.split(".")[:2]
        known = area_exists(AreaLevel(level), area_code)
        return area_name(AreaLevel(level), area_code, language) if known else area_code
    return code if name == "period" else GROUPS[language].get(code, code)


def _by_place(rows: pd.DataFrame, column: str) -> dict[str, Any]:
    return dict(zip(map(str, rows["place"].tolist()), rows[column].tolist(), strict=True))


def _plain(column: pd.Series, name: str) -> list[Any]:
    values = column.astype(object).where(column.notna(), None)
    return [value if value is None else str(value)[:10] for value in values] if name in DATES else values.tolist()


def _restored(values: list[Any], name: str) -> pd.Series:
    if name not in DATES:
        return pd.Series(values, dtype=object if any(isinstance(each, str) for each in values) else float)
    days = pd.to_datetime(pd.Series(values, dtype=object), format="%Y-%m-%d", errors="coerce")
    return days.dt.date.where(days.notna(), None)
