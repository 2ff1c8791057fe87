"""The slow, obvious twin of `indicators.markers.trend_markers`: one series at a time, `None` is "no figure".

Nothing here is shared with the twin: limits are stated again, logistic slopes are fitted by Newton's
method, and Kendall's exact distribution is counted out.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

CHI2 = 9.54953570608324
P = 0.002

Row = Mapping[str, Any]
Series = tuple[str, str, str, str, str, str]


def markers_slowly(rows: Sequence[Row], facts: Mapping[str, Row]) -> dict[Series, dict[str, Any]]:
    """Series → marker, method, reason, break_year, first_year, last_year, points, statistic, p_value, slope.

    `facts` tells kind, polarity and the years of breaks by indicator.
    """
    found: dict[Series, list[Row]] = {}
    for row in rows:
        key = tuple(row[name] for name in ("indicator_id", "area_level", "area_code"))
        key += tuple(row[name] for name in ("sex", "age_group", "population_group"))
        found.setdefault(key, []).append(row)
    return {key: _of_series(_points(own), facts[key[0]]) for key, own in found.items()}


def _points(rows: Sequence[Row]) -> list[Row]:
    newest: dict[str, Row] = {}
    for row in rows:
        if row["period"] not in newest or newest[row["period"]]["boundary_year"] < row["boundary_year"]:
            newest[row["period"]] = row
    of_years = [row for row in newest.values() if _span(row)[1] - _span(row)[0] >= 11]
    of_quarters = [row for row in newest.values() if _span(row)[1] - _span(row)[0] == 2]
    chosen = of_years or of_quarters or list(newest.values())
    return sorted(chosen, key=lambda row: _span(row)[::-1])


def _span(row: Row) -> tuple[int, int]:
    """First and last month of a period, counted from year 0."""
    text = str(row["period"])
    first, rest = int(text[:4]) * 12, text[4:]
    if not rest:
        return first, first + 11
    if rest[1] == "Q":
        return first + 3 * int(rest[2]) - 3, first + 3 * int(rest[2]) - 1
    if len(rest) == 3:
        return first + int(rest[1:]) - 1, first + int(rest[1:]) - 1
    return first, int(rest[1:]) * 12 + 11


def _last_year(row: Row) -> int:
    return _span(row)[1] // 12


def _of_months(points: list[Row]) -> bool:
    return any(_span(row)[1] - _span(row)[0] < 11 for row in points)


def _overlap(points: list[Row]) -> bool:
    return any(_span(later)[0] <= _span(earlier)[1] for earlier, later in pairwise(points))


def _of_series(points: list[Row], fact: Row) -> dict[str, Any]:
    breaks = [year for year in fact["breaks"] if int(year) <= _last_year(points[-1])]
    latest_break = max(breaks) if breaks else None
    latest = points[-5:]
    with_interval = [row["ci_lower_95"] is not None for row in points]
    lacking = [row for row in latest if row["value"] is not None and row["ci_lower_95"] is None]
    if any(with_interval) and not lacking:
        told = _recent(points, fact, latest_break)
    else:
        told = _long(points, fact, latest_break)
    sign = told.pop("sign", None)
    return told | {"break_year": latest_break, "marker": _word(sign, fact["polarity"])}


def _word(sign: float | None, polarity: str) -> str:
    if sign is None:
        return "cannot_be_calculated"
    if sign == 0:
        return "no_significant_change"
    way = "increasing" if sign > 0 else "decreasing"
    if polarity == "neutral":
        return way
    good = (sign > 0) == (polarity == "higher_is_better")
    return f"{way}_better" if good else f"{way}_worse"


def _why_none(reason: str) -> dict[str, Any]:
    names = ("first_year", "last_year", "points", "statistic", "p_value", "slope")
    return {"method": "none", "reason": reason, **dict.fromkeys(names)}


# --- the latest five years


def _recent(points: list[Row], fact: Row, latest_break: float | None) -> dict[str, Any]:
    latest, share = points[-5:], fact["kind"] == "share"
    if reason := _why_not_recent(points, latest, share, latest_break):
        return _why_none(reason)
    counted = share and all(row["denominator"] is not None for row in latest)
    chi2 = _armitage(latest) if counted else _weighted(latest)[1]
    slopes = []
    for left_out in range(5):
        kept = [(t + 1, row) for t, row in enumerate(latest) if t != left_out]
        slopes.append(_logit_slope(kept) if counted else _weighted_slope(kept)[0])
    signs = {0 if abs(slope) < 1e-10 else math.copysign(1, slope) for slope in slopes}
    lasting = signs.pop() if len(signs) == 1 else 0
    return {
        "method": "recent_trend_of_counts" if counted else "recent_trend_of_intervals",
        "reason": "",
        "first_year": int(latest[0]["period"]),
        "last_year": int(latest[-1]["period"]),
        "points": 5,
        "statistic": chi2,
        "p_value": None,
        "slope": None,
        "sign": lasting if chi2 > CHI2 else 0,
    }


def _why_not_recent(points: list[Row], latest: list[Row], share: bool, latest_break: float | None) -> str:
    years = [_last_year(row) for row in latest]
    reasons = {
        "months_or_quarters": _of_months(points),
        "fewer_than_five_years": len(latest) < 5,
        "several_years": _overlap(points),
        "survey_rounds": any(_span(row)[1] - _span(row)[0] > 11 for row in points),
        "hidden_or_missing": any(row["value"] is None for row in latest),
        "gap": years != list(range(years[0], years[0] + 5)),
        "break": latest_break is not None and latest_break > years[0],
        "count_equals_denominator": share
        and any(row["denominator"] is not None and row["numerator"] >= row["denominator"] for row in latest),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _armitage(latest: list[Row]) -> float:
    """Cochran and Armitage as the textbook has it: Σ t (c − n p̄), squared, over its variance."""
    n_all = sum(row["denominator"] for row in latest)
    share = sum(row["numerator"] for row in latest) / n_all
    if share == 0:
        return 0.0
    middle = sum(t * row["denominator"] for t, row in enumerate(latest)) / n_all
    score = sum(t * (row["numerator"] - row["denominator"] * share) for t, row in enumerate(latest))
    spread = sum(row["denominator"] * (t - middle) ** 2 for t, row in enumerate(latest))
    return score**2 / (share * (1 - share) * spread)


def _logit_slope(kept: list[tuple[int, Row]]) -> float:
    """The maximum-likelihood slope of a logistic line, by Newton's method with halved steps."""
    if all(row["numerator"] == 0 for _, row in kept):
        return 0.0
    centre = sum(t for t, _ in kept) / len(kept)
    total = sum(row["numerator"] for _, row in kept) / sum(row["denominator"] for _, row in kept)
    a, b = math.log(total / (1 - total)), 0.0
    for _ in range(200):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for t, row in kept:
            x = t - centre
            p = 1 / (1 + math.exp(-(a + b * x)))
            left, weight = row["numerator"] - row["denominator"] * p, row["denominator"] * p * (1 - p)
            g0, g1 = g0 + left, g1 + left * x
            h00, h01, h11 = h00 + weight, h01 + weight * x, h11 + weight * x * x
        determinant = h00 * h11 - h01 * h01
        a += 0.5 * (h11 * g0 - h01 * g1) / determinant
        b += 0.5 * (h00 * g1 - h01 * g0) / determinant
    return b


