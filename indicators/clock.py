"""Now and today, asked for in one place so that a test or a demonstration can stand still."""

import os
from datetime import UTC, date, datetime, time


def today() -> date:
    """The day `HYTEDATA_TODAY` (ISO date) names, by default the machine's own day."""
    stated = os.environ.get("HYTEDATA_TODAY")
    return date.fromisoformat(stated) if stated else date.today()


def now() -> datetime:
    """This moment in UTC; noon of the stated day when `HYTEDATA_TODAY` names one."""
    stated = os.environ.get("HYTEDATA_TODAY")
    return datetime.combine(date.fromisoformat(stated), time(12), UTC) if stated else datetime.now(UTC)
