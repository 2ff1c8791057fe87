"""Whether neighbouring areas resemble each other: Moran's I and the clusters of its local form, for a map."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from geodata.boundaries import geometry_bounds, surroundings_name
from geodata.neighbours import neighbours
from indicators.measures.spatial import MINIMUM_AREAS, LocalMoran, MoranResult, local_moran, moran
from pages.charts.choropleth import HIDDEN_FIGURE, NO_FIGURE, MapContent
from pages.charts.style import CLUSTERS, HIDDEN, MISSING
from pages.components.geometry_address import geometry_url
from pages.components.view_of_map import MapView
from pages.locales.messages import mark

CLUSTER = {
    "high_high": mark("high among high"),
    "low_low": mark("low among low"),
    "high_low": mark("high among low"),
    "low_high": mark("low among high"),
    "not_significant": mark("no significant cluster"),
}
NO_CLUSTERS = {
    "fewer_than_30_areas": mark("Clusters cannot be calculated: fewer than 30 areas have a figure."),
    "no_neighbours": mark("Clusters cannot be calculated: no areas with a figure lie beside each other."),
    "no_variation": mark("Clusters cannot be calculated: all areas have the same figure."),
}
WITHOUT_BOUNDARIES = mark("Clusters cannot be calculated: no boundaries are stored for this level.")
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class ClustersView:
    """One period of a map."""

    map_view: MapView
    period: str

    @cached_property
    def values(self) -> pd.Series:
        """Area code → value, NaN where there is none."""
        return self.map_view.in_period(self.period).set_index("area_code")["value"].astype(float)

    @property
    def geometry(self) -> str | None:
        """The name of the boundaries."""
        return self.map_view.place.geometry(self.map_view.reader.home)

    @cached_property
    def whole(self) -> MoranResult:
        """Moran's I of the map."""
        return moran(self.values, neighbours(self.geometry or ""))

    @cached_property
    def local(self) -> LocalMoran:
        """The cluster of each area."""
        return local_moran(self.values, neighbours(self.geometry or ""))

    def why_not(self) -> str:
        """Why there are no clusters, as a text to translate; "" where there are."""
        if self.geometry is None:
            return WITHOUT_BOUNDARIES
        if self.values.notna().sum() < MINIMUM_AREAS:  # before anything is computed
            return NO_CLUSTERS["fewer_than_30_areas"]
        return NO_CLUSTERS[self.whole.reason] if self.whole.reason else ""

    @property
    def clusters_together(self) -> bool:
        """True where like lies beside like by more than chance."""
        return self.whole.p_value < SIGNIFICANT and self.whole.i > self.whole.expected

    def legend(self) -> list[tuple[str, str]]:
        """Colour and words of each cluster, hidden and no figure."""
        t = self.map_view.reader.t
        known = [(CLUSTERS[name], t(words)) for name, words in CLUSTER.items()]
        return [*known, (HIDDEN, t("hidden to protect privacy")), (MISSING, t("no figure"))]

    def text(self, code: str) -> str:
        """An area's cluster in words."""
        name = self.local.clusters[code]
        return self.map_view.reader.t(CLUSTER[name]) if name in CLUSTER else ""

    def content(self, width: int) -> MapContent:
        """The map of clusters."""
        view, home, geometry = self.map_view, self.map_view.reader.home, self.geometry or ""
        places = {name: place for place, name in enumerate(CLUSTER)}
        index = self.local.clusters.map(places).fillna(NO_FIGURE).to_numpy()
        hidden = view.value_classes[self.period].eq(HIDDEN_FIGURE).to_numpy()
        rows = view.in_period(self.period).itertuples()
        return MapContent(
            area_codes=view.areas,
            classes=np.where(hidden, HIDDEN_FIGURE, index).astype(np.int8),
            hover=[f"{view.figure_text(row)}<br>{self.text(row.area_code)}" for row in rows],
            colours=tuple(CLUSTERS[name] for name in CLUSTER),
            geometry_url=geometry_url(geometry),
            neighbours_url=geometry_url(surroundings_name(view.place.scope(home))),
            bounds=geometry_bounds(geometry),
            width=width,
            language=view.reader.language,
            period=view.period_text(self.period),
            selected=home if home in view.areas else None,
        )
