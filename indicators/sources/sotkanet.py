"""SOTKAnet's REST interface 1.1: what is sent. What comes back is read by the `sotkanet_…` files beside.

The interface refuses requests without a User-Agent (403), and figures without years and genders (400).
It states no limit of requests and is meant for occasional use: four at once, and only what has changed.
"""

from collections.abc import Iterable
from typing import Any

from indicators.settings import sotkanet_url
from indicators.sources.http import Params, SourceClient
from indicators.sources.sotkanet_rows import PLAIN

NAME = "SOTKAnet"
GENDERS = ("male", "female", "total")


def sotkanet_client() -> SourceClient:
    """A client of the SOTKAnet that the settings name; close it, or use it in a `with`."""
    return SourceClient(sotkanet_url(), NAME)


def fetch_list(client: SourceClient) -> Any:
    """The whole list, about 3,700 indicators and 2.5 MB, for `parse_list`."""
    return client.get_json("indicators")


def fetch_metadata(client: SourceClient, sotkanet_id: int) -> Any:
    """One indicator's description, for `parse_metadata`; UnexpectedResponse (404) when there is none."""
    return client.get_json(f"indicators/{sotkanet_id}")


def fetch_regions(client: SourceClient) -> Any:
    """Every region of every category, for `parse_regions`."""
    return client.get_json("regions")


def fetch_figures(client: SourceClient, sotkanet_id: int, years: Iterable[int], genders: Iterable[str]) -> Any:
    """One indicator's rows of all regions in these years and genders, for `parse_figures`.

    About 470 rows and 35 kB a year and gender. A list without rows is an answer too.
    """
    asked: Params = {"indicator": sotkanet_id, "years": tuple(years), "genders": tuple(genders)}
    return client.get_rows("json", asked, PLAIN)
