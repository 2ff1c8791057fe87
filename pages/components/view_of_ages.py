"""The ages of an area's residents as shares of all of them, beside those of a larger area."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geodata.levels import AreaLevel
from indicators.age_structure import age_shares, ages_in, sexes_in
from indicators.model import TOTAL
from indicators.slices import of_areas, of_period
from pages.charts.pyramid import AgeBar
from pages.components.numbers import format_number
from pages.components.period_words import format_period
from pages.components.reader import Reader

RESIDENTS = "population_with_address"
"""The indicator whose counts tell ages."""


@dataclass(frozen=True)
class AgesView:
    """Residents by age of an area (level and code) in its newest period with ages."""

    reader: Reader
    observations: pd.DataFrame
    area: tuple[AreaLevel, str]
    benchmark: tuple[AreaLevel, str] | None

    @cached_property
    def period(self) -> str:
        """The newest period in which every age of the area is known; "" without one."""
        own = of_areas(self.observations, self.area[0], [self.area[1]])
        by_age = own[(own["age_group"] != TOTAL) & own["value"].notna()].sort_values("period_end", ascending=False)
        return next((str(each) for each in by_age["period"].unique() if self._shares(self.area, str(each))), "")

    @cached_property
    def ages(self) -> list[str]:
        """Age groups from young to old."""
        return ages_in(self.observations)

    @cached_property
    def sexes(self) -> tuple[str, ...]:
        """Women and men where the source divides ages by sex, else all together."""
        return sexes_in(self.observations)

    def bars(self) -> list[AgeBar]:
        """A bar an age group."""
        own, aims = self._shares(self.area, self.period), self._shares(self.benchmark, self.period)
        right, left = self.sexes[-1], self.sexes[0] if len(self.sexes) > 1 else None
        return [
            AgeBar(
                age.replace("-", "–"),
                own.get((right, age), 0.0),
                aims.get((right, age)),
                self._written(own.get((right, age))),
                own.get((left, age)) if left else None,
                aims.get((left, age)) if left else None,
                self._written(own.get((left, age))) if left else "",
            )
            for age in self.ages
        ]

    def subtitle(self) -> str:
        """ "Share of residents by age, % · Suur-Leppävaara · 2017"."""
        t = self.reader.t
        period = format_period(self.period, self.reader.language)
        return f"{t('Share of residents by age, %')} · {self.reader.name(*self.area)} · {period}"

    def notes(self) -> str:
        """What the upright lines are, and that the groups are not of one width."""
        t = self.reader.t
        notes = [t("Age groups are not equally wide.")]
        if self.benchmark is not None and self._shares(self.benchmark, self.period):
            notes.insert(0, t("Upright line: {area}.", area=self.reader.name(*self.benchmark)))
        if len(self.sexes) == 1:
            notes.append(t("The source does not divide ages by sex."))
        return " ".join(notes)

    def _shares(self, area: tuple[AreaLevel, str] | None, period: str) -> dict[tuple[str, str], float]:
        """(sex, age) → percent of the area's residents; nothing when a group or the total is unknown."""
        if area is None:
            return {}
        rows = of_period(of_areas(self.observations, area[0], [area[1]]), period)
        return age_shares(rows, self.sexes, self.ages)

    def _written(self, share: float | None) -> str:
        percent = "%" if self.reader.language == "en" else "\u00a0%"
        return "" if share is None else format_number(share, 1, self.reader.language) + percent


def ages_of(
    reader: Reader, observations: pd.DataFrame, area: tuple[AreaLevel, str], benchmark: tuple[AreaLevel, str] | None
) -> AgesView | None:
    """The ages of an area; None where the sources do not tell them."""
    view = AgesView(reader, observations, area, benchmark)
    return view if view.period else None
