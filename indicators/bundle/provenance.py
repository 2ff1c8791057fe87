"""Who published each dataset, under which licence, when the copy was made, and on which borders it stands."""

from dataclasses import dataclass
from datetime import date

from indicators.model import Dataset

CC_BY = "CC BY 4.0"
THL_SOTKANET = "THL, SOTKAnet"
STATISTICS_FINLAND = "Tilastokeskus"
DIAK = "Diakonia-ammattikorkeakoulu"


@dataclass(frozen=True)
class Provenance:
    """Publisher, licence, the day the stored copy dates from, and the vintage of the area division."""

    publisher: str
    licence: str
    data_date: date
    boundary_year: int


PROVENANCE = {
    Dataset.SOTKANET_1990_2012: Provenance(THL_SOTKANET, CC_BY, date(2013, 9, 8), 2013),
    Dataset.SOTKANET_127: Provenance(THL_SOTKANET, CC_BY, date(2023, 12, 31), 2024),
    Dataset.SOTKANET_2019: Provenance(THL_SOTKANET, CC_BY, date(2021, 12, 31), 2025),
    Dataset.SOTKANET_COUNTIES: Provenance(THL_SOTKANET, CC_BY, date(2026, 6, 30), 2025),
    Dataset.SOTKANET_3563: Provenance(THL_SOTKANET, CC_BY, date(2026, 6, 30), 2025),
    Dataset.NET_MIGRATION: Provenance(STATISTICS_FINLAND, CC_BY, date(2025, 12, 31), 2025),
    Dataset.PAAVO: Provenance(STATISTICS_FINLAND, CC_BY, date(2019, 1, 31), 2019),
    Dataset.POSTAL_POPULATION: Provenance(STATISTICS_FINLAND, CC_BY, date(2023, 12, 31), 2019),
    Dataset.DIAK_AREAS: Provenance(DIAK, "MIT", date(2023, 2, 24), 2025),
    Dataset.DIAK_POSTAL: Provenance(DIAK, "MIT", date(2023, 2, 24), 2019),
    Dataset.DIAK_GINI: Provenance(DIAK, "MIT", date(2023, 2, 24), 2025),
}
"""Where a file does not say its day, the last day of the year of the public copy it came from."""
