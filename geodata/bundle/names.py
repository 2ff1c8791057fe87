"""Names and codes that no raw file holds, each with where it comes from."""

COUNTRY_CODE = "FI"
COUNTRY_NAMES = {"name_fi": "Koko maa", "name_sv": "Hela landet", "name_en": "Whole country"}

# Statistics Finland, classification "Suuralueet" (major regions, NUTS 2) and its key from regions
# (https://stat.fi/en/luokitukset/suuralue). The municipality key of 2025 has regions but not this level.
MAJOR_REGION_NAMES = {
    "1": ("Helsinki-Uusimaa", "Helsingfors-Nyland", "Helsinki-Uusimaa"),
    "2": ("Etelä-Suomi", "Södra Finland", "Southern Finland"),
    "3": ("Länsi-Suomi", "Västra Finland", "Western Finland"),
    "4": ("Pohjois- ja Itä-Suomi", "Norra och Östra Finland", "Northern and Eastern Finland"),
    "5": ("Ahvenanmaa", "Åland", "Åland"),
}
_REGIONS_OF_MAJOR_REGION = {
    "1": ("01",),
    "2": ("02", "05", "07", "08", "09"),
    "3": ("04", "06", "13", "14", "15"),
    "4": ("10", "11", "12", "16", "17", "18", "19"),
    "5": ("21",),
}
MAJOR_REGION_OF_REGION = {region: major for major, regions in _REGIONS_OF_MAJOR_REGION.items() for region in regions}

# Espoo's own Swedish names of its major districts; the HSY and HRI files hold the Finnish ones only.
DISTRICT_NAMES_SV = {
    "0491": "Stor-Alberga",
    "0492": "Stor-Hagalund",
    "0493": "Stor-Mattby",
    "0494": "Stor-Esboviken",
    "0495": "Stor-Köklax",
    "0496": "Gamla Esbo",
    "0497": "Norra Esbo",
    "2351": "Grankulla",
}

# Espoo's small areas of 2024 have codes of ten digits and, so far, no names of their own that are open.
SMALL_AREA_WORDS = {"name_fi": "Pienalue", "name_sv": "Småområde", "name_en": "Small area"}
