"""The levels of place an observation can belong to, from the country down to a postal-code area."""

from enum import StrEnum


class AreaLevel(StrEnum):
    """One level of place. The order of the members is from large to small.

    MAJOR_REGION is Statistics Finland's *suuralue* (SOTKAnet's category SUURALUE, NUTS 2);
    MAJOR_DISTRICT is a city's *suuralue* (Espoo has seven). The two share only a Finnish name.
    """

    COUNTRY = "COUNTRY"
    MAJOR_REGION = "MAJOR_REGION"
    REGION = "REGION"
    WELLBEING_COUNTY = "WELLBEING_COUNTY"
    MUNICIPALITY = "MUNICIPALITY"
    MAJOR_DISTRICT = "MAJOR_DISTRICT"
    STATISTICAL_AREA = "STATISTICAL_AREA"
    SMALL_AREA = "SMALL_AREA"
    POSTAL_AREA = "POSTAL_AREA"

    @property
    def is_below_municipality(self) -> bool:
        """True for districts, statistical areas, small areas and postal areas."""
        return self in BELOW_MUNICIPALITY


LEVELS = tuple(AreaLevel)
BELOW_MUNICIPALITY = frozenset(LEVELS[LEVELS.index(AreaLevel.MAJOR_DISTRICT) :])
