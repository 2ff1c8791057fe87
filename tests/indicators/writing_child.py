"""A process that writes to a store until it is killed, and says on its output what was acknowledged.

`python writing_child.py loop LOCATION START`: append, replace and compact, endlessly.
`python writing_child.py append LOCATION VALUE`: one key that another process writes too.
"""

import sys
from itertools import count

from indicators.errors import ObservationError
from indicators.store import ObservationStore
from tests.indicators.examples import observations


def loop(location: str, start: int) -> None:
    """Each number is an indicator of its own, appended and then replaced; "kept" is always there."""
    store = ObservationStore(location)
    for number in count(start):
        name = f"n{number:06d}"
        store.append(observations({"indicator_id": name, "value": 1.0}))
        print("appended", number, flush=True)
        store.replace_indicators(observations({"indicator_id": name, "value": 2.0}))
        print("replaced", number, flush=True)
        if number % 3 == 0:
            store.compact()


def append(location: str, value: float) -> None:
    """Wait for a line, so that both processes start together."""
    store, rows = ObservationStore(location), observations({"indicator_id": "contested", "value": value})
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        store.append(rows)
    except ObservationError:
        print("refused", flush=True)
    else:
        print("written", flush=True)


if __name__ == "__main__":
    {"loop": lambda: loop(sys.argv[2], int(sys.argv[3])), "append": lambda: append(sys.argv[2], float(sys.argv[3]))}[
        sys.argv[1]
    ]()
