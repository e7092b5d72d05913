"""Goes to other moments of a run, on a thread of its own."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import Cancelled, CoreError

if TYPE_CHECKING:  # it brings sqlite3, which no window needs before the first step
    from core.documents.time_machine import TimeMachine

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class TravelWish:
    """A step that is wanted, and who can go there."""

    machine: TimeMachine
    step: int


class TravelWorker(QObject):
    """Answers the newest wish; an older one is given up, even while it is replayed.

    `ask` may be called from any thread; everything else runs on the worker's own thread.

    Signals
    -------
    recalled(TravelWish, RecalledMoment)
    computing(TravelWish)
        The step is not stored: it will take a while.
    failed(TravelWish, str)
    """

    recalled = Signal(object, object)
    computing = Signal(object)
    failed = Signal(object, str)
    _asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._newest: TravelWish | None = None
        self._asked.connect(self._work)

    def ask(self, wish: TravelWish | None) -> None:
        """Want nothing but `wish` any more; None gives up what is under way."""
        with self._lock:
            self._newest = wish
        if wish is not None:
            self._asked.emit()

    @Slot()
    def _work(self) -> None:
        with self._lock:
            wish = self._newest
        if wish is None:
            return
        try:
            if not wish.machine.is_stored(wish.step):
                self.computing.emit(wish)
            moment = wish.machine.at(wish.step, cancelled=lambda: self._newest is not wish)
        except Cancelled:
            return
        except CoreError as error:
            self.failed.emit(wish, str(error)[:300])
        except Exception as error:
            logger.exception("going to another step failed")
            self.failed.emit(wish, f"{type(error).__name__}: {error}"[:300])
        else:
            self.recalled.emit(wish, moment)
        with self._lock:
            if self._newest is wish:  # the questions before it that still wait are answered
                self._newest = None
