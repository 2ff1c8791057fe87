"""SOTKAnet as the replica serves it: list, metadata, regions and figures, in the shapes of REST 1.1.

Titles of known ids are real, figures are made from a formula: the same id, area and year always have
the same number. What a test wants changed between two fetches, it changes in `indicators`.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.replica.server import Answer, Asked, json_answer
from tests.replica.sotkanet_figures import rows_of
from tests.replica.sotkanet_regions import RECORDED, all_regions, read_rows

ROOT = "/rest/1.1"
LIST, REGIONS, FIGURES = f"{ROOT}/indicators", f"{ROOT}/regions", f"{ROOT}/json"
FIRST_MADE_UP_ID = 100_001
GENDERS = ("male", "female", "total")
UNITS = {
    "PROS": ("Prosenttia", "Percent", "Procent"),
    "PER1000": ("Tuhatta asukasta kohden", "Per 1 000 inhabitants", "Per tusen invånare"),
    "PER10000": ("Kymmentä tuhatta asukasta kohden", "Per 10 000 inhabitants", "Per tio tusen invånare"),
    "PER100000": ("Sataa tuhatta asukasta kohden", "Per 100 000 inhabitants", "Per hundratusen invånare"),
    "INDEKSI": ("Indeksi", "Index", "Index"),
    "LKM": ("Lukumäärä", "Number", "Antal"),
    "EURO": ("Euroa", "Euros", "Euro"),
}
_UNIT_OF_TITLE = (
    (r"%|osuus", "PROS"),
    (r"/ 100 ?000", "PER100000"),
    (r"/ 10 ?000", "PER10000"),
    (r"/ 1 ?000", "PER1000"),
    (r"indeksi|kerroin|suhde", "INDEKSI"),
    (r"euroa", "EURO"),
)
THL = {
    "id": 2,
    "title": {
        "fi": "Terveyden ja hyvinvoinnin laitos (THL)",
        "en": "Finnish institute for Health and Welfare (THL)",
        "sv": "Institutet för hälsa och välfärd (THL)",
    },
}


@dataclass
class Served:
    """One indicator the replica knows; every field may be changed between two fetches."""

    number: int
    title: dict[str, str]
    unit: str
    updated: str = "2025-05-14"
    start: int = 2005
    end: int = 2024
    genders: Sequence[str] = ("total",)
    recorded: dict[str, Any] = field(default_factory=dict)

    def listed(self) -> dict[str, Any]:
        """As an item of `/indicators`."""
        return {
            "id": self.number,
            "title": self.title,
            "organization": self.recorded.get("organization", THL),
            "data-updated": self.updated,
            "range": {"start": self.start, "end": self.end},
        }

    def described(self) -> dict[str, Any]:
        """As `/indicators/{id}`: empty texts are empty strings, one without a gender split names no sexes."""
        empty = {"fi": "", "en": "", "sv": ""}
        fi, en, sv = UNITS.get(self.unit, (self.unit.lower(), self.unit.lower(), self.unit.lower()))
        made_up = {
            "description": {"fi": f"{self.title['fi']}.<br><br>Luku on <b>keksitty</b>.", "en": "", "sv": ""},
            **dict.fromkeys(("interpretation", "limits", "legislation", "notices"), empty),
            "decimals": 0 if self.unit in ("LKM", "EURO") else 1,
            "subjects": [],
            "sources": [],
            "groups": [],
        }
        sexes = {"sex": {"title": empty, "values": list(self.genders)}} if len(self.genders) > 1 else {}
        regions = {"region": {"title": empty, "values": ["Kunta", "Maakunta", "Maa"]}}
        return {
            **made_up,
            **self.recorded,
            **self.listed(),
            "primaryValueType": {"code": self.unit, "title": {"fi": fi, "en": en, "sv": sv}},
            "classifications": {**regions, **sexes},
        }


class Sotkanet:
    """The content and the route: `Sotkanet(3700)` knows that many indicators, the recorded ones first."""

    def __init__(self, number: int = 132) -> None:
        known = [*_recorded_indicators(), *map(_made_up, range(max(0, number - 132)))]
        self.indicators = {served.number: served for served in known[:number]}

    def route(self, asked: Asked) -> Answer | None:
        """The answer at a path below `/rest/1.1/`; None elsewhere."""
        if not asked.path.startswith(ROOT) or asked.method != "GET":
            return None
        if not asked.headers.get("user-agent"):
            return Answer(b"Forbidden", 403, "text/html")
        if asked.path == LIST:
            return json_answer([served.listed() for served in self.indicators.values()])
        if asked.path == REGIONS:
            return json_answer(all_regions())
        if asked.path == FIGURES:
            return self._figures(asked.query)
        return self._metadata(asked.path.removeprefix(f"{LIST}/"))

    def _metadata(self, number: str) -> Answer | None:
        served = self.indicators.get(int(number)) if number.isdigit() else None
        return json_answer(served.described()) if served else None

    def _figures(self, query: dict[str, list[str]]) -> Answer:
        if not all(query.get(key) for key in ("indicator", "years", "genders")):
            return Answer(b"Required parameter is not present", 400, "text/plain")
        served = self.indicators.get(int(query["indicator"][0]))
        if served is None:
            return json_answer([])
        years = [year for year in map(int, query["years"]) if served.start <= year <= served.end]
        genders = [gender for gender in query["genders"] if gender in served.genders]
        return Answer(rows_of(served.number, served.unit, years, genders))


def _recorded_indicators() -> list[Served]:
    recorded = {item["id"]: item for item in json.loads((RECORDED / "metadata_sample.json").read_text("utf-8"))}
    return [_known(row, recorded.get(int(row["indicator"]), {})) for row in read_rows("indicator_titles.csv")]


def _known(row: dict[str, str], recorded: dict[str, Any]) -> Served:
    """An indicator with its real title; one the record has no Finnish title for goes by its number."""
    fi = row["title_fi"] or f"Indikaattori {row['indicator']}"
    served = Served(
        number=int(row["indicator"]),
        title={"fi": fi, "en": row["title_en"], "sv": row["title_sv"]},
        unit=row["unit_code"] or _unit_of(fi),
        genders=GENDERS if int(row["indicator"]) % 3 == 0 else ("total",),
        recorded=recorded,
    )
    if recorded:
        served.updated = recorded["data-updated"]
        served.start, served.end = recorded["range"]["start"], recorded["range"]["end"]
        served.genders = recorded["classifications"]["sex"]["values"]
    return served


def _unit_of(title: str) -> str:
    return next((unit for pattern, unit in _UNIT_OF_TITLE if re.search(pattern, title, re.IGNORECASE)), "LKM")


def _made_up(place: int) -> Served:
    number = FIRST_MADE_UP_ID + place
    unit = list(UNITS)[place % len(UNITS)]
    title = {"fi": f"Keksitty indikaattori {place}", "en": f"Made-up indicator {place}", "sv": ""}
    return Served(number, title, unit, genders=GENDERS if place % 3 == 0 else ("total",))
