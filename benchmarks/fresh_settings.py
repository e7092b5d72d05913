"""Settings of a first start, kept nowhere for long."""

from __future__ import annotations

import atexit
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.settings import Settings


def fresh_settings() -> Settings:
    """Return settings in a file of their own, which is gone when the process ends.

    Never the null device: Qt writes settings beside their file and renames them over it.
    """
    from PySide6.QtCore import QSettings

    from gui.settings import Settings

    folder = TemporaryDirectory(prefix="glassbox-settings-")
    atexit.register(folder.cleanup)
    store = QSettings(str(Path(folder.name) / "settings.ini"), QSettings.Format.IniFormat)
    return Settings(store)
