"""Weights from areas: noise goes, sums are exact."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from geodata.bundle.land_shares import NOISE_SHARE, WEIGHT_DECIMALS, district_weights
from geodata.bundle.sources import containing_code
from geodata.errors import GeodataError

METRIC = "EPSG:3067"
LAND = box(0, 0, 10_000, 10_000)
DISTRICTS = gpd.GeoDataFrame(
    {"code": ["0491", "0492", "2351"], "municipality_code": ["049", "049", "235"]},
    geometry=[box(0, -5_000, 1_000, 1_000), box(1_000, -5_000, 2_000, 1_000), box(2_000, 0, 3_000, 1_000)],
    crs=METRIC,
)


def weights_of(west: float, east: float, **totals: float) -> dict[str, float]:
    """Weights of an Espoo postal area between two eastings, half of it at sea."""
    rows = {"code": ["02100"], "municipality_code": ["049"]}
    postal = gpd.GeoDataFrame(rows, geometry=[box(west, -1_000, east, 1_000)], crs=METRIC)
    weights: pd.DataFrame = district_weights(postal, DISTRICTS, LAND, totals)
    return dict(zip(weights["to_code"], weights["weight"], strict=True))


def test_a_share_just_under_the_noise_threshold_is_left_out() -> None:
    noise = NOISE_SHARE * 1_000
    assert weights_of(1_000 - noise * 0.99, 2_000 - noise * 0.99) == {"0492": 1.0}
    assert weights_of(1_000 - noise, 2_000 - noise) == pytest.approx({"0491": 0.01, "0492": 0.99})


def test_only_districts_of_the_own_municipality_count() -> None:
    assert weights_of(1_500, 2_500) == {"0492": 1.0}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 999), st.integers(1_001, 2_000), st.sampled_from([1.0, 0.704927]))
def test_weights_sum_exactly(west: int, east: int, total: float) -> None:
    weights = weights_of(west, east, **{"02100": total})
    assert round(sum(weights.values()), WEIGHT_DECIMALS + 3) == total


def test_an_area_in_two_larger_ones_is_refused() -> None:
    outer = DISTRICTS[["code", "geometry"]]
    inner = gpd.GeoDataFrame({"code": ["x"]}, geometry=[box(500, 0, 1_500, 100)], crs=METRIC)
    with pytest.raises(GeodataError, match="x"):
        containing_code(inner, outer)
    assert list(containing_code(inner.assign(geometry=[box(0, 0, 1_000, 100)]), outer)) == ["0491"]
