"""`/export/gaps.…`, `/export/products.…` and `/export/information.…`: blind spots and the registers as files."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response

from indicators.city.access import Access
from indicators.city.information import load_information
from indicators.city.products import User, load_products
from indicators.clock import today
from indicators.facets import ALL, NONE
from indicators.model import Definition
from pages.api.choices import one_of, read_reader
from pages.api.exports import Draw, answer
from pages.components.register_parts import chosen_information, chosen_products
from pages.components.view_of_gaps import DEFAULT_YEARS, YEARS, blind_spots, gaps_table
from pages.documents.tables import as_csv, as_workbook

Forms = tuple[str, Mapping[str, Draw]]
LIST_MARK = "; "
"""What parts the values of one cell."""


def export_gaps(request: Request) -> Response:
    """Every theme, area level and kind of group with its number of indicators; empty ones in words."""
    return answer(request, "gaps", _gaps_forms)


def export_products(request: Request) -> Response:
    """The register of information products and tools."""
    return answer(request, "products", _products_forms)


def export_information(request: Request) -> Response:
    """The register of the city's own information that is not in the store."""
    return answer(request, "information", _information_forms)


def _gaps_forms(stated: Mapping[str, str]) -> Forms:
    reader = read_reader(stated)
    years = YEARS[one_of("years", stated.get("years", DEFAULT_YEARS), YEARS)]
    table = gaps_table(blind_spots(reader.home, years, today()), reader)
    return reader.home, {
        "csv": lambda: as_csv(table),
        "xlsx": lambda: as_workbook(table, [], reader),
        "json": lambda: _as_records(table),
    }


def _products_forms(stated: Mapping[str, str]) -> Forms:
    user = one_of("used_by", stated.get("used_by", ALL), (ALL, *map(str, User)))
    return _register_forms(chosen_products(load_products(), user, _access(stated)), stated)


def _information_forms(stated: Mapping[str, str]) -> Forms:
    return _register_forms(chosen_information(load_information(), _access(stated)), stated)


def _access(stated: Mapping[str, str]) -> str:
    return one_of("access", stated.get("access", ALL), (ALL, NONE, *map(str, Access)))


def _register_forms(entries: Sequence[Definition], stated: Mapping[str, str]) -> Forms:
    reader = read_reader(stated)
    table = pd.DataFrame([_flat(each.model_dump(mode="json"), reader.language) for each in entries])
    return reader.language, {
        "csv": lambda: as_csv(table),
        "xlsx": lambda: as_workbook(table, [], reader),
        "json": lambda: _as_records(table),
    }


def _flat(entry: Mapping[str, Any], language: str) -> dict[str, str]:
    """One row: texts in the reader's language, several values in one cell."""
    return {name: _written(value, language) for name, value in entry.items()}


def _written(value: Any, language: str) -> str:
    if isinstance(value, Mapping):
        return str(value[language])
    if isinstance(value, list):
        return LIST_MARK.join(_written(each, language) for each in value)
    return "" if value is None else str(value)


def _as_records(table: pd.DataFrame) -> bytes:
    """A list of objects, UTF-8; null for what is missing."""
    return json.dumps(json.loads(table.to_json(orient="records")), ensure_ascii=False, indent=1).encode()
