"""From cells of SOTKAnet's interface to an indicator's whole content in the store.

The fresh rows stand; what other datasets tell of other places and times stays beside them; sums that were
made of older SOTKAnet figures are made again. The whole is written as one, so no reader sees half of it.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from geodata.areas import areas_within
from geodata.levels import AreaLevel
from indicators.current_division import in_one_division, is_from_source
from indicators.levels_above import STEPS, with_levels_above, with_weights
from indicators.model import TOTAL, Dataset, Indicator, Kind, ObservationStatus
from indicators.observations import KEY
from indicators.own_intervals import with_own_intervals

SOTKANET_FAMILY = frozenset(
    {
        Dataset.SOTKANET,
        Dataset.SOTKANET_1990_2012,
        Dataset.SOTKANET_127,
        Dataset.SOTKANET_2019,
        Dataset.SOTKANET_COUNTIES,
        Dataset.SOTKANET_3563,
    }
)
"""Copies of the same source, older than a fresh answer."""
FROM_SOURCE = "source"
FROM_FILES = frozenset({str(Dataset.IMPORTED), str(Dataset.FEED)})
"""Figures that may bring intervals of their own, and sums of larger areas that nothing else here can make."""
SUMMED_AGAIN = SOTKANET_FAMILY | {Dataset.PXWEB, Dataset.FEED, Dataset.IMPORTED}
"""Whose municipalities make sums, together: such sums are made again whenever something fresh comes."""
DAY = "datetime64[us]"
"""Days as the store's readers give them."""
TOLD_WHOLE = frozenset({str(Dataset.SOTKANET), str(Dataset.PXWEB)})
"""Sources whose answer is all they say: what it no longer tells has been withdrawn, or hidden since."""
LEVELS_ABOVE = [str(above) for below, above, _ in STEPS if below is AreaLevel.MUNICIPALITY]
FULL_YEAR = 0.5
"""The share of municipalities with a figure from which on the others count as left out."""
PLACE = [name for name in KEY if name != "boundary_year"]


@dataclass(frozen=True)
class Provenance:
    """Who published an answer, under which licence, the source's own day of it, and whose borders it stands on."""

    publisher: str
    licence: str
    data_date: date
    boundary_year: int


@dataclass(frozen=True)
class Bases:
    """What sums are weighed by: `residents` of each area (area_code → persons), and the weight indicator's rows."""

    residents: pd.Series
    weights: pd.DataFrame


def observations_of(cells: pd.DataFrame, indicator: Indicator, provenance: Provenance) -> pd.DataFrame:
    """Rows of the observation schema from cells: area_level, area_code, year, sex, value, absolute.

    A count's own value is its numerator; SOTKAnet gives no denominators. Where at least half of today's
    municipalities have a figure for everybody, those that SOTKAnet leaves out are SUPPRESSED: it has no row
    where it protects a small number.
    """
    rows = pd.concat([cells.assign(status=str(ObservationStatus.OBSERVED)), _left_out(cells)], ignore_index=True)
    years, of_year = np.unique(rows["year"].to_numpy(int), return_inverse=True)
    first_days = (years - 1970).astype("datetime64[Y]")
    return pd.DataFrame(
        {
            "indicator_id": indicator.indicator_id,
            "area_level": rows["area_level"],
            "area_code": rows["area_code"],
            "boundary_year": provenance.boundary_year,
            "period": pd.array(years.astype(str), dtype="str").take(of_year),
            "period_start": first_days.astype(DAY)[of_year],
            "period_end": ((first_days + 1).astype("datetime64[D]") - 1).astype(DAY)[of_year],
            "sex": rows["sex"],
            "age_group": TOTAL,
            "population_group": TOTAL,
            "value": rows["value"],
            "numerator": rows["value"] if indicator.kind is Kind.COUNT else rows["absolute"],
            "denominator": float("nan"),
            "status": rows["status"],
            "method": FROM_SOURCE,
            "coverage": float("nan"),
            "moved_share": float("nan"),
            "dataset": str(Dataset.SOTKANET),
            "publisher": provenance.publisher,
            "licence": provenance.licence,
            "data_date": pd.Timestamp(provenance.data_date).as_unit("us"),
        }
    )


