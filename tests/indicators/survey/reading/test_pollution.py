"""The reader of text files held to the Pollock benchmark, and to what the benchmark leaves out."""

from collections.abc import Iterable

import pytest

from indicators.survey.reading.outcome import Reading, Refused, Wishes
from indicators.survey.reading.text_files import read_text_file
from tests.indicators.survey.reading.more_pollution import more_polluted
from tests.indicators.survey.reading.pollution import FAMILIES, Polluted, polluted
from tests.indicators.survey.reading.pollution_score import (
    Rows,
    family_scores,
    file_score,
    simple_score,
    weighted_score,
)

EVERY = 12
"""Every twelfth row is spoilt in its turn; the scores of the families stand for all rows."""
SIMPLE, WEIGHTED = 9.95, 9.60

Result = tuple[Polluted, Reading | Refused]


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return [(each, read(each)) for each in polluted(EVERY)]


def read(spoilt: Polluted) -> Reading | Refused:
    try:
        return read_text_file(spoilt.content, Wishes())
    except Refused as refused:
        return refused


def rows_of(reading: Reading) -> Rows:
    return [list(row) for row in zip(*(column.to_pylist() for column in reading.cells.columns), strict=True)]


def table(result: Reading | Refused) -> Rows | None:
    """The header, unless the reader found none and made its names up, and the rows; None for a refusal."""
    if isinstance(result, Refused):
        return None
    header = [result.columns] if result.dialect["header_rows"] else []
    return header + rows_of(result)


def silently_wrong(results: Iterable[Result]) -> list[str]:
    """Names of files read otherwise than expected, without a word."""
    return [
        spoilt.name
        for spoilt, result in results
        if isinstance(result, Reading) and not result.notes and not is_right(spoilt, result)
    ]


def is_right(spoilt: Polluted, result: Reading | Refused) -> bool:
    """True when every cell stands where it belongs; a file of nothing is right when it is refused."""
    if isinstance(result, Refused):
        return not spoilt.rows and spoilt.header is None
    if rows_of(result) != spoilt.rows:
        return False
    return spoilt.header is None or all(map(same_name, spoilt.header, result.columns))


def same_name(wanted: str, got: str) -> bool:
    """True for the name itself, and for a name made up where the file has none or has it twice."""
    return not wanted or got == wanted or got.startswith(f"{wanted} ") or got.startswith(f"{wanted}_")


def test_every_family_of_the_benchmark_is_there_as_often_as_in_it() -> None:
    found = [each.family for each in polluted()]
    assert {family: found.count(family) for family in FAMILIES} == {name: each.files for name, each in FAMILIES.items()}
    assert len(found) == 2290


def test_the_scores_reach_the_goal(results: list[Result]) -> None:
    means = family_scores((spoilt, file_score(spoilt, table(result))) for spoilt, result in results)
    simple, weighted = simple_score(means), weighted_score(means)
    low = {family: round(mean, 2) for family, mean in means.items() if mean < SIMPLE}
    assert simple >= SIMPLE and weighted >= WEIGHTED, f"simple {simple:.3f}, weighted {weighted:.3f}; low: {low}"


def test_no_file_of_the_benchmark_is_silently_wrong(results: list[Result]) -> None:
    assert silently_wrong(results) == []


def test_no_other_spoilt_file_is_silently_wrong() -> None:
    assert silently_wrong((each, read(each)) for each in more_polluted()) == []


def test_the_score_of_the_right_table_is_ten_and_a_missing_row_costs() -> None:
    source = next(polluted(84))
    assert source.header
    whole = [source.header, *source.rows]
    assert file_score(source, whole) == pytest.approx(10)
    assert file_score(source, whole[:-1]) == pytest.approx(10 - 1 / 83 - 1 / 84 - 1 / 165 - 1 / 167)
    assert file_score(source, None) == 0
