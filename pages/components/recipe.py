"""The recipe of an area index as the URL states it: variables, directions, weights, method."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from indicators.catalogue import load_catalogue
from indicators.model import Indicator, Polarity
from pages.components.reader import Reader
from pages.components.selection import SEPARATOR, choose, choose_many
from pages.components.words import title_of
from pages.locales.messages import mark

USUAL = ("low_income_adults", "basic_education_only", "unemployed_of_labour_force")
"""An index of disadvantage as a start: income, education, work; equal weights, to be changed by whoever reads."""
WEIGHTS = ("0.5", "1", "2", "3")
RAISES, LOWERS = "raises", "lowers"
DIRECTIONS = {RAISES: mark("raises the index"), LOWERS: mark("lowers the index")}
Z_SCORES, MIN_MAX = "z_scores", "min_max"
METHODS = {Z_SCORES: mark("standard deviations (z-scores)"), MIN_MAX: mark("0–100 between lowest and highest")}


@dataclass(frozen=True)
class Recipe:
    """How an index is made; `directions` is +1 where a higher value raises the index, −1 where it lowers it."""

    directions: Mapping[str, int]
    weights: Mapping[str, float]
    method: str = Z_SCORES

    @property
    def variables(self) -> tuple[str, ...]:
        """The chosen indicators, in the order chosen."""
        return tuple(self.directions)

    def without(self, indicator_id: str) -> "Recipe":
        """The recipe without one variable: an index must not explain itself."""
        kept = {name: way for name, way in self.directions.items() if name != indicator_id}
        return Recipe(kept, {name: self.weights[name] for name in kept}, self.method)


def written_weight(language: str) -> Callable[[str], str]:
    """A weight's code as the reader writes numbers."""
    return lambda code: code if language == "en" else code.replace(".", ",")


def usual_direction(indicator: Indicator) -> str:
    """An index of disadvantage: what is worse raises it; where neither is worse, a higher value does."""
    return LOWERS if indicator.polarity is Polarity.HIGHER_IS_BETTER else RAISES


def usual_variables(offered: Sequence[str]) -> list[str]:
    """What the index builder starts with: the usual variables that are offered, else the first three."""
    return [name for name in USUAL if name in offered] or list(offered[:3])


def stated_recipe(stated: Mapping[str, str], offered: Sequence[str], usual: Sequence[str] = USUAL) -> Recipe:
    """The recipe that an address states, or that of the `usual` variables; what it does not know is left out."""
    wanted = stated.get("variables", SEPARATOR.join(usual)).split(SEPARATOR)
    variables, catalogue = [name for name in wanted if name in offered], load_catalogue()
    ways = {each: stated.get(f"d_{each}", usual_direction(catalogue[each])) for each in variables}
    weights = {each: stated.get(f"w_{each}", "1") for each in variables}
    method = stated.get("method", Z_SCORES)
    return Recipe(
        {each: -1 if way == LOWERS else 1 for each, way in ways.items()},
        {each: float(weight) if weight in WEIGHTS else 1.0 for each, weight in weights.items()},
        method if method in METHODS else Z_SCORES,
    )


def choose_recipe(reader: Reader, offered: Sequence[str]) -> Recipe:
    """Draw the choices of a recipe: variables, then a direction and a weight each."""
    t, catalogue = reader.t, load_catalogue()
    variables = choose_many(
        t("Variables"),
        "variables",
        offered,
        usual_variables(offered),
        known=catalogue,
        format_func=lambda code: title_of(catalogue[code], reader.language),
        placeholder=t("Choose variables"),
    )
    method = choose(
        st.segmented_control,
        t("Common scale"),
        "method",
        list(METHODS),
        Z_SCORES,
        format_func=lambda code: t(METHODS[code]),
        required=True,
    )
    with st.expander(t("Directions and weights"), expanded=True):
        both = {name: _choose_part(catalogue[name], reader) for name in variables}
    directions = {name: 1 if way == RAISES else -1 for name, (way, _) in both.items()}
    return Recipe(directions, {name: weight for name, (_, weight) in both.items()}, method)


def _choose_part(indicator: Indicator, reader: Reader) -> tuple[str, float]:
    """One variable's direction and weight."""
    t, name = reader.t, indicator.indicator_id
    title = title_of(indicator, reader.language)
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with left:
        way = choose(
            st.segmented_control,
            title,
            f"d_{name}",
            list(DIRECTIONS),
            usual_direction(indicator),
            format_func=lambda code: t(DIRECTIONS[code]),
            required=True,
        )
    with right:
        label = t("Weight: {title}", title=title)
        form = written_weight(reader.language)
        weight = choose(st.select_slider, label, f"w_{name}", WEIGHTS, "1", format_func=form)
    return way, float(weight)