def _weighted(latest: list[Row]) -> tuple[float, float]:
    return _weighted_slope(list(enumerate(latest)))


def _weighted_slope(kept: Sequence[tuple[int, Row]]) -> tuple[float, float]:
    """Slope about weighted means, and its square over its variance."""
    weights = [(3.92 / (row["ci_upper_95"] - row["ci_lower_95"])) ** 2 for _, row in kept]
    total = sum(weights)
    t_mean = sum(w * t for w, (t, _) in zip(weights, kept, strict=True)) / total
    y_mean = sum(w * row["value"] for w, (_, row) in zip(weights, kept, strict=True)) / total
    spread = sum(w * (t - t_mean) ** 2 for w, (t, _) in zip(weights, kept, strict=True))
    both = sum(w * (t - t_mean) * (row["value"] - y_mean) for w, (t, row) in zip(weights, kept, strict=True))
    return both / spread, (both / spread) ** 2 * spread


# --- ten years and more


def _long(points: list[Row], fact: Row, latest_break: float | None) -> dict[str, Any]:
    known = [(_last_year(row), row["value"]) for row in points if row["value"] is not None]
    usable = [(year, value) for year, value in known if latest_break is None or year >= latest_break]
    if fact["kind"] == "position":
        return _why_none("position")
    if _of_months(points):
        return _why_none("months_or_quarters")
    if _overlap(points):
        return _why_none("several_years")
    if len(known) < 5:
        return _why_none("fewer_than_five_years")
    if len(usable) < 10:
        return _why_none("break" if len(known) >= 10 else "fewer_than_ten_years")
    pairs = list(combinations(usable, 2))
    s = sum((later > earlier) - (later < earlier) for (_, earlier), (_, later) in pairs)
    slopes = sorted((later - earlier) / (end - start) for (start, earlier), (end, later) in pairs)
    half = len(slopes) // 2
    p_value = kendall_p([value for _, value in usable], s)
    return {
        "method": "mann_kendall",
        "reason": "",
        "first_year": usable[0][0],
        "last_year": usable[-1][0],
        "points": len(usable),
        "statistic": s,
        "p_value": p_value,
        "slope": slopes[half] if len(slopes) % 2 else (slopes[half - 1] + slopes[half]) / 2,
        "sign": (s > 0) - (s < 0) if p_value < P else 0,
    }


def kendall_p(values: list[float], s: int) -> float:
    """Two-sided: counted out without ties (to 33 values), else the normal law with the variance of ties."""
    n = len(values)
    sizes = [values.count(value) for value in set(values)]
    if max(sizes) == n:
        return 1.0
    if max(sizes) == 1 and n <= 33:
        orders = [1]
        for k in range(2, n + 1):
            orders = [sum(orders[max(0, i - k + 1) : i + 1]) for i in range(len(orders) + k - 1)]
        discordant = (n * (n - 1) // 2 - abs(s)) // 2
        return min(1.0, 2 * sum(orders[: discordant + 1]) / math.factorial(n))
    variance = (n * (n - 1) * (2 * n + 5) - sum(m * (m - 1) * (2 * m + 5) for m in sizes)) / 18
    return math.erfc(abs(s) / math.sqrt(2 * variance))
