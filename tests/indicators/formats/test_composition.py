"""What several ids make: sums no better than their weakest part, ratios, and nothing from half the parts."""

import json
from typing import Any

import pytest

from tests.indicators.examples import share_definition
from tests.indicators.formats.recorded import imported

YOUNG, ALL = ["ages/1.px?Age=0", "ages/1.px?Age=1"], ["ages/1.px?Age=T"]
SHARE = share_definition(sources=[{"dataset": "imported", "ids": YOUNG, "denominator_ids": ALL}])


def ages(values: list[Any], status: dict[str, str] | None = None) -> bytes:
    """Espoo in 2024: residents aged 0, aged 1, and all."""
    codes = {"Area": ["049"], "Year": ["2024"], "Age": ["0", "1", "T"]}
    document = {
        "class": "dataset",
        "id": list(codes),
        "size": [1, 1, 3],
        "dimension": {name: {"category": {"index": index}} for name, index in codes.items()},
        "value": values,
        "status": status or {},
        "extension": {"px": {"tableid": "1"}},
    }
    return json.dumps(document).encode()


def test_parts_are_summed_and_divided_by_the_whole() -> None:
    row = imported(ages([3, 5, 100]), SHARE).rows.iloc[0]
    assert row[["value", "numerator", "denominator", "status"]].tolist() == [8.0, 8.0, 100.0, "OBSERVED"]
    assert row["ci_lower_95"] < 8 < row["ci_upper_95"]


@pytest.mark.parametrize(
    ("values", "status", "expected"),
    [
        ([3, 5, 100], {"0": "*"}, "PROVISIONAL"),
        ([3, 5, 100], {"0": "*", "1": "e"}, "ESTIMATED"),
        ([None, 5, 100], {"0": "..."}, "SUPPRESSED"),
        ([None, 5, 100], {"0": "..", "1": "*"}, "MISSING"),
        ([3, 5, None], {"2": "..."}, "SUPPRESSED"),
        ([3, 5, 0], {}, "MISSING"),
    ],
)
def test_a_figure_is_no_better_than_its_weakest_part(values: list[Any], status: dict[str, str], expected: str) -> None:
    row = imported(ages(values, status), SHARE).rows.iloc[0]
    assert row["status"] == expected
    assert (row["value"] == 8.0) == (expected in ("PROVISIONAL", "ESTIMATED"))
    assert row[["value", "numerator", "denominator"]].isna().all() == (expected in ("SUPPRESSED", "MISSING"))
