"""Makes what is computed beside the window as slow as on a bad day."""

from __future__ import annotations

import random
import threading

from gui.background.newest_wish import _Worker


class Slowness:
    """Delays every answer of the background by a random part of `seconds`."""

    def __init__(self, seed: int) -> None:
        self.seconds = 0.0
        self._random = random.Random(seed)
        self._never = threading.Event()

    def inject(self, monkeypatch) -> None:
        """Delay the answers of every worker made from now on."""
        make = _Worker.__init__

        def make_slow(worker, answer, *rest):
            def answer_late(wish, attempt):
                self._delay()
                return answer(wish, attempt)

            make(worker, answer_late, *rest)

        monkeypatch.setattr(_Worker, "__init__", make_slow)

    def _delay(self) -> None:
        if self.seconds:
            self._never.wait(self.seconds * self._random.random())
