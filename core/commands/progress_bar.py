"""Show how far a command is, on standard error."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 24
SECONDS_BETWEEN_FRAMES = 0.1
#: Where a redrawn line would only fill a log, a line is printed each time this much is done.
LOG_STEP = 0.1
LINE_LENGTH = 100


class ProgressBar:
    """One line that redraws itself; in a log file, a line for every tenth.

    Use it as a context manager, so that whatever happens the next text starts on a line of
    its own.

    Parameters
    ----------
    stream : text file, optional
        Default: standard error.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._is_terminal = self._stream.isatty()
        self._next_frame = 0.0
        self._next_log = 0.0
        self._is_line_open = False

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def show(self, fraction: float, text: str) -> None:
        """Say that `fraction` (0 to 1) of the work is done; cheap enough for every step."""
        if self._is_terminal:
            now = time.monotonic()
            if now >= self._next_frame or fraction >= 1:
                self._next_frame = now + SECONDS_BETWEEN_FRAMES
                self._redraw(fraction, text)
        elif fraction >= self._next_log:
            self._next_log = (int(fraction / LOG_STEP + 1e-9) + 1) * LOG_STEP - 1e-9
            self._stream.write(f"{fraction:4.0%} {text}\n")
            self._stream.flush()

    def begin(self) -> None:
        """Start over for another piece of work."""
        self.close()
        self._next_frame = self._next_log = 0.0

    def close(self) -> None:
        """Leave the line as it is and go to the next."""
        if self._is_line_open:
            self._stream.write("\n")
            self._stream.flush()
            self._is_line_open = False

    def _redraw(self, fraction: float, text: str) -> None:
        done = round(WIDTH * min(max(fraction, 0.0), 1.0))
        bar = "#" * done + "-" * (WIDTH - done)
        line = f"[{bar}] {fraction:4.0%} {text}"[:LINE_LENGTH]
        self._stream.write(f"\r{line:<{LINE_LENGTH}}")
        self._stream.flush()
        self._is_line_open = True
