"""What the tests of SOTKAnet's parsers start from."""

import json
from functools import cache
from typing import Any

import pandas as pd

from indicators.sources.sotkanet_catalogue import SotkanetMetadata, parse_metadata
from indicators.sources.sotkanet_regions import parse_regions
from tests.replica.sotkanet_regions import RECORDED, all_regions


def recorded(name: str) -> Any:
    return json.loads((RECORDED / name).read_text("utf-8"))


@cache
def regions() -> pd.DataFrame:
    return parse_regions(list(all_regions()))


def metadata(sotkanet_id: int = 127, unit: str = "LKM", title: str = "Väestö 31.12.") -> SotkanetMetadata:
    answer = {
        "id": sotkanet_id,
        "title": {"fi": title},
        "range": {"start": 2019, "end": 2023},
        "primaryValueType": {"code": unit, "title": {"fi": "Yksikkö", "en": "Unit", "sv": ""}},
    }
    return parse_metadata(answer, sotkanet_id)


def row(**changes: Any) -> dict[str, Any]:
    """Espoo's population in 2023, as served; a change to None leaves the key out."""
    cells = {"indicator": 127, "region": 20, "year": 2023, "gender": "total", "value": 314024} | changes
    return {key: cell for key, cell in cells.items() if cell is not None}
