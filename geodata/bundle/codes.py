"""Codes of ours where the source has none, and names put into one form."""

import re
import unicodedata

import geopandas as gpd
import pandas as pd

from geodata.errors import GeodataError

METRIC_CRS = "EPSG:3067"


def clean_name(name: str) -> str:
    """One blank between words, none at the ends, and "Espoon keskus" where the source writes "Espoon Keskus".

    After a genitive the word is a common noun; "Lohja Keskus" is a post office's name and stays.
    """
    return re.sub(r"(?<=n )Keskus$", "keskus", " ".join(name.split()))


def slug(name: str) -> str:
    """The name in small ASCII letters and hyphens: "Kanta-Leppävaara" -> "kanta-leppavaara"."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")


def with_own_codes(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add `code` and fill `name_fi`: district code, hyphen, slug of the name ("0491-kanta-leppavaara").

    The source gives its statistical and small areas no codes. An unnamed one (all of Kauniainen's) is
    numbered from west to east by its centroid in EPSG:3067 within its district: "2351-1", "Kauniainen 1".
    Raises GeodataError when two areas of a district share a name.
    """
    number = _west_to_east_number(areas)
    unnamed = areas["name_fi"].isna()
    names = areas["name_fi"].where(~unnamed, areas["district_name_fi"] + " " + number).map(clean_name)
    tails = names.map(slug).where(~unnamed, number)
    coded = areas.assign(code=areas["major_district_code"] + "-" + tails, name_fi=names, is_unnamed=unnamed)
    if repeated := sorted(coded.loc[coded["code"].duplicated(), "code"]):
        raise GeodataError(f"two areas of a district share a name: {', '.join(repeated)}")
    return coded.sort_values("code", ignore_index=True)


def _west_to_east_number(areas: gpd.GeoDataFrame) -> pd.Series:
    """Rank (text, from "1") of each unnamed area's centroid among the unnamed ones of its district."""
    easting = areas.geometry.to_crs(METRIC_CRS).centroid.x
    ranked = easting.where(areas["name_fi"].isna()).groupby(areas["major_district_code"]).rank(method="first")
    return ranked.fillna(0).astype(int).astype(str)
