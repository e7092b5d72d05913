"""Show how far a command is, on standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from tqdm import tqdm

WIDTH = 24
SECONDS_BETWEEN_FRAMES = 0.1
#: Where a redrawn line would only fill a log, a line is printed each time this much is done.
LOG_STEP = 0.1
#: Of a terminal that does not say how large it is.
LINE_LENGTH, LINES = 100, 24


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
        self._line: tqdm[Any] | None = None
        self._next_log = 0.0

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def show(self, fraction: float, text: str) -> None:
        """Say that `fraction` (0 to 1) of the work is done; cheap enough for every step."""
        if self._is_terminal:
            self._redraw(min(max(fraction, 0.0), 1.0), text)
        elif fraction >= self._next_log:
            self._next_log = (int(fraction / LOG_STEP + 1e-9) + 1) * LOG_STEP - 1e-9
            self._stream.write(f"{fraction:4.0%} {text}\n")
            self._stream.flush()

    def begin(self) -> None:
        """Start over for another piece of work."""
        self.close()
        self._next_log = 0.0

    def close(self) -> None:
        """Leave the line as it is and go to the next."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _redraw(self, fraction: float, text: str) -> None:
        if self._line is None:
            self._line = _new_line(self._stream, fraction, text)
        self._line.set_description_str(text, refresh=False)
        self._line.n = fraction
        if fraction >= 1:
            self._line.refresh()
        else:
            self._line.update(0)  # draws, unless it did so a moment ago


def _new_line(stream: TextIO, fraction: float, text: str) -> tqdm[Any]:
    # takes 45 ms, and a log does not need it
    from tqdm import tqdm

    # a thread of tqdm's would look after bars that are seldom updated: none of ours
    tqdm.monitor_interval = 0
    return tqdm(
        desc=text,
        total=1.0,
        initial=fraction,
        file=stream,
        bar_format=f"{{percentage:3.0f}}% |{{bar:{WIDTH}}}| {{desc}}",
        mininterval=SECONDS_BETWEEN_FRAMES,
        miniters=0,
        ncols=LINE_LENGTH,
        nrows=LINES,
        dynamic_ncols=_has_width(stream),  # narrower where the terminal is
    )


def _has_width(stream: TextIO) -> bool:
    """Return whether a terminal says how wide it is; in a container some say 0."""
    try:
        return os.get_terminal_size(stream.fileno()).columns > 0
    except (OSError, ValueError):
        return False
