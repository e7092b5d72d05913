"""A stream that may be missing, full, closed or of a small encoding."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TextIO

#: What Python raises for a stream that cannot be written to any more.
FAILURES = (OSError, ValueError)


class SafeStream:
    """Writes what can be written, and never raises: what is said must not end the work.

    Letters that the encoding lacks become ``?``.  After the first failure nothing more is
    tried, and what is left in the buffer goes nowhere, so that the interpreter does not
    stumble over it at its end.

    Parameters
    ----------
    stream : text file or None
        None, as a process has that began without this stream: nothing is missed then.

    Attributes
    ----------
    trouble : str
        Why something could not be written, in a few words; empty if all was.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.trouble = ""

    @property
    def encoding(self) -> str:
        """Of the stream; ASCII if no one knows."""
        return getattr(self._stream, "encoding", None) or "ascii"

    def write(self, text: str) -> int:
        """Write `text`; return its length, whatever became of it."""
        if self._stream is not None and not self.trouble:
            try:
                try:
                    self._stream.write(text)
                except UnicodeError:
                    known = text.encode(self.encoding, "replace").decode(self.encoding)
                    self._stream.write(known)
            except FAILURES as error:
                self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Let everything go where it belongs."""
        if self._stream is not None and not self.trouble:
            try:
                self._stream.flush()
            except FAILURES as error:
                self._give_up(error)

    def isatty(self) -> bool:
        """Return whether a person looks at it."""
        with suppress(*FAILURES):
            return self._stream is not None and self._stream.isatty()
        return False

    def fileno(self) -> int:
        """Return the number of the stream.

        Raises
        ------
        OSError
            If it has none.
        """
        if self._stream is None:
            raise OSError("there is no such stream")
        return self._stream.fileno()

    def _give_up(self, error: Exception) -> None:
        strerror = error.strerror if isinstance(error, OSError) else None
        self.trouble = (strerror or "it is closed")[:120]
        # what is still in its buffer would be tried once more when the interpreter ends
        with suppress(*FAILURES):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                os.dup2(nowhere, self.fileno())
            finally:
                os.close(nowhere)
