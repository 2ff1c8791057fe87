"""Observations as files: tidy CSV, and a workbook with a sheet that says what the figures are."""

from collections.abc import Sequence
from io import BytesIO

import pandas as pd

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.model import Indicator
from indicators.observations import INTERVALS
from pages.components.numbers import unit_text
from pages.components.reader import Reader
from pages.components.words import publisher_text, title_of

EXPORTED = [
    "indicator_id", "area_level", "area_code", "area_name", "boundary_year", "period", "sex", "age_group",
    "population_group", "value", "unit", "numerator", "denominator", *INTERVALS, "ci_method",
    "benchmark_value", "comparison", "status", "method", "coverage", "moved_share", "publisher", "licence",
    "data_date",
]  # fmt: skip


def export_rows(
    rows: pd.DataFrame, level: AreaLevel, reader: Reader, indicator: Indicator | None = None
) -> pd.DataFrame:
    """Rows with names and unit in columns a stranger understands; codes stay text.

    `indicator` where all rows are of one, areas without a figure among them.
    """
    catalogue, levels = load_catalogue(), rows["area_level"].fillna(str(level))
    ids = rows["indicator_id"] if indicator is None else pd.Series(indicator.indicator_id, index=rows.index)
    units = ids.map({name: str(catalogue[name].unit) for name in ids.unique()})
    names = [reader.name(AreaLevel(each), code) for each, code in zip(levels, rows["area_code"], strict=True)]
    named = rows.assign(indicator_id=ids, area_level=levels, area_name=names, unit=units)
    return named.reindex(columns=EXPORTED).assign(data_date=pd.to_datetime(named["data_date"]).dt.date)


def as_csv(rows: pd.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, comma, decimal point: opens in Excel and in every program."""
    return rows.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def as_workbook(
    rows: pd.DataFrame, indicators: Sequence[Indicator], reader: Reader, methods: Sequence[str] = ()
) -> bytes:
    """A workbook of two sheets: the figures, and what they are and how they were made (`methods`, in words)."""
    target = BytesIO()
    with pd.ExcelWriter(target, engine="xlsxwriter") as writer:
        rows.to_excel(writer, sheet_name=reader.t("Figures"), index=False, freeze_panes=(1, 0))
        made = pd.DataFrame([(reader.t("Method"), method) for method in methods])
        about = pd.concat([*(_about(each, reader) for each in indicators), made], ignore_index=True)
        about.to_excel(writer, sheet_name=reader.t("About the figures"), index=False, header=False)
        for sheet in writer.sheets.values():
            sheet.autofit()
    return target.getvalue()


def _about(indicator: Indicator, reader: Reader) -> pd.DataFrame:
    t, language = reader.t, reader.language
    caveats = getattr(indicator.caveats, language) if indicator.caveats else ""
    return pd.DataFrame(
        [
            (t("Indicator"), title_of(indicator, language)),
            (t("Description"), getattr(indicator.description, language)),
            (t("Unit"), unit_text(indicator, t, reader.language) or t("count")),
            (t("Caveats"), caveats),
            (t("Owner"), publisher_text(indicator.owner, t)),
            (t("Licence"), indicator.licence),
        ]
    )
