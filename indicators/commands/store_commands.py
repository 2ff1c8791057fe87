"""`history`, `tidy` and `keep`: what an operator asks of the store and does for it."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from indicators.errors import StoreError
from indicators.published import open_store
from indicators.store import ObservationStore
from indicators.store_upkeep import RETENTION, WHAT, is_upkeep

FIRST_ROWS = 20
DELTAS_OWN = frozenset(
    {
        *("timestamp", "operation", "operationParameters", "operationMetrics", "engineInfo", "clientVersion"),
        *("version", "readVersion", "isBlindAppend", "isolationLevel", "userId", "userName", "txnId", "engine"),
    }
)
"""What Delta writes of a commit; everything else is metadata that a writer gave."""


def add_to(commands: Any) -> None:
    """Name the three commands to the parser."""
    history = commands.add_parser("history", help="the store's versions, or what changed in an indicator")
    history.add_argument("--indicator", metavar="ID", help="show what changed in this one")
    history.add_argument("--from", dest="before", type=int, metavar="N", help="the earlier version")
    history.add_argument("--to", dest="after", type=int, metavar="M", help="the later version")
    history.set_defaults(run=show_history)
    tidy = commands.add_parser("tidy", help="join and sort files, clean away old versions that nothing keeps")
    tidy.add_argument("--retention-days", type=_days, default=RETENTION, metavar="N", dest="retention")
    tidy.add_argument("--dry-run", action="store_true", help="say what would be done")
    tidy.set_defaults(run=tidy_store)
    keep = commands.add_parser("keep", help="let a version stay readable for good")
    keep.add_argument("version", type=int)
    keep.add_argument("reason", help='what used it, such as "Annual review 2026"')
    keep.set_defaults(run=keep_version)


def show_history(arguments: argparse.Namespace) -> int:
    """Print the versions, newest first; with an indicator, what changed in it. 2 for a wrong call."""
    store = open_store()
    if arguments.indicator is None:
        if arguments.before is not None or arguments.after is not None:
            print("--from and --to need --indicator: which one's changes?")
            return 2
        print(format_versions(store))
        return 0
    before, after = _versions(store, arguments.indicator, arguments.before, arguments.after)
    print(format_changes(arguments.indicator, before, after, store.changes(arguments.indicator, before, after)))
    return 0


def tidy_store(arguments: argparse.Namespace) -> int:
    """Join, sort and clean; print files and bytes before and after."""
    store = open_store()
    print(f"before: {_format_size(store)}")
    if arguments.dry_run:
        print(f"would sort again: {len(store.active().crowded())} stretches of indicators")
    else:
        store.compact()
    gone = store.vacuum(arguments.retention, dry_run=arguments.dry_run)
    print(f"{'would clean' if arguments.dry_run else 'cleaned'} away: {len(gone)} files")
    for kept in store.kept_versions():
        print(f"kept: version {kept.version}, {kept.reason}")
    if not arguments.dry_run:
        print(f"after: {_format_size(store)}")
    return 0


def keep_version(arguments: argparse.Namespace) -> int:
    """Write down that a version stays readable, and why."""
    open_store().keep_version(arguments.version, arguments.reason)
    print(f"version {arguments.version} is kept: {arguments.reason.strip()}")
    return 0


def latest_change(store: ObservationStore, indicator_id: str, until: int | None = None) -> tuple[int | None, int]:
    """The newest version (up to `until`) in which an indicator changed, and the one before (None: it is the first).

    Raises StoreError when the indicator has no rows, or the change lies before what can still be read.
    """
    newest = store.version() if until is None else until
    if store.read_indicators([indicator_id], newest).empty:
        raise StoreError(f"{indicator_id}: version {newest} of the store has no rows of this indicator")
    upkeep = {commit["version"] for commit in store.history() if is_upkeep(commit)}
    for version in range(newest, 0, -1):
        if version not in upkeep and _changed(store, indicator_id, version):
            return version - 1, version
    return None, 0


def format_versions(store: ObservationStore) -> str:
    """Every version, newest first: number, time (UTC), what was done, rows, indicators, metadata."""
    rows = [
        {
            "version": commit["version"],
            "time (UTC)": f"{datetime.fromtimestamp(commit['timestamp'] / 1000, UTC):%Y-%m-%d %H:%M:%S}",
            WHAT: commit.get(WHAT, str(commit.get("operation", "")).lower()),
            "rows": commit.get("rows", ""),
            "indicators": commit.get("indicators", ""),
            "more": _format_metadata(commit),
        }
        for commit in store.history()
    ]
    return pd.DataFrame(rows).to_string(index=False, max_colwidth=60)


def format_changes(indicator_id: str, before: int | None, after: int, changes: pd.DataFrame) -> str:
    """How many rows were added, removed and changed, and the first of them as a table."""
    side = "nothing" if before is None else f"version {before}"
    counts = ", ".join(f"{int((changes['change'] == each).sum())} {each}" for each in ("added", "removed", "changed"))
    head = f"{indicator_id}, from {side} to version {after}: {counts}"
    if changes.empty:
        return head
    shown = changes.drop(columns="indicator_id").head(FIRST_ROWS).to_string(index=False, na_rep="–")
    rest = len(changes) - FIRST_ROWS
    return "\n".join([head, shown, *([f"… and {rest} more rows"] if rest > 0 else [])])


def _versions(
    store: ObservationStore, indicator_id: str, before: int | None, after: int | None
) -> tuple[int | None, int]:
    """What was asked for; the rest from the newest change."""
    if before is None:
        return latest_change(store, indicator_id, after)
    until = store.version() if after is None else after
    if all(store.read_indicators([indicator_id], version).empty for version in (before, until)):
        raise StoreError(f"{indicator_id}: neither version {before} nor {until} has rows of this indicator")
    return before, until


def _changed(store: ObservationStore, indicator_id: str, version: int) -> bool:
    """True when a version says otherwise than the one before; the same files cannot."""
    files = (set(store.active(each).holding([indicator_id])) for each in (version - 1, version))
    return next(files) != next(files) and not store.changes(indicator_id, version - 1, version).empty


def _format_metadata(commit: Mapping[str, Any]) -> str:
    told = {*DELTAS_OWN, WHAT, "rows", "indicators"}
    return ", ".join(f"{name}={value}" for name, value in sorted(commit.items()) if name not in told)


def _format_size(store: ObservationStore) -> str:
    active = store.active()
    on_disk = [path.stat().st_size for path in Path(store.location).glob("*.parquet")]
    return (
        f"{len(active.files)} files, {active.size:,} bytes in use; {len(on_disk)} files, {sum(on_disk):,} bytes on disk"
    )


def _days(text: str) -> timedelta:
    days = int(text)
    if days < 0:
        raise argparse.ArgumentTypeError("days of retention cannot be negative")
    return timedelta(days=days)
