"""The folder for what can be made or fetched anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: Environment variable that names another folder for what can be made anew.
CACHE_VARIABLE = "GLASSBOX_CACHE"


def cache_folder() -> Path:
    """Return the folder for what can be made anew, as the system has it."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named).absolute()
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "Glassbox/Cache"
    if sys.platform == "darwin":
        return home / "Library/Caches/Glassbox"
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if given.startswith("/") else home / ".cache") / "glassbox"
