"""What SOTKAnet sent, as answers: on which division its municipalities stand."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd

from indicators.definition_files import Catalogue
from indicators.refresh.sotkanet_answers import Fetched, answers_of
from tests.indicators.examples import definition

TODAY = date(2026, 11, 22)


def divisions(*codes: str) -> dict[str, int]:
    """area code → boundary year of SOTKAnet's answer with these municipalities in 2020."""
    cells = pd.DataFrame({"area_code": codes, "area_level": "MUNICIPALITY", "year": 2020, "sex": "_T"})
    cells = cells.assign(value=1.0, absolute=float("nan"))
    fetched = SimpleNamespace(
        listed=SimpleNamespace(sotkanet_id=127, data_updated=TODAY, title=SimpleNamespace(fi="", any=lambda: "")),
        metadata=SimpleNamespace(data_updated=TODAY, unit_code=""),
        figures=SimpleNamespace(rows=cells, refused=()),
    )
    catalogue = Catalogue({"population": definition()})
    (answer,) = answers_of(cast(Fetched, cast(Any, fetched)), {127: ("population",)}, catalogue, TODAY)
    return dict(zip(answer.rows["area_code"], answer.rows["boundary_year"].astype(int), strict=True))


def test_its_figures_stand_on_the_division_of_the_day_they_are_asked_for() -> None:
    assert divisions("049", "507") == {"049": 2026, "507": 2026}


def test_a_municipality_that_has_merged_tells_that_they_do_not() -> None:
    assert divisions("049", "507", "588") == {"049": 2024, "507": 2024, "588": 2024}
