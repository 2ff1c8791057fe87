"""`python -m bench [operation …]`: every benchmark beside its peer; one table, also in bench/RESULTS.md."""

import argparse
import sys
from pathlib import Path

from bench import (
    api_load,
    comparison_view,
    first_load,
    map_interaction,
    measures,
    reading,
    refresh,
    store_read,
    store_size,
)
from bench.results import Row, circumstances, table

OPERATIONS = {
    "map_interaction": map_interaction.measure,
    "first_load": first_load.measure,
    "store_read": store_read.measure,
    "store_size": store_size.measure,
    "refresh": refresh.measure,
    "measures": measures.measure,
    "comparison_view": comparison_view.measure,
    "api_load": api_load.measure,
    "reading": reading.measure,
}
RESULTS = Path(__file__).parent / "RESULTS.md"
TITLE = "# Benchmarks\n\nMedians of both sides in one run, taking turns; written by `make bench`."


def main() -> None:
    """Measure what is named, by default everything, and write the report."""
    report = f"{TITLE}\n\n{circumstances()}\n\n{_measured(_wanted())}\n"
    RESULTS.write_text(report, encoding="utf-8")
    sys.stdout.write(report)


def _wanted() -> list[str]:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("operation", nargs="*", help=f"any of: {', '.join(OPERATIONS)}")
    named = parser.parse_args().operation
    if unknown := set(named) - set(OPERATIONS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; choose any of: {', '.join(OPERATIONS)}")
    return named or list(OPERATIONS)


def _measured(names: list[str]) -> str:
    """One table of all rows, then what the operations add in words."""
    found = []
    for name in names:
        sys.stderr.write(f"measuring {name} …\n")
        found += OPERATIONS[name]()
    rows = [each for each in found if isinstance(each, Row)]
    return "\n\n".join((table(rows), *(each for each in found if isinstance(each, str))))


if __name__ == "__main__":
    main()
