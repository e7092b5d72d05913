"""Ctrl+C, a closed terminal and a polite kill: what is in hand is finished first."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from core.errors import CoreError

EXIT_CODE = 130
NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Interrupted(CoreError):
    """Someone wants the process to end, and nothing is in hand any more."""


class Interruption:
    """What to do when a signal asks the process to end.

    While something is in hand (`held`), a signal is only noted: who holds it looks at
    `is_wanted` between two steps, saves, and goes on to `check`.  At any other moment nothing
    can be lost, and the process ends at once.  No exception is ever raised out of a signal
    handler: there is no place in a program where one could not do harm.

    A signal that the process was told to ignore, as ``nohup`` does, stays ignored.

    Attributes
    ----------
    is_wanted : bool
        Whether a signal has come.
    kept : str
        What is known to be kept, for the sentence at the end: ``"the run is in run.npz"``.
    """

    def __init__(self) -> None:
        self.is_wanted = False
        self.kept = ""
        self._holders = 0
        self._before: dict[int, object] = {}

    def __enter__(self) -> Interruption:
        if threading.current_thread() is threading.main_thread():  # only there they can be set
            for name in NAMES:
                kind = getattr(signal, name, None)  # not every system has them all
                if kind is not None and signal.getsignal(kind) is not signal.SIG_IGN:
                    self._before[kind] = signal.signal(kind, self._on_signal)
        return self

    def __exit__(self, *exception: object) -> None:
        for kind, handler in self._before.items():
            signal.signal(kind, handler)  # type: ignore[arg-type]
        self._before.clear()

    def be_done(self) -> None:
        """Ignore every signal from now on: what the process did is done and said.

        As the interpreter ends it gives signals their usual effect back, and one that comes
        then would take the place of the exit code.
        """
        for kind in self._before:
            signal.signal(kind, signal.SIG_IGN)

    @property
    def sentence(self) -> str:
        """What to say at the end."""
        return f"interrupted: {self.kept or 'nothing was written'}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nothing end the process before the block is done.

        Raises
        ------
        Interrupted
            Behind the block, if a signal has come meanwhile.
        """
        self._holders += 1
        try:
            yield
        finally:
            self._holders -= 1
        self.check()

    def check(self) -> None:
        """Raise `Interrupted` if a signal has come and nothing is in hand."""
        if self.is_wanted and not self._holders:
            raise Interrupted(self.sentence)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        was_wanted, self.is_wanted = self.is_wanted, True
        if not self._holders and not was_wanted:
            leave(f"glassbox: {self.sentence}")


def leave(sentence: str) -> NoReturn:
    """End this process at once, with a sentence on standard error if that is possible."""
    try:
        os.write(2, f"\n{sentence}\n".encode(errors="replace"))
    except OSError:
        pass
    finally:
        os._exit(EXIT_CODE)
