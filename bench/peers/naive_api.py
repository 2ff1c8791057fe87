"""The peer of the data interface: pandas reads the whole file at each request, filters, and writes JSON.

Run by uvicorn; `NAIVE_API_DATA` is a folder with observations.parquet and areas.parquet.
"""

import json
import os
from pathlib import Path

import pandas as pd
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

DATA = Path(os.environ["NAIVE_API_DATA"])
COLUMNS = {"indicator": "indicator_id", "level": "area_level", "area": "area_code", "period": "period"}
OF_AREA = ["area_level", "area_code", "boundary_year"]
KEYS = {
    "observations": ["indicator_id", *OF_AREA, "period", "sex", "age_group", "population_group"],
    "areas": OF_AREA,
}


def list_rows(request: Request) -> Response:
    """Rows that satisfy every filter, in the order of their key, from `offset` on."""
    name = request.path_params["name"]
    rows = pd.read_parquet(DATA / f"{name}.parquet")
    for parameter, column in COLUMNS.items():
        if wanted := request.query_params.getlist(parameter):
            rows = rows[rows[column].isin(wanted)]
    begin, limit = (int(request.query_params.get(each, "0")) for each in ("offset", "limit"))
    page = rows.sort_values(KEYS[name]).iloc[begin : begin + (limit or 1000)]
    told = page.to_json(orient="records", date_format="iso")
    return Response(f'{{"count": {len(page)}, "{name}": {told}}}', media_type="application/json")


def list_indicators(_: Request) -> Response:
    """Each indicator with what there is of it at each level."""
    rows = pd.read_parquet(DATA / "observations.parquet").dropna(subset="value")
    grouped = rows.groupby(["indicator_id", "area_level"], as_index=False)
    found = grouped.agg(first=("period_start", "min"), last=("period_end", "max"), observations=("value", "size"))
    told = {name: json.loads(each.to_json(orient="records")) for name, each in found.groupby("indicator_id")}
    return Response(json.dumps({"count": len(told), "indicators": told}), media_type="application/json")


def serve_health(_: Request) -> Response:
    return PlainTextResponse("ok")


app = Starlette(
    routes=[
        Route("/_stcore/health", serve_health),
        Route("/api/v1/indicators", list_indicators),
        Route("/api/v1/{name}", list_rows),
    ]
)
