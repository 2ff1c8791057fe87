"""The data interface as one application, mounted at `/api/v1` beside the pages.

Whatever is served here is open data: anybody's script may read it from any site (CORS), nothing can
be written, no cookie is read.
"""

from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import RedirectResponse

from pages.api.v1.areas import areas
from pages.api.v1.indicators import indicators
from pages.api.v1.observations import observations
from pages.api.v1.parameters import refuse_unclear_query
from pages.api.v1.problems import Problem, answer_problems

DESCRIPTION = (
    "Wellbeing indicators of Finnish areas: what they are, where they are of, and the published figures with their "
    "intervals, status, publisher and licence. Every figure is open data or a protected release; nothing else is here."
)
READ_BY_SCRIPTS = ["ETag", "Link", "HyteData-Version"]
REFERENCE = "#/components/schemas/{model}"


class DataApi(FastAPI):
    """FastAPI whose document also has the shape of problems, which it knows only as another media type's."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        told = super().openapi()
        _, shapes = models_json_schema([(Problem, "serialization")], ref_template=REFERENCE)
        told["components"]["schemas"].update(shapes["$defs"])
        return told


def build_api() -> FastAPI:
    """The application behind `/api/v1`; its document is at `openapi.json`. No page of it needs another server."""
    api = DataApi(
        title="HyteData",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(refuse_unclear_query)],
        generate_unique_id_function=lambda route: route.name,
    )
    for router in (indicators, areas, observations):
        api.include_router(router)
        _answer_head(api, router)
    api.add_api_route("/", list_addresses, include_in_schema=False)
    answer_problems(api)
    api.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match"],
        expose_headers=READ_BY_SCRIPTS,
    )
    return api


def list_addresses(request: Request) -> dict[str, str]:
    """What there is here: name and address, from the server's root."""
    base = request.url.path
    return {name: f"{base}{name}" for name in ("indicators", "areas", "observations", "openapi.json")}


def to_api(request: Request) -> RedirectResponse:
    """`/api/v1` is `/api/v1/`; without this the page itself would answer."""
    return RedirectResponse(f"{request.url.path}/")


def _answer_head(api: FastAPI, router: APIRouter) -> None:
    """FastAPI answers GET only: HEAD has the same headers, and the server leaves the body out."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            api.add_api_route(route.path, route.endpoint, methods=["HEAD"], include_in_schema=False)
