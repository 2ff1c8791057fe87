"""`python -m indicators refresh`: new figures from the sources into the store."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from typing import Any

from indicators.catalogue import load_catalogue
from indicators.city.chosen import Chosen, load_chosen
from indicators.clock import now
from indicators.definition_files import Catalogue
from indicators.errors import DefinitionError, SourceUnavailable
from indicators.model import Dataset
from indicators.published import open_store
from indicators.refresh.background import log_path
from indicators.refresh.feed_run import FeedRun
from indicators.refresh.lock import taking_in
from indicators.refresh.progress import Listener, Teller
from indicators.refresh.pxweb_run import PxwebRun
from indicators.refresh.report import RunReport, report_lines, write_report
from indicators.refresh.sotkanet_run import SotkanetRun, Wish
from indicators.settings import feed_url
from indicators.sources.http import SourceClient
from indicators.sources.pxweb import Limits, fetch_limits, pxweb_client
from indicators.sources.sotkanet import sotkanet_client

LOG_BYTES = 2_000_000
Run = Callable[[argparse.Namespace, Listener], RunReport]


def add_to(commands: Any) -> None:
    """Name the command to the parser."""
    parser = commands.add_parser("refresh", help="bring new figures of the chosen indicators from the sources")
    parser.add_argument("--source", choices=sorted(RUNS), action="append", help="only this source; may be repeated")
    parser.add_argument("--indicator", action="append", metavar="ID", help="only this indicator, or SOTKAnet's number")
    parser.add_argument("--all", action="store_true", help="everything SOTKAnet has, about 3,700 indicators")
    parser.add_argument("--again", action="store_true", help="ask also for what has not changed")
    parser.add_argument("--accept", action="append", default=[], metavar="ID", help="take its answer, whatever it is")
    parser.add_argument("--dry-run", action="store_true", help="say what would be asked for; write nothing")
    parser.add_argument("--quiet", action="store_true", help="say only what asks for a person: refusals and silence")
    parser.set_defaults(run=refresh)


def refresh(arguments: argparse.Namespace) -> int:
    """Run the sources one after the other; the worst exit code of them."""
    codes = [0]
    with taking_in(), _logged() as log, Teller(os.getpid(), quiet=arguments.quiet) as tell:
        for source in _sources(arguments):
            report = RUNS[source](arguments, tell).model_copy(update={"finished": now()})
            for line in report_lines(report):
                log.info("%s", line)
            if not arguments.quiet or report.exit_code:
                print(*report_lines(report, taken=not arguments.quiet), sep="\n", file=sys.stderr)
            if not arguments.dry_run:
                write_report(report)
            codes.append(report.exit_code)
    return max(codes)


def _sotkanet(arguments: argparse.Namespace, tell: Listener) -> RunReport:
    catalogue = load_catalogue()
    wish = Wish(_wanted(arguments, catalogue), arguments.again, arguments.dry_run, frozenset(arguments.accept))
    with sotkanet_client() as client:
        return SotkanetRun(client, open_store(), catalogue, wish, now()).run(tell)


def _pxweb(arguments: argparse.Namespace, tell: Listener) -> RunReport:
    limits = _pxweb_limits()
    with pxweb_client(limits) as client:
        run = PxwebRun(
            client,
            open_store(),
            load_catalogue(),
            now(),
            most_cells=limits.cells,
            wanted=arguments.indicator,
            again=arguments.again,
            dry_run=arguments.dry_run,
            accepted=arguments.accept,
        )
        return run.run(tell)


def _pxweb_limits() -> Limits:
    """The database's own limits; when it does not answer, the run itself will tell."""
    with pxweb_client() as client:
        try:
            return fetch_limits(client)
        except SourceUnavailable:
            return Limits()


def _feed(arguments: argparse.Namespace, tell: Listener) -> RunReport:
    if not feed_url():
        raise DefinitionError("there is no feed: set HYTEDATA_FEED_URL to its address")
    with SourceClient(feed_url(), "the feed") as client:
        run = FeedRun(
            client,
            open_store(),
            load_catalogue(),
            now(),
            again=arguments.again,
            dry_run=arguments.dry_run,
            accepted=arguments.accept,
        )
        return run.run(tell)


def _sources(arguments: argparse.Namespace) -> list[str]:
    """The sources asked for; else all that this installation has. A feed has no single indicators to ask for."""
    has_feed = bool(feed_url()) and not arguments.indicator
    return arguments.source or ["sotkanet", "pxweb", *(["feed"] if has_feed else [])]


def _wanted(arguments: argparse.Namespace, catalogue: Catalogue) -> tuple[int, ...] | None:
    """SOTKAnet's numbers of what was asked for by name, of everything (None), or of the chosen set."""
    if arguments.indicator:
        return tuple(number for name in arguments.indicator for number in _numbers(name, catalogue))
    if arguments.all:
        return None
    return tuple(dict.fromkeys(number for one in load_chosen() for number in _chosen_numbers(one, catalogue)))


def _numbers(name: str, catalogue: Catalogue) -> tuple[int, ...]:
    """The numbers behind a name; a number is its own. Raises DefinitionError."""
    if name.isascii() and name.isdigit():
        return (int(name),)
    if name not in catalogue:
        raise DefinitionError(f"unknown indicator {name!r}: use an id of the catalogue, or SOTKAnet's number")
    return tuple(int(one) for one in catalogue[name].live_ids(Dataset.SOTKANET))


def _chosen_numbers(one: Chosen, catalogue: Catalogue) -> tuple[int, ...]:
    return (one.sotkanet_id,) if one.sotkanet_id else _numbers(str(one.indicator_id), catalogue)


@contextmanager
def _logged() -> Iterator[logging.Logger]:
    """The log of runs, in a file that turns over; the terminal has its own words."""
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    log = logging.getLogger("hytedata.refresh")
    log.propagate = False
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    try:
        yield log
    finally:
        log.removeHandler(handler)
        handler.close()


RUNS: Mapping[str, Run] = {"sotkanet": _sotkanet, "pxweb": _pxweb, "feed": _feed}
