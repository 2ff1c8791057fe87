"""All hostile files, by family."""

from collections.abc import Callable, Iterator

from tests.indicators.survey.reading import (
    hostile_binaries,
    hostile_other_workbooks,
    hostile_spss,
    hostile_texts,
    hostile_workbooks,
    hostile_zips,
)

FAMILIES: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (
    *hostile_zips.FAMILIES,
    *hostile_workbooks.FAMILIES,
    *hostile_other_workbooks.FAMILIES,
    *hostile_texts.FAMILIES,
    *hostile_binaries.FAMILIES,
    *hostile_spss.FAMILIES,
)
