"""Do neighbouring areas resemble each other? Moran's I for the whole map, and area by area.

Both are worked out by esda with row-standardised weights (each neighbour of an area weighs the same,
together 1), and their p-values by shuffling the figures over the map. Fewer than `MINIMUM_AREAS` areas
get a reason in place of a result. The same figures, links, permutations and seed give the same result.
"""

import threading
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.errors import MeasureError

MINIMUM_AREAS = 30
PERMUTATIONS = 999
LOCAL_PERMUTATIONS = 9_999
"""More than for the whole map, because each of many areas is tested."""
SEED = 1950
"""Any number would do; this is the year of Moran's paper."""

EXACT = 1e-12
QUADRANTS = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}
"""esda's numbers: first the area itself, then its neighbours; high is above the mean."""

Neighbours = Mapping[Any, Collection[Any]] | Sequence[Collection[int]]

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class MoranResult:
    """Moran's I; numbers are NaN where `reason` says why there is none.

    `i` is about 1 where like lies beside like, `expected` = −1/(areas − 1) by chance, negative where unlike
    does. `z` is its standard deviate under randomisation (Cliff and Ord 1981) and `p_value` two-sided, from
    permutations. `areas` were used; `islands` have a figure but no neighbour with one, and were not.
    """

    i: float
    expected: float
    z: float
    p_value: float
    areas: int
    islands: int
    reason: str = ""


@dataclass(frozen=True)
class LocalMoran:
    """Local Moran's I; three series over every area code that was given, in the order given.

    `clusters`: "high_high", "low_low", "high_low" (a high area among low ones), "low_high", "not_significant"
    or "no_figure". `local_i` and `p_values` (two-sided, corrected for the number of areas tested) are NaN for
    areas without a figure or neighbours, and for all where `reason` says why nothing was tested.
    """

    clusters: pd.Series
    local_i: pd.Series
    p_values: pd.Series
    reason: str = ""


def moran(values: pd.Series, neighbours: Neighbours, permutations: int = PERMUTATIONS, seed: int = SEED) -> MoranResult:
    """Moran's I (1950) of `values`, one finite number or none an area, indexed by area code (or an array).

    `neighbours` gives the codes beside each code, both ways; codes without a value are left out with their
    links, then areas that have no neighbour. The p-value is twice the one-sided pseudo p-value, at most 1, so
    never below 2 / (permutations + 1). Where all are neighbours of all, I cannot vary: `z` is NaN and the
    p-value 1. `reason` is "fewer_than_30_areas", "no_neighbours" (there are values but no links between them)
    or "no_variation". Raises MeasureError when an area stands twice in `values` or a link goes one way only.
    """
    values, beside = _by_code(values, neighbours)
    figures, links = _joined(values, beside)
    islands = len(_known(values)) - len(figures)
    if reason := _reason(figures, islands):
        return MoranResult(np.nan, np.nan, np.nan, np.nan, len(figures), islands, reason)
    from esda.moran import Moran  # a second of start that most pages do not need

    with _drawing_from(seed):
        found = Moran(figures.to_numpy(), _weights(links), permutations=permutations)
    z = float(found.z_rand) if found.VI_rand > EXACT else np.nan
    p_value = float(_two_sided(found.I, found.sim))
    return MoranResult(float(found.I), float(found.EI), z, p_value, len(figures), islands)


def local_moran(
    values: pd.Series,
    neighbours: Neighbours,
    permutations: int = LOCAL_PERMUTATIONS,
    seed: int = SEED,
    significance: float = 0.05,
) -> LocalMoran:
    """Local Moran's I (Anselin 1995): which areas lie in a cluster, and which stand out of their neighbours.

    Arguments, reasons and errors as for `moran`. The area's own value stays and the others are shuffled.
    Since every area is tested, some would seem clusters by chance alone: the p-values are corrected for the
    false discovery rate (Benjamini and Hochberg 1995), and at most about `significance` of the clusters shown
    are expected to be chance. No p-value is below 2 / (permutations + 1) before the correction, so of
    n areas at least 2n / (significance × (permutations + 1)) must reach it before any is shown: 13 of 308 with
    999 permutations, 2 with 9,999.
    """
    values, beside = _by_code(values, neighbours)
    figures, links = _joined(values, beside)
    known = _known(values)
    clusters = pd.Series(np.where(values.index.isin(known.index), "not_significant", "no_figure"), values.index)
    blank = pd.Series(np.nan, values.index)
    if reason := _reason(figures, len(known) - len(figures)):
        return LocalMoran(clusters, blank, blank, reason)
    from esda.moran import Moran_Local
    from scipy.stats import false_discovery_control

    with _drawing_from(seed):
        found = Moran_Local(figures.to_numpy(), _weights(links), permutations=permutations, seed=seed)
    p_values = pd.Series(false_discovery_control(_two_sided(found.Is, found.sim), method="bh"), figures.index)
    quadrants = pd.Series(found.q, figures.index).map(QUADRANTS)
    shown = quadrants[p_values <= significance].reindex(values.index)
    local_i = pd.Series(found.Is, figures.index).reindex(values.index)
    return LocalMoran(shown.fillna(clusters), local_i, p_values.reindex(values.index))


