"""Who may see something the city owns."""

from enum import StrEnum


class Access(StrEnum):
    """Open to everybody, to the city's staff, or only to named persons."""

    OPEN = "open"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
