"""Mann–Kendall and Theil–Sen of many series of one length at once: what `trend` does for a single one.

SciPy tests one series a call, 0.3 ms each. Its p-value depends on the length, |S| and the ties alone,
so it is asked once for each such pattern.
"""

import numpy as np
import numpy.typing as npt

from indicators.measures.trend import kendall

Array = npt.NDArray[np.float64]


def kendall_tests(years: Array, values: Array) -> tuple[Array, Array, Array]:
    """S, two-sided p and Theil–Sen's slope a year of each row; both arrays series × points, nothing missing.

    The years of a row ascend, gaps allowed; at least two columns, and as few as no rows.
    """
    before, after = np.triu_indices(values.shape[1], 1)
    rises = values[:, after] - values[:, before]
    s = np.sign(rises).sum(axis=1)
    slopes = np.median(rises / (years[:, after] - years[:, before]), axis=1)
    return s, _p_values(values, s), slopes


def _p_values(values: Array, s: Array) -> Array:
    """SciPy's p of one series of each pattern, given to all that share it."""
    patterns = np.column_stack([np.abs(s), _tie_sizes(values)])
    _, first, pattern = np.unique(patterns, axis=0, return_index=True, return_inverse=True)
    return np.array([kendall(values[row])[1] for row in first])[pattern.ravel()]


def _tie_sizes(values: Array) -> Array:
    """How many groups of 1, 2, … equal values each row has: series × length."""
    rows, length = values.shape
    ordered = np.sort(values, axis=1)
    starts = np.column_stack([np.ones(rows, dtype=bool), ordered[:, 1:] != ordered[:, :-1]])
    group = np.cumsum(starts.ravel()) - 1
    sizes = np.bincount(group)
    row_of_group = np.flatnonzero(starts.ravel()) // length
    counts = np.zeros((rows, length), dtype=float)
    np.add.at(counts, (row_of_group, sizes - 1), 1)
    return counts
