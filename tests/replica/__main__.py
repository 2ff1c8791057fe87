"""`python -m tests.replica`: the replica by hand, or beside a benchmark.

Prints the addresses to give to HyteData, then answers until it is stopped. A line on the standard
input is answered by the counts so far, as JSON.
"""

import argparse
import json
import sys
from collections.abc import Sequence

from tests.replica.faults import NAMED
from tests.replica.server import Replica
from tests.replica.sotkanet import ROOT, Sotkanet


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.replica", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--indicators", type=int, default=132, help="how many SOTKAnet has")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="added to every answer")
    parser.add_argument("--fault", action="append", default=[], metavar="PATH=NAME", help=f"of {', '.join(NAMED)}")
    parsed = parser.parse_args(arguments)
    with Replica([Sotkanet(parsed.indicators).route], parsed.port, parsed.latency_ms / 1000) as replica:
        for fault in parsed.fault:
            path, _, name = fault.rpartition("=")
            replica.provoke(path, NAMED[name])
        print(f"HYTEDATA_SOTKANET_URL={replica.url}{ROOT}/", flush=True)
        for _ in sys.stdin:
            counts = {"asked": replica.asked.total(), "most_at_once": replica.most_at_once, "paths": replica.asked}
            print(json.dumps(counts), flush=True)


if __name__ == "__main__":
    main()
