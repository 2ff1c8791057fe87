"""A row of the start page in words: its newest value, whose it is, and how areas differ."""

from pages.components.numbers import SHORT_UNITS, format_value, unit_text
from pages.components.places import place_text
from pages.components.reader import Reader, area_text
from pages.components.view_of_overview import OverviewRow


def value_note(row: OverviewRow, reader: Reader) -> str:
    """Whose figure it is, and its unit where that is too long to follow the number."""
    unit = "" if row.indicator.unit in SHORT_UNITS else unit_text(row.indicator, reader.t, reader.language)
    return " · ".join(text for text in (reader.name(row.level, row.code), unit) if text)


def written_value(row: OverviewRow, value: float, reader: Reader) -> str:
    """A value of the row's indicator as a reader writes it."""
    return format_value(value, row.indicator.unit, row.indicator.decimals, reader.language)


def difference_cell(row: OverviewRow, reader: Reader) -> dict[str, str]:
    """Lowest and highest area, and of what sort the areas are."""
    if row.place is None:
        return {"text": "", "note": reader.t("Only this area")}
    if row.spread is None:
        return {"text": "", "note": place_text(row.place, reader.t)}
    ends = row.spread
    low = f"{written_value(row, ends.lowest, reader)} {area_text(reader, row.place.level, ends.lowest_code)}"
    high = f"{written_value(row, ends.highest, reader)} {area_text(reader, row.place.level, ends.highest_code)}"
    return {"text": f"{low} – {high}", "note": place_text(row.place, reader.t)}
