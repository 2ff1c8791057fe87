"""Settings that an operator may change, read from the environment when asked for, never at import."""

import os
from pathlib import Path


def data_home() -> Path:
    """The folder HyteData keeps its own data in: `HYTEDATA_HOME`, by default `.hytedata`."""
    return Path(os.environ.get("HYTEDATA_HOME", ".hytedata"))


def sotkanet_url() -> str:
    """The base of SOTKAnet's REST interface: `HYTEDATA_SOTKANET_URL`."""
    return os.environ.get("HYTEDATA_SOTKANET_URL", "https://sotkanet.fi/rest/1.1/")


def pxweb_url() -> str:
    """The base of a PxWeb interface: `HYTEDATA_PXWEB_URL`, by default Statistics Finland's StatFin."""
    return os.environ.get("HYTEDATA_PXWEB_URL", "https://pxdata.stat.fi/PXWeb/api/v1/fi/StatFin/")


def wfs_url() -> str:
    """Where municipalities and postal areas come from: `HYTEDATA_WFS_URL`, by default Statistics Finland's WFS.

    An address that ends with `/collections` is an OGC API Features.
    """
    return os.environ.get("HYTEDATA_WFS_URL", "https://geo.stat.fi/geoserver/wfs")


def hsy_wfs_url() -> str:
    """Where major districts come from: `HYTEDATA_HSY_WFS_URL`, by default HSY's WFS; `/collections` as in `wfs_url`."""
    return os.environ.get("HYTEDATA_HSY_WFS_URL", "https://kartta.hsy.fi/geoserver/wfs")


def feed_url() -> str:
    """The address of a data room's feed (JSON-stat or CSV): `HYTEDATA_FEED_URL`; "" when there is none."""
    return os.environ.get("HYTEDATA_FEED_URL", "")


def city_folder() -> Path:
    """The folder of the city's own files (chosen indicators, registers): `HYTEDATA_CITY`, by default the embedded."""
    return Path(os.environ.get("HYTEDATA_CITY", Path(__file__).parent / "city"))


def packs_assets() -> bool:
    """Whether Streamlit's files are packed in the background: `HYTEDATA_PACK_ASSETS`, by default yes."""
    return os.environ.get("HYTEDATA_PACK_ASSETS", "1") != "0"
