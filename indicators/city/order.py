"""Changes to the chosen set: add, remove, move, another theme. Each gives a new set.

Entries are named by key, not by place: another person may have changed the file meanwhile.
"""

from indicators.city.chosen import Chosen
from indicators.model import Theme

Entries = tuple[Chosen, ...]


def with_added(entries: Entries, added: Chosen) -> Entries:
    """The set with one more at its end; the same set when it is there already."""
    return entries if added.key in {each.key for each in entries} else (*entries, added)


def without(entries: Entries, key: str) -> Entries:
    """The set without one entry."""
    return tuple(each for each in entries if each.key != key)


def moved(entries: Entries, key: str, step: int) -> Entries:
    """The set with one entry `step` places later (earlier when negative), at most to an end."""
    places = {each.key: place for place, each in enumerate(entries)}
    if key not in places:
        return entries
    rest = list(without(entries, key))
    rest.insert(min(max(places[key] + step, 0), len(rest)), entries[places[key]])
    return tuple(rest)


def with_theme(entries: Entries, key: str, theme: Theme) -> Entries:
    """The set with another theme for one entry."""
    return tuple(each.model_copy(update={"theme": theme}) if each.key == key else each for each in entries)
