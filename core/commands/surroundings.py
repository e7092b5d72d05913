"""What every command has besides its options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.commands.console import Console
from core.commands.interruption import Interruption
from core.commands.progress_bar import ProgressBar

#: Anything that can be written as one line of JSON.
ToJson = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a command speaks, and who may interrupt it.

    Attributes
    ----------
    console : Console
    interruption : Interruption
    threads : int or None
        How many may compute at once; None for as many as processors are free.
    wants_json : bool
    """

    console: Console
    interruption: Interruption
    threads: int | None = None
    wants_json: bool = False

    def progress_bar(self) -> ProgressBar:
        """Return a bar on standard error, or one that shows nothing."""
        return ProgressBar(self.console.err, is_quiet=self.console.is_quiet)

    def report(self, text: str, to_json: ToJson) -> None:
        """Say what came of it: in words, and as the last line in JSON if that was asked for."""
        self.console.say(text)
        if self.wants_json:
            self.console.say(to_json())
