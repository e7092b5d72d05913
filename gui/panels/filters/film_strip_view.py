"""The film-strip with its scroll bar, and where its pictures come from."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from core.arrays import FloatArray
from core.inspection.filter_bank import FilterBank
from core.inspection.filter_film import cosine_to_start, film_steps, make_film
from core.inspection.moment import Moment
from core.training.session_state import VALUES
from gui.panels.filters.film_strip import FilmStrip
from gui.theme.theme import CurrentTheme

if TYPE_CHECKING:
    from core.documents.state_source import StateSource

#: Seconds between two looks at which states there are.
PAUSE = 0.5


class FilmStripView(QScrollArea):
    """Shows a bank of filters at some steps of the run, out of the states in memory.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName`` of the strip.

    Signals
    -------
    chosen(int, int)
        Step and filter of the picture that was clicked.
    """

    chosen = Signal(int, int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = FilmStrip(theme)
        self.strip.setObjectName(name)
        self.setWidget(self.strip)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._source: StateSource | None = None
        self._source_run_id = ""
        self._filmed: tuple[object, ...] = ()
        self._filmed_at = -PAUSE
        self.strip.chosen.connect(self.chosen)

    def use_source(self, source: StateSource, run_id: str) -> None:
        """Take pictures out of the states of another run, while that is the shown one."""
        self._source, self._source_run_id = source, run_id
        self._filmed = ()

    @property
    def limit(self) -> float:
        """The absolute value that gets the full colour."""
        return 0.0 if self.strip.film is None else self.strip.film.largest

    def show_filters(
        self, moment: Moment, bank: FilterBank, channel: int, last: int, selected: int | None
    ) -> None:
        """Show the filters of `bank` from step 0 to `last`, and `moment` among them.

        Parameters
        ----------
        moment : Moment
        bank : FilterBank
        channel : int
            Input channel.
        last : int
            The run's newest step.
        selected : int or None
            Which filter is selected.
        """
        now, start = moment.snapshot.values[bank.path], moment.initial[bank.path]
        self._film(moment, bank, channel, last)
        weights, initial = bank.fold(now), bank.fold(start)
        cosines = cosine_to_start(weights, initial)
        self.strip.show_now(
            moment.snapshot.step,
            weights[:, :, channel],
            cosines,
            selected,
            is_exact=moment.is_exact,
        )

    def _film(self, moment: Moment, bank: FilterBank, channel: int, last: int) -> None:
        room = self.viewport().size()
        subject = moment.run_id, bank.path, channel, room.width(), room.height()
        is_new = subject != self._filmed
        if not is_new and time.monotonic() - self._filmed_at < PAUSE:
            return
        frames = self._frames(moment, bank, last)
        film = self.strip.film
        if is_new or film is None or film.steps != tuple(step for step, _ in frames):
            self.strip.show_film(make_film(frames, channel))
        self._filmed, self._filmed_at = subject, time.monotonic()

    def _frames(
        self, moment: Moment, bank: FilterBank, last: int
    ) -> list[tuple[int, FloatArray]]:
        source, shown = self._source_of(moment), moment.snapshot
        known = np.empty(0, np.int64) if source is None else source.stored_steps()
        newest = int(known[-1]) if len(known) else 0
        last = shown.step if shown.step >= newest else min(newest, last)
        room = self.viewport()
        count = self.strip.fit(bank.shape, room.width(), room.height())
        frames = []
        for step in film_steps(known, last, count):
            weight = self._weight(moment, bank.path, step)
            if weight is not None:
                frames.append((step, bank.fold(weight)))
        return frames

    def _source_of(self, moment: Moment) -> StateSource | None:
        """Return the states of the run of `moment`; there are none between two runs."""
        return self._source if self._source_run_id == moment.run_id else None

    def _weight(self, moment: Moment, path: str, step: int) -> FloatArray | None:
        if step == 0:
            return moment.initial[path]
        if step == moment.snapshot.step:
            return moment.snapshot.values[path]
        source = self._source_of(moment)
        state = None if source is None else source.state_before(step)
        if state is None or state.step != step:  # thinned away meanwhile
            return None
        weight: FloatArray = state.arrays[VALUES + path]
        return weight
