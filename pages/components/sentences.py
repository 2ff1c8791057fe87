"""One sentence in words for what a picture shows: differences only, no claim that they are more than chance.

Templates keep place names in their basic form, because no rule inflects every Finnish name right.
"""

from geodata.levels import AreaLevel
from pages.components.places import benchmarks
from pages.components.view_of_map import MapView


def map_sentence(view: MapView, period: str, benchmark: AreaLevel | None) -> str:
    """Highest, lowest and the benchmark of one period."""
    t, ends = view.reader.t, view.spread(period)
    if ends is None:
        return t("{period}: too few areas have a figure to compare.", period=period)
    sentence = t(
        "{period}: highest {high_area} {high}, lowest {low_area} {low}.",
        period=period,
        high_area=view.name(ends.highest_code),
        high=view.written(ends.highest),
        low_area=view.name(ends.lowest_code),
        low=view.written(ends.lowest),
    )
    value = view.benchmark_value(benchmark, period)
    if benchmark is None or value is None:
        return sentence
    code = benchmarks(view.place.level, view.reader.home)[benchmark]
    return f"{sentence} {view.reader.name(benchmark, code)}: {view.written(value)}."
