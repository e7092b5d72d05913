"""A copy of a document that has to be repaired before it can be read."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory


class Shelter:
    """Keeps at most one copy, in a folder that goes when it is left."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def copy_of(self, path: Path) -> Path:
        """Return a copy of a file, with what SQLite put beside it.

        Raises
        ------
        OSError
            If it cannot be copied.
        """
        self.leave()
        self._folder = TemporaryDirectory(prefix="glassbox-")
        shutil.copy(path, self._folder.name)
        for suffix in ("-wal", "-journal"):
            with suppress(FileNotFoundError):  # its writer may be taking it away just now
                shutil.copy(path.with_name(path.name + suffix), self._folder.name)
        return Path(self._folder.name, path.name)

    def leave(self) -> None:
        """Let go of the copy, if there is one."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
