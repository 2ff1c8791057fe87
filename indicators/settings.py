"""Settings that an operator may change, read from the environment when asked for, never at import."""

import os
from pathlib import Path


def data_home() -> Path:
    """The folder HyteData keeps its own data in: `HYTEDATA_HOME`, by default `.hytedata`."""
    return Path(os.environ.get("HYTEDATA_HOME", ".hytedata"))


def packs_assets() -> bool:
    """Whether Streamlit's files are packed in the background: `HYTEDATA_PACK_ASSETS`, by default yes."""
    return os.environ.get("HYTEDATA_PACK_ASSETS", "1") != "0"
