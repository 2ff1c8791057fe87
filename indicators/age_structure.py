"""The residents of an area by age, as shares of all of them."""

import pandas as pd

from indicators.model import TOTAL
from indicators.slices import EVERYBODY, Group, groups, of_group

WOMEN, MEN = "F", "M"


def ages_in(observations: pd.DataFrame) -> list[str]:
    """The age groups there are, from young to old."""
    return list(dict.fromkeys(each.age_group for each in groups(observations) if each.age_group != TOTAL))


def sexes_in(observations: pd.DataFrame) -> tuple[str, ...]:
    """Women and men where the source divides ages by sex, else all together."""
    divided = {each.sex for each in groups(observations) if each.age_group != TOTAL}
    return (WOMEN, MEN) if {WOMEN, MEN} <= divided else (TOTAL,)


def age_shares(rows: pd.DataFrame, sexes: tuple[str, ...], ages: list[str]) -> dict[tuple[str, str], float]:
    """(sex, age) → percent of all residents, from one area's counts in one period.

    Empty when the total, or any one group, is unknown or hidden: the others would give it away or mislead.
    """
    total = of_group(rows, EVERYBODY)["value"].sum(min_count=1)
    counts = {(sex, age): of_group(rows, Group(sex, age))["value"].sum(min_count=1) for sex in sexes for age in ages}
    if pd.isna(total) or total <= 0 or pd.isna(list(counts.values())).any():
        return {}
    return {group: 100 * float(count) / float(total) for group, count in counts.items()}
