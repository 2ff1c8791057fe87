"""Sentences that stand under charts and in files: who published the figures, when, under which licence."""

import pandas as pd

from pages.components.numbers import format_date
from pages.components.reader import Reader
from pages.components.words import publisher_text


def source_line(rows: pd.DataFrame, reader: Reader) -> str:
    """ "Source: Tilastokeskus (CC BY 4.0). Copy of 31.1.2019." for the publishers of the rows."""
    known = rows.dropna(subset=["publisher"])
    if known.empty:
        return ""
    publishers = known[["publisher", "licence"]].drop_duplicates().itertuples(index=False)
    named = "; ".join(f"{publisher_text(publisher, reader.t)} ({licence})" for publisher, licence in publishers)
    day = format_date(pd.Timestamp(known["data_date"].max()).date(), reader.language)
    return reader.t("Source: {publishers}. Copy of {day}.", publishers=named, day=day)
