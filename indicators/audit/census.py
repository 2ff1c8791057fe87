"""Which indicators of the embedded data have an interval, and which a trend marker, or why they have none."""

from collections import Counter

import pandas as pd

from indicators.catalogue import load_catalogue
from indicators.embedded import read_embedded
from indicators.markers import TrendMethod, trend_markers

NO_INTERVAL = "none: no counts in the source, or neither a share nor a rate"


def intervals(rows: pd.DataFrame) -> Counter[str]:
    """How many indicators have figures with intervals of each method; one with several methods counts in each."""
    found: Counter[str] = Counter()
    for _, own in rows.groupby("indicator_id"):
        found.update(set(own["ci_method"].dropna()) or {NO_INTERVAL})
    return found


def markers(rows: pd.DataFrame) -> Counter[str]:
    """How many indicators get each test in some series; those that never get one, by their commonest reason."""
    found: Counter[str] = Counter()
    for _, own in trend_markers(rows, load_catalogue()).groupby("indicator_id"):
        tested = set(own.loc[own["method"] != TrendMethod.NONE, "method"])
        found.update(tested or {f"none: {own['reason'].mode().iloc[0]}"})
    return found


def markdown() -> str:
    """Both counts of the embedded data as one table each."""
    rows = read_embedded().to_pandas()
    parts = [_table("method of the interval", intervals(rows)), _table("trend marker", markers(rows))]
    return "\n\n".join(parts)


def _table(head: str, numbers: Counter[str]) -> str:
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join((f"| {head} | indicators |", "|---|--:|", *(f"| {name} | {count} |" for name, count in ordered)))
