"""Everything that can go wrong, as one tree.

    HyteDataError
    ├── SourceError               a source of figures failed
    │   ├── SourceUnavailable     try again later
    │   └── UnexpectedResponse    do not try again: the source has changed
    ├── UploadError               a file somebody gave us cannot be read
    ├── DefinitionError           an indicator's definition is wrong (ValueError)
    ├── ObservationError          a row breaks the observation schema (ValueError)
    ├── AggregationRefused        a figure cannot honestly be summed up to that level
    ├── MeasureError              numbers that a statistical method does not allow (ValueError)
    ├── StoreError                the store of observations cannot be read or written
    │   └── UnknownVersion        it has no such version, or keeps it no longer
    └── DisclosureError           a publication would reveal somebody

Errors about places are `geodata.errors.GeodataError`, since geodata knows nothing of this room.
A message names the file, row, column or code, the rule, and what to do.
"""


class HyteDataError(Exception):
    """The root: catch this at the edge, and nothing wider."""


class SourceError(HyteDataError):
    """A source of figures failed."""


class SourceUnavailable(SourceError):
    """The source did not answer; the same request may succeed later."""


class UnexpectedResponse(SourceError):
    """The source answered something this version does not understand."""


class UploadError(HyteDataError):
    """A file somebody gave us cannot be read."""


class DefinitionError(HyteDataError, ValueError):
    """An indicator's definition is wrong; names the file and the key."""


class ObservationError(HyteDataError, ValueError):
    """A row breaks the observation schema; names the row and the column."""


class AggregationRefused(HyteDataError):
    """A figure cannot honestly be summed up to that level; the message says why."""


class MeasureError(HyteDataError, ValueError):
    """Numbers that a statistical method does not allow; names the place, the rule and what was given."""


class StoreError(HyteDataError):
    """The store of observations cannot be read or written."""


class UnknownVersion(StoreError):
    """The store has no such version, or keeps its files no longer."""


class DisclosureError(HyteDataError):
    """A publication would reveal somebody."""
