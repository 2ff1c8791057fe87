"""What an installation remembers of a source between two fetches: the answer's day, title and unit of each id.

It is only a memory: without it everything is fetched again, and nothing is lost. It belongs to one
table of observations, so a store that was made anew is filled from the beginning.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from geodata.durable import write_durably
from indicators.settings import data_home


class Remembered(BaseModel):
    """What the last accepted (or refused) answer of one id was like."""

    model_config = ConfigDict(frozen=True)

    data_updated: str
    title: str
    unit_code: str
    rows: int
    outcome: str


class SourceState(BaseModel):
    """Everything remembered of one source, and of which table."""

    table_id: str = ""
    ids: dict[str, Remembered] = {}

    def with_ids(self, news: Mapping[str, Remembered]) -> "SourceState":
        """A state in which the news stand beside, or instead of, what was known."""
        return self.model_copy(update={"ids": {**self.ids, **news}})


def state_path(source: str, home: Path | None = None) -> Path:
    """Where the memory of a source lies."""
    return (home or data_home()) / "refresh" / f"{source}.json"


def read_state(source: str, table_id: str, home: Path | None = None) -> SourceState:
    """The memory of a source; an empty one when there is none, when it is damaged, or of another table."""
    try:
        state = SourceState.model_validate_json(state_path(source, home).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        return SourceState(table_id=table_id)
    return state if state.table_id == table_id else SourceState(table_id=table_id)


def write_state(source: str, state: SourceState, home: Path | None = None) -> None:
    """Keep a memory. Raises OSError."""
    write_durably(state_path(source, home), state.model_dump_json())