def composed(fresh: pd.DataFrame, known: pd.DataFrame, indicator: Indicator, bases: Bases) -> pd.DataFrame:
    """The indicator's whole content: fresh rows, what else is known, and sums where the source gives none.

    `known` are its rows in the store.
    """
    kept = _kept(known, fresh)
    told = _joined(fresh, kept[_of_family(kept) & is_from_source(kept["method"])])
    everything = _joined(fresh, kept, _without(_sums(told, indicator, bases), kept))
    everything = _joined(everything, _without(_sums_of_others(known), everything))
    own = everything["dataset"].isin(FROM_FILES) & is_from_source(everything["method"])
    return with_own_intervals(everything, {indicator.indicator_id: indicator}, own)


def _sums_of_others(known: pd.DataFrame) -> pd.DataFrame:
    """Sums that a file brought without the parts they are made of."""
    return known[known["dataset"].isin(FROM_FILES) & ~is_from_source(known["method"])]


def _kept(known: pd.DataFrame, fresh: pd.DataFrame) -> pd.DataFrame:
    """What is known besides: not withdrawn by the fresh answer, not told by it, and no sum of older figures."""
    if known.empty:
        return known
    withdrawn = known["dataset"].isin(TOLD_WHOLE & set(fresh["dataset"].unique()))
    return _without(known[~withdrawn & (~_of_family(known) | is_from_source(known["method"]))], fresh)


def _joined(*parts: pd.DataFrame) -> pd.DataFrame:
    """The parts that have rows, one below the other; the first is never empty."""
    some = [part for part in parts if len(part)]
    return pd.concat(some, ignore_index=True) if len(some) > 1 else some[0].reset_index(drop=True)


def _sums(told: pd.DataFrame, indicator: Indicator, bases: Bases) -> pd.DataFrame:
    """Sums of everybody at the levels above that the source does not tell of.

    Women and men stay where the source put them: what weighs a mean is everybody's number. The count beside
    such a figure has another base than its weight, and is left out of the sum. A level that the source gives in
    a period is left as the source gives it.
    """
    everybody = told["sex"] == TOTAL
    wanted = everybody & ~told["period"].isin(_told_at_every_level(told.loc[everybody, ["area_level", "period"]]))
    if not wanted.any():
        return told.iloc[:0]
    own = in_one_division(told[wanted].reset_index(drop=True), indicator)
    if indicator.aggregation.weight:
        own = with_weights(own.assign(numerator=float("nan")), indicator, bases.weights)
    return with_levels_above(own, indicator, bases.residents).iloc[len(own) :]


def _told_at_every_level(rows: pd.DataFrame) -> set[str]:
    """The periods in which the source itself gives every level above the municipality."""
    levels = rows[rows["area_level"].isin(LEVELS_ABOVE)].groupby("period")["area_level"].nunique()
    return set(levels.index[levels == len(LEVELS_ABOVE)])


def _of_family(rows: pd.DataFrame) -> pd.Series:
    return rows["dataset"].isin([str(one) for one in SUMMED_AGAIN])


def _left_out(cells: pd.DataFrame) -> pd.DataFrame:
    """A SUPPRESSED cell for each of today's municipalities that a nearly full year lacks; shape as `cells`."""
    today = pd.Index(areas_within(AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, "FI"))
    everybody = (cells["area_level"] == AreaLevel.MUNICIPALITY) & (cells["sex"] == TOTAL)
    own = cells.loc[everybody, ["area_code", "year"]]
    years, of_year = np.unique(own["year"].to_numpy(int), return_inverse=True)
    of_code, codes = pd.factorize(own["area_code"])
    place = today.get_indexer(codes)[of_code]
    known = np.zeros((len(years), len(today)), dtype=bool)
    known[of_year[place >= 0], place[place >= 0]] = True
    gaps = np.argwhere(~known & (known.mean(axis=1, keepdims=True) >= FULL_YEAR))
    absent = pd.DataFrame({"year": years[gaps[:, 0]], "area_code": today.to_numpy()[gaps[:, 1]]})
    return absent.assign(
        area_level=str(AreaLevel.MUNICIPALITY),
        sex=TOTAL,
        value=float("nan"),
        absolute=float("nan"),
        status=str(ObservationStatus.SUPPRESSED),
    )


def _without(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The rows that tell of a place, time and group which the others do not, whatever the vintage of borders."""
    if rows.empty or others.empty:
        return rows
    place = pd.concat([rows[PLACE], others[PLACE]]).groupby(PLACE, sort=False).ngroup().to_numpy()
    return rows[~np.isin(place[: len(rows)], place[len(rows) :])]
