"""The area index: parts that sum to the score, ranks that move with the weights, and the recipe in words."""

import numpy as np
import pytest

from pages.api.area_exports import read_areas_view
from pages.components.recipe import MIN_MAX, USUAL, stated_recipe
from pages.components.view_of_index import IndexView, offered_variables


def index_of(level: str = "major_district", language: str = "en", **stated: str) -> IndexView:
    view = read_areas_view({"lang": language, "level": level})
    return IndexView(view, stated_recipe(stated, offered_variables(view)))


def test_the_score_is_the_mean_of_three_z_scores() -> None:
    index = index_of()
    table = index.table[list(USUAL)]
    by_hand = ((table - table.mean()) / table.std(ddof=0)).mean(axis="columns")
    assert index.result.scores.to_dict() == pytest.approx(by_hand.to_dict())
    assert index.order == ["0496", "0493", "0494", "0491", "0495", "0492", "0497"]


@pytest.mark.parametrize("method", ["z_scores", "min_max"])
@pytest.mark.parametrize("level", ["major_district", "postal_area", "municipality", "municipality_country"])
def test_the_parts_of_a_row_sum_to_its_score(level: str, method: str) -> None:
    stated = {"method": method, "variables": "low_income_rate~gini_disposable_income"}
    index = index_of(level, **(stated if level == "municipality_country" else {"method": method}))
    parts = index.result.parts.loc[index.order]
    assert len(parts) >= 3
    assert parts.sum(axis="columns").to_numpy() == pytest.approx(index.result.scores[index.order].to_numpy())
    if method == MIN_MAX:
        assert index.result.scores.dropna().between(0, 100).all()


@pytest.mark.parametrize("stated", [{}, {"w_low_income_adults": "3"}, {"d_basic_education_only": "lowers"}])
def test_the_range_of_ranks_holds_the_rank(stated: dict[str, str]) -> None:
    ranges = index_of(**stated).ranges
    assert (ranges["best_rank"] <= ranges["rank"]).all()
    assert (ranges["rank"] <= ranges["worst_rank"]).all()
    assert ranges["best_rank"].min() == 1
    assert ranges["worst_rank"].max() <= 7


def test_suur_tapiola_moves_with_the_weights_and_vanha_espoo_does_not() -> None:
    ranges = index_of().ranges
    assert ranges.loc["0492"].tolist() == [6, 5, 7]
    assert ranges.loc["0496"].tolist() == [1, 1, 1]


def test_a_weight_of_three_counts_three_times() -> None:
    index = index_of(w_low_income_adults="3")
    table = index.table[list(USUAL)]
    scaled = (table - table.mean()) / table.std(ddof=0)
    by_hand = scaled @ np.array([0.6, 0.2, 0.2])
    assert index.result.scores.to_dict() == pytest.approx(by_hand.to_dict())
    lines = list(index.recipe_lines())
    assert lines[0] == "In the lowest income class, % of persons aged 18 and over (2016): raises the index, weight 60%"
    assert lines[1].endswith("(2017): raises the index, weight 20%")


def test_a_direction_turns_a_part_round() -> None:
    raises, lowers = (index_of(d_basic_education_only=way) for way in ("raises", "lowers"))
    name = "basic_education_only"
    assert lowers.result.parts[name].to_dict() == pytest.approx((-raises.result.parts[name]).to_dict())
    assert any("lowers the index" in line for line in lowers.recipe_lines())


def test_bars_stand_in_order_with_their_scores() -> None:
    index = index_of()
    bars = index.bars()
    assert [bar.code for bar in bars] == index.order
    assert [bar.text for bar in bars] == ["1.16", "0.53", "0.15", "0.10", "−0.44", "−0.71", "−0.80"]
    assert bars[0].name == "Vanha-Espoo"
    assert [bar.text for bar in index_of(language="fi").bars()][:2] == ["1,16", "0,53"]


def test_an_area_with_a_hidden_figure_is_left_out_and_named() -> None:
    index = index_of("postal_area")
    assert index.result.left_out == ("02290",)
    assert "02290" not in index.order
    assert "Left out, because a figure is missing or hidden: 02290 Puolarmetsän sairaala." in index.recipe_lines()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "ei virallinen indeksi"), ("sv", "inte ett officiellt index"), ("en", "not an official index")],
)
def test_the_recipe_says_that_it_is_no_official_index(language: str, words: str) -> None:
    assert words in list(index_of(language=language).recipe_lines())[-1]


def test_variables_are_offered_that_most_areas_have() -> None:
    view = read_areas_view({"level": "postal_area"})
    known = view.newest.dropna(subset="value").groupby("indicator_id").size()
    offered = offered_variables(view)
    assert set(USUAL) <= set(offered)
    assert (known[offered] >= 0.8 * 46).all()
    regions = read_areas_view({"level": "major_region"})
    assert not set(USUAL) & set(offered_variables(regions)), "these are known by municipality and district only"
