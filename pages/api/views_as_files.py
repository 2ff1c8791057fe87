"""Every chart's own address with a form after it: `/map.png?…`, `/trends.csv?…`, and the same under `/export/`.

The parameters are those of the view's page; the start page, whose address is empty, is `/overview`.
"""

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.api.area_exports import export_comparison, export_index, export_profile
from pages.api.exports import MEDIA_TYPES, export_map, export_trends
from pages.api.more_exports import export_inequality, export_overview, export_similar
from pages.api.register_exports import export_gaps, export_information, export_products

VIEWS_AS_FILES = {
    "map": export_map,
    "trends": export_trends,
    "comparison": export_comparison,
    "profile": export_profile,
    "index": export_index,
    "inequality": export_inequality,
    "similar": export_similar,
    "overview": export_overview,
    "gaps": export_gaps,
    "products": export_products,
    "information": export_information,
}


class OurName(StringConvertor):
    """A name in an address that is none of Streamlit's own files."""

    regex = r"(?!favicon\.|manifest\.)[^/]+"


register_url_convertor("our_name", OurName())


def no_file(request: Request) -> Response:
    """There is no such file, and which there are; without this the page itself would answer."""
    asked, known = request.url.path[:60], ", ".join(VIEWS_AS_FILES)
    text = f"no file {asked!r}; there are {known}, each with one of: {', '.join(MEDIA_TYPES)}"
    return PlainTextResponse(text, status_code=404)


def file_routes() -> list[Route]:
    """One route a view at its own address, one under `/export/`, and an answer for what there is not."""
    own = [Route(f"/{name}.{{form}}", serve) for name, serve in VIEWS_AS_FILES.items()]
    exports = [Route(f"/export/{name}.{{form}}", serve) for name, serve in VIEWS_AS_FILES.items()]
    others = [Route(f"/{{name:our_name}}.{form}", no_file) for form in MEDIA_TYPES]
    return [*own, *exports, Route("/export/{name:path}", no_file), *others]
