"""What notes and refusals say: `messages/*.toml`, one table a code with fi, sv, en and, for a refusal, its advice."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "messages"


def message(code: str, language: str, facts: Mapping[str, str | int]) -> str:
    """The message of a code in "fi", "sv" or "en", its places filled. Raises KeyError for a code nobody wrote."""
    return str(_messages()[code][language]).format_map(facts)


def advice(code: str, language: str, facts: Mapping[str, str | int]) -> str:
    """What to do about a refusal."""
    return str(_messages()[code]["advice"][language]).format_map(facts)


def codes() -> frozenset[str]:
    """Every code that has a message."""
    return frozenset(_messages())


def is_refusal(code: str) -> bool:
    """True when the code comes with advice."""
    return "advice" in _messages()[code]


@cache
def _messages() -> Mapping[str, Any]:
    """All messages. Raises ValueError when two files name the same code."""
    found: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        own = tomllib.loads(path.read_text(encoding="utf-8"))
        if twice := found.keys() & own.keys():
            raise ValueError(f"{path.name}: {', '.join(sorted(twice))} stands in another file too")
        found |= own
    return found
