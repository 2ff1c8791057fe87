"""Today, asked for in one place so that a test or a demonstration can stand still."""

import os
from datetime import date


def today() -> date:
    """The day `HYTEDATA_TODAY` (ISO date) names, by default the machine's own day."""
    stated = os.environ.get("HYTEDATA_TODAY")
    return date.fromisoformat(stated) if stated else date.today()
