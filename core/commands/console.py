"""The one place from which a command speaks."""

from __future__ import annotations

import sys
from typing import TextIO

from core.commands.safe_stream import SafeStream
from core.sentence import printable, sentence


class Console:
    """Results on standard output, everything else on standard error; nothing here raises.

    Parameters
    ----------
    out, err : text file, optional
        By default the streams of the process, which may be None.
    is_quiet : bool
        Whether to keep progress and remarks back.

    Attributes
    ----------
    out, err : SafeStream
    is_quiet : bool
    """

    def __init__(
        self, out: TextIO | None = None, err: TextIO | None = None, *, is_quiet: bool = False
    ) -> None:
        self.out = SafeStream(sys.stdout if out is None else out)
        self.err = SafeStream(sys.stderr if err is None else err)
        self.is_quiet = is_quiet

    def say(self, text: str) -> None:
        """Write lines of results; what a file puts in them moves no cursor of a terminal."""
        lines = (printable(line.expandtabs()) for line in text.split("\n"))
        self.out.write("\n".join(lines) + "\n")

    def remark(self, text: str) -> None:
        """Say something besides the results."""
        if not self.is_quiet:
            self.complain(text)

    def complain(self, text: str) -> None:
        """Write one sentence on standard error, quiet or not."""
        self.err.write(f"{sentence(text)}\n")
        self.err.flush()

    def end(self) -> str:
        """Let everything go; return why results could not be written, or nothing."""
        self.out.flush()
        self.err.flush()
        return self.out.trouble
