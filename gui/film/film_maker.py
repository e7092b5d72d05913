"""Goes through the steps of a run and takes a picture of a panel at each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from core.documents.replay_exactness import INEXACT_MARK
from gui.background.job_queue import JobQueue
from gui.film.film_caption import captioned
from gui.film.film_plan import FilmPlan
from gui.film.film_writer import FilmWriter, film_writer, fitting_picture
from gui.film.step_navigator import StepNavigator
from gui.theme.theme import CurrentTheme

#: Time a panel has to redraw itself before its picture is taken, in milliseconds.
SETTLE_MS = 90
#: How long a step may be on its way.
PATIENCE_MS = 60_000


class FilmMaker(QObject):
    """Makes one film after the other; goes back to where it was when it has ended.

    Parameters
    ----------
    navigator : StepNavigator
    theme : CurrentTheme
        Colours of the line under every picture.

    Signals
    -------
    advanced(int, int)
        Pictures written, and how many there will be.
    finished(Path)
    failed(str)
        One sentence; empty if it was cancelled.  Nothing is left behind.
    """

    advanced = Signal(int, int)
    finished = Signal(object)
    failed = Signal(str)

    def __init__(
        self, navigator: StepNavigator, theme: CurrentTheme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._navigator = navigator
        self._jobs = JobQueue("film", self)
        self._plan: FilmPlan | None = None
        self._writer: FilmWriter | None = None
        self._panel: QWidget | None = None
        self._done = 0
        self._came_from: int | None = None
        self._waits_for: int | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._take_picture)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._on_too_late)
        navigator.changed.connect(self._on_changed)

    @property
    def is_busy(self) -> bool:
        """Whether a film is being made."""
        return self._plan is not None

    def start(self, plan: FilmPlan, panel: QWidget) -> None:
        """Make a film of `panel`, unless one is being made."""
        if self._plan is not None:
            return
        navigator = self._navigator
        self._plan, self._panel, self._done = plan, panel, 0
        self._writer = film_writer(plan)
        self._came_from = None if navigator.is_live else navigator.wanted_step
        self.advanced.emit(0, len(plan.steps))
        self._go_on()

    @Slot()
    def cancel(self) -> None:
        """Stop, and remove what was written."""
        self._give_up("")

    def shut_down(self) -> None:
        """Stop without a word, before the window goes."""
        self.blockSignals(True)
        writer = self._writer
        self._settle.stop()
        self._patience.stop()
        self._plan = self._writer = self._panel = self._waits_for = None
        if self._jobs.shut_down() and writer is not None:
            writer.abandon()

    def _go_on(self) -> None:
        plan = self._plan
        if plan is None:
            return
        if self._done == len(plan.steps):
            self._jobs.add(self._finish, self._on_finished, self._give_up)
            return
        self._waits_for = plan.steps[self._done]
        self._patience.start()
        self._navigator.go_to(self._waits_for)
        self._on_changed()  # it may be there already

    @Slot()
    def _on_changed(self) -> None:
        step = self._waits_for
        if step is None or self._settle.isActive():
            return
        if self._navigator.wanted_step != step:
            self._give_up(f"Step {step:,} cannot be shown, so no film was made.")
        elif self._navigator.shown_step == step:
            self._settle.start()

    @Slot()
    def _on_too_late(self) -> None:
        self._give_up(f"Step {self._waits_for or 0:,} did not come, so no film was made.")

    @Slot()
    def _take_picture(self) -> None:
        step, panel, writer = self._waits_for, self._panel, self._writer
        if step is None or panel is None or writer is None:
            return
        if self._navigator.shown_step != step:
            self._on_changed()
            return
        self._waits_for = None
        self._patience.stop()
        mark = f" · {INEXACT_MARK}" if self._navigator.inexact else ""
        caption = f"step {step:,}{mark}"
        picture = captioned(panel.grab().toImage(), caption, self._theme.theme)
        picture = fitting_picture(picture)
        self._jobs.add(partial(_add, writer, picture, step), self._on_added, self._give_up)

    def _on_added(self, _nothing: object) -> None:
        if self._plan is not None:
            self._done += 1
            self.advanced.emit(self._done, len(self._plan.steps))
            self._go_on()

    def _finish(self, **_: object) -> None:
        if self._writer is not None:
            self._writer.finish()

    def _on_finished(self, _nothing: object) -> None:
        plan = self._plan
        if plan is not None:
            self._end()
            self.finished.emit(plan.path)

    def _give_up(self, reason: str) -> None:
        writer = self._writer
        if self._plan is None or writer is None:
            return
        self._end()
        # behind what is being written
        self._jobs.add(partial(_abandon, writer))
        self.failed.emit(reason)

    def _end(self) -> None:
        self._settle.stop()
        self._patience.stop()
        self._plan = self._writer = self._panel = self._waits_for = None
        if self._came_from is None:
            self._navigator.go_live()
        else:
            self._navigator.go_to(self._came_from)


def _add(writer: FilmWriter, picture: QImage, step: int, **_: object) -> None:
    writer.add(picture, step)


def _abandon(writer: FilmWriter, **_: object) -> None:
    writer.abandon()
