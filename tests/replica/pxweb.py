"""A PxWeb database as the replica serves it: folder list, limits, metadata, and cells in JSON-stat 2.

The table's shape is that of StatFin's 11ra in 2026 (codes of dimensions and contents as Statistics Finland has
them); figures are made from a formula. More cells than `most_cells` are refused with 403, as PxWeb does.
"""

import json
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

from tests.replica.server import Answer, Asked, json_answer

ROOT = "/PXWeb/api/v1/fi/StatFin"
TABLE = "vaerak/11ra.px"
UPDATED = "2026-03-27T06:00:00Z"
SECRET, UNKNOWN = "...", ".."


@dataclass
class Variable:
    """One dimension of a table."""

    code: str
    text: str
    values: dict[str, str]
    elimination: bool = False
    time: bool = False

    def described(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "text": self.text,
            "values": list(self.values),
            "valueTexts": list(self.values.values()),
            **({"elimination": True} if self.elimination else {}),
            **({"time": True} if self.time else {}),
        }


def key_figures() -> list[Variable]:
    """The dimensions of 11ra: areas of several levels (sub-regions too), years, contents."""
    areas = {"SSS": "KOKO MAA", "KU049": "Espoo", "KU091": "Helsinki", "MK01": "Uusimaa", "SK011": "Helsinki"}
    contents = {"vaerak-vaesto": "Väkiluku", "vaesto_keski_ika": "Keski-ikä", "vaesto_yli64_p": "Yli 64-vuotiaat, %"}
    return [
        Variable("alue_23_20260101", "Alue", areas | {"HVA03": "Länsi-Uudenmaan hyvinvointialue"}),
        Variable("timeperiod_y", "Vuosi", {str(year): str(year) for year in range(1987, 2026)}, time=True),
        Variable("contentscode", "Tiedot", contents),
    ]


@dataclass
class Pxweb:
    """The content and the route. `marks` gives cells a mark instead of a value, by their codes joined with "|"."""

    variables: list[Variable] = field(default_factory=key_figures)
    most_cells: int = 100_000
    states_limits: bool = True
    stated_cells: int = 0
    marks: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def route(self, asked: Asked) -> Answer | None:
        if not asked.path.startswith(ROOT):
            return None
        path = asked.path.removeprefix(ROOT).strip("/")
        if path == TABLE:
            return self._answer(json.loads(asked.body)) if asked.method == "POST" else self._described()
        if path == TABLE.split("/", maxsplit=1)[0]:
            return json_answer([{"id": "11ra.px", "type": "t", "text": "11ra", "updated": UPDATED}])
        if not path and self.states_limits:
            return json_answer({"maxCells": self.stated_cells or self.most_cells, "maxCalls": 30, "timeWindow": 10})
        return None

    def _described(self) -> Answer:
        described = [each.described() for each in self.variables]
        return json_answer({"title": "Tunnuslukuja väestöstä alueittain", "variables": described})

    def _answer(self, body: dict[str, Any]) -> Answer:
        chosen = {each["code"]: each["selection"]["values"] for each in body["query"]}
        used = [each for each in self.variables if each.code in chosen or not each.elimination]
        codes = [chosen.get(each.code, list(each.values)) for each in used]
        if any(code not in each.values for each, wanted in zip(used, codes, strict=True) for code in wanted):
            return Answer(b"Bad Request", 400, "text/plain")
        if prod(map(len, codes)) > self.most_cells:
            return Answer(b"Forbidden", 403, "text/html")
        return json_answer(self._dataset(used, codes))

    def _dataset(self, used: list[Variable], codes: list[list[str]]) -> dict[str, Any]:
        cells = ["|".join(cell) for cell in product(*codes)]
        return {
            "version": "2.0",
            "class": "dataset",
            "label": "Tunnuslukuja väestöstä alueittain",
            "source": "Tilastokeskus, väestörakenne",
            "updated": UPDATED,
            "note": self.notes,
            "id": [each.code for each in used],
            "size": [len(each) for each in codes],
            "role": {"time": [each.code for each in used if each.time], "metric": ["contentscode"]},
            "dimension": {
                each.code: {
                    "label": each.text,
                    "category": {
                        "index": {code: place for place, code in enumerate(wanted)},
                        "label": {code: each.values[code] for code in wanted},
                    },
                }
                for each, wanted in zip(used, codes, strict=True)
            },
            "value": [None if cell in self.marks else figure_of(cell) for cell in cells],
            "status": {str(place): self.marks[cell] for place, cell in enumerate(cells) if cell in self.marks},
            "extension": {"px": {"tableid": "11ra", "decimals": 1}},
        }


def figure_of(cell: str) -> float:
    """A figure that is the same at every request: a sum over the letters of the cell's codes."""
    return sum(place * ord(letter) for place, letter in enumerate(cell, 1)) / 10
