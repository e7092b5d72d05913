"""What can be cut while a download waits for its next piece."""

from __future__ import annotations

from contextlib import suppress
from typing import Protocol


class Readable(Protocol):
    """The connection of a download."""

    def shutdown(self) -> object:
        """Let nothing more be read, on whichever thread that is waited for now."""


class DownloadLine:
    """The connection a download reads from at the moment; another thread may cut it.

    Without that, a download that is given up waits as long as a server keeps silent.
    """

    def __init__(self) -> None:
        self._is_cut = False
        self._connection: Readable | None = None

    def use(self, connection: Readable | None) -> None:
        """Read from another connection from now on, or from none."""
        self._connection = connection
        if self._is_cut:
            self.cut()

    def cut(self) -> None:
        """End the connection, and those that come."""
        self._is_cut = True
        connection = self._connection
        if connection is not None:
            with suppress(OSError, ValueError):  # it is at its end anyway
                connection.shutdown()
