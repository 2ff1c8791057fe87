"""Small observations and definitions to test with; every field has an honest default."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from indicators.model import Indicator
from indicators.periods import parse_period

ROW: Mapping[str, Any] = {
    "indicator_id": "population",
    "area_level": "MUNICIPALITY",
    "area_code": "049",
    "boundary_year": 2025,
    "period": "2018",
    "period_start": date(2018, 1, 1),
    "period_end": date(2018, 12, 31),
    "sex": "_T",
    "age_group": "_T",
    "population_group": "_T",
    "value": 283632.0,
    "numerator": 283632.0,
    "denominator": float("nan"),
    "status": "OBSERVED",
    "method": "source",
    "coverage": float("nan"),
    "moved_share": float("nan"),
    "dataset": "sotkanet_127",
    "publisher": "THL, SOTKAnet",
    "licence": "CC BY 4.0",
    "data_date": date(2023, 12, 31),
}

TEXT = {"fi": "suomeksi", "sv": "på svenska", "en": "in English"}

DEFINITION: Mapping[str, Any] = {
    "indicator_id": "population",
    "theme": "background",
    "impact_level": "input",
    "kind": "count",
    "unit": "count",
    "multiplier": 1,
    "decimals": 0,
    "polarity": "neutral",
    "minimum_count": 0,
    "first_year": 1990,
    "update_rhythm": "annual",
    "owner": "Tilastokeskus",
    "licence": "CC BY 4.0",
    "homepage": "https://sotkanet.fi/",
    "title": TEXT,
    "description": TEXT,
    "aggregation": {"method": "sums"},
    "sources": [{"dataset": "sotkanet_127", "ids": ["127"]}],
}


def observations(*changes: Mapping[str, Any]) -> pd.DataFrame:
    """One row for each mapping: Espoo's population in 2018, with the mapping's fields changed."""
    return pd.DataFrame([{**ROW, **each} for each in changes])


def of_year(year: int) -> dict[str, Any]:
    """The three fields of one calendar year."""
    return {"period": str(year), "period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}


def of_period(text: str) -> dict[str, Any]:
    """The three fields of any period, by its text in the house's form."""
    period = parse_period(text)
    return {"period": period.text, "period_start": period.start, "period_end": period.end}


def hidden(**changes: Any) -> dict[str, Any]:
    """A suppressed row: no value, no counts."""
    return {"value": float("nan"), "numerator": float("nan"), "status": "SUPPRESSED", **changes}


def definition(**changes: Any) -> Indicator:
    """A valid definition with some fields changed."""
    return Indicator.model_validate({**DEFINITION, **changes})


def share_definition(**changes: Any) -> Indicator:
    """A share in percent whose counts are summed upwards."""
    return definition(**{"indicator_id": "share", "kind": "share", "unit": "percent", "multiplier": 100, **changes})


def mean_definition(**changes: Any) -> Indicator:
    """A mean that is weighted upwards."""
    mean = {
        "indicator_id": "mean",
        "kind": "mean",
        "unit": "years",
        "aggregation": {"method": "weighted_mean"},
    }
    return definition(**{**mean, **changes})
