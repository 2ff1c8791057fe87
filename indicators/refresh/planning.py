"""Which indicators a fetch asks for: those that are wanted and that have changed at the source."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from indicators.definition_files import Catalogue
from indicators.model import Dataset
from indicators.refresh.state import SourceState
from indicators.sources.sotkanet_catalogue import ListedIndicator


@dataclass(frozen=True)
class Plan:
    """Ids to fetch (in the order they will be written), unchanged ones, and ids the source does not list."""

    fetched: tuple[ListedIndicator, ...]
    unchanged: tuple[ListedIndicator, ...]
    unknown: tuple[int, ...]


def definitions_by_id(catalogue: Catalogue) -> dict[int, tuple[str, ...]]:
    """SOTKAnet's id → our indicators that are fetched by it."""
    found: dict[int, tuple[str, ...]] = {}
    for indicator in catalogue.values():
        for source_id in indicator.live_ids(Dataset.SOTKANET):
            found[int(source_id)] = (*found.get(int(source_id), ()), indicator.indicator_id)
    return found


def plan(
    listed: Iterable[ListedIndicator],
    wanted: Collection[int] | None,
    state: SourceState,
    names: Mapping[int, tuple[str, ...]],
    *,
    again: bool = False,
) -> Plan:
    """What to ask for. `wanted` is None for everything; `again` asks for what has not changed, too.

    Ids that are fetched stand in the order of their indicators' names: the store is sorted so, and one
    commit then touches few of its files.
    """
    known = {each.sotkanet_id: each for each in listed}
    chosen = [known[one] for one in (known if wanted is None else wanted) if one in known]
    same = [each for each in chosen if not again and _unchanged(each, state)]
    rest = sorted(set(chosen) - set(same), key=lambda each: _name(each.sotkanet_id, names))
    return Plan(tuple(rest), tuple(same), tuple(one for one in wanted or () if one not in known))


def generated_id(sotkanet_id: int) -> str:
    """Our id of an indicator that has no definition of ours."""
    return f"sotkanet_{sotkanet_id:05d}"


def _name(sotkanet_id: int, names: Mapping[int, tuple[str, ...]]) -> str:
    return names.get(sotkanet_id, (generated_id(sotkanet_id),))[0]


def _unchanged(listed: ListedIndicator, state: SourceState) -> bool:
    """True when the last answer was taken, and the list gives the same day and the same title now."""
    known = state.ids.get(str(listed.sotkanet_id))
    if known is None or listed.data_updated is None:
        return False
    return known.data_updated == listed.data_updated.isoformat() and known.title == listed.title.fi
