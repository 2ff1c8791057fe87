"""SOTKAnet's internal region ids, for files that name areas by nothing else.

`data/sotkanet_regions.csv` is a stored key (its README names the sources). Regions that SOTKAnet has added since
are not in it: a file that names them by id only has those rows set aside, and `refresh` asks for the live list.
"""

import csv
from functools import lru_cache
from pathlib import Path

from geodata.levels import AreaLevel
from indicators.errors import UploadError
from indicators.formats.places import Place, place_of

REGIONS = Path(__file__).parent / "data" / "sotkanet_regions.csv"
LEVEL_OF_CATEGORY = {
    "KUNTA": AreaLevel.MUNICIPALITY,
    "MAAKUNTA": AreaLevel.REGION,
    "HYVINVOINTIALUE": AreaLevel.WELLBEING_COUNTY,
    "MAA": AreaLevel.COUNTRY,
}
"""SOTKAnet's categories that are levels of ours. Hospital districts, sub-regions and others are not."""


def place_of_region(region_id: str) -> Place | None:
    """The area of a SOTKAnet region id, None for one that is unknown or of a category we have no level for."""
    return _places().get(region_id.strip())


def place_of_category(category: str, code: str) -> Place | None:
    """The area of a SOTKAnet category and code; the whole country whatever its code."""
    level = LEVEL_OF_CATEGORY.get(category.strip().upper())
    if level is None:
        return None
    return place_of(level, "FI" if level is AreaLevel.COUNTRY else code.strip())


@lru_cache(maxsize=1)
def _places() -> dict[str, Place]:
    try:
        with REGIONS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found = {row["region_id"]: place_of(AreaLevel(row["area_level"]), row["area_code"]) for row in rows}
    except (OSError, KeyError, ValueError) as fault:
        raise UploadError(f"{REGIONS.name}: cannot be read: {fault}; restore it from the release") from fault
    return {region_id: place for region_id, place in found.items() if place is not None}