def _by_code(
    values: pd.Series | npt.ArrayLike, neighbours: Neighbours
) -> tuple[pd.Series, Mapping[Any, Collection[Any]]]:
    """Values as a Series (arrays are numbered from 0), neighbours as a mapping (a list is numbered alike)."""
    series = values if isinstance(values, pd.Series) else pd.Series(np.asarray(values, dtype=float))
    return series, neighbours if isinstance(neighbours, Mapping) else dict(enumerate(neighbours))


def _known(values: pd.Series) -> pd.Series:
    """The finite values as numbers, in order of code: a shuffled table gives the same draws."""
    if values.index.has_duplicates:
        twice = values.index[values.index.duplicated()][0]
        raise MeasureError(f"values: area {twice} stands twice; give one value an area")
    numbers = values.astype(float)
    return numbers[np.isfinite(numbers)].sort_index()


def _joined(values: pd.Series, neighbours: Mapping[Any, Collection[Any]]) -> tuple[pd.Series, dict[str, list[str]]]:
    """The known values of the areas that have a neighbour with a known value, and the links between them."""
    known = _known(values)
    codes = set(known.index)
    links = {code: sorted(codes.intersection(neighbours.get(code, ())) - {code}) for code in known.index}
    for code, others in links.items():
        if lone := [other for other in others if code not in links[other]]:
            raise MeasureError(f"neighbours: {code} has {lone[0]} but not the other way; give each link both ways")
    links = {code: others for code, others in links.items() if others}
    return known[list(links)], links


def _reason(figures: pd.Series, islands: int) -> str:
    """Why the figures cannot be tested, "" when they can."""
    if islands and figures.empty:
        return "no_neighbours"
    if len(figures) < MINIMUM_AREAS:
        return "fewer_than_30_areas"
    return "no_variation" if np.ptp(figures) <= EXACT * figures.abs().max() else ""


def _weights(links: Mapping[str, list[str]]) -> Any:
    from libpysal.weights import W

    # It would warn of a map in several parts, such as a mainland and an archipelago: nothing wrong with it.
    return W(dict(links), id_order=list(links), silence_warnings=True)


def _two_sided(observed: Any, shuffled: Any) -> Any:
    """Twice the share of shuffles (the first axis) in the nearer tail, the map as it is counted among them.

    esda's own p-value has one tail, and calls an area exactly at the mean extreme since every shuffle ties with it.
    """
    above, below = (shuffled >= observed - EXACT).sum(axis=0), (shuffled <= observed + EXACT).sum(axis=0)
    return np.minimum(1.0, 2.0 * (np.minimum(above, below) + 1) / (len(shuffled) + 1))


@contextmanager
def _drawing_from(seed: int) -> Iterator[None]:
    """esda draws from numpy's global state (even Moran_Local, whose seed resets it): lend it, then put it back.

    One thread at a time, since that state and the filters of warnings belong to the whole process.
    """
    with _one_at_a_time, warnings.catch_warnings():
        # Moran_Local passes no alternative on, so esda warns that its default will change.
        warnings.filterwarnings("ignore", "The alternative hypothesis", DeprecationWarning)
        before = np.random.get_state()
        np.random.seed(seed)
        try:
            # An area exactly at the mean, or neighbours of all, leave nothing to vary: 0/0 in numbers not used here.
            with np.errstate(divide="ignore", invalid="ignore"):
                yield
        finally:
            np.random.set_state(before)
