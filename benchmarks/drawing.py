"""Measure how long a stroke takes to its painted answer, while training runs.

Opens the window, trains, and draws digits on the board of the Draw panel, a move of the mouse
every few milliseconds, as a hand does.  A move is answered when the bars of the classes are
painted with what the network says of a drawing that has the ink of that move in it.

Usage: ``python benchmarks/drawing.py [--strokes 12] [--presets seed-cnn,lenet-5]``
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from core.datasets.sample import Sample
    from core.inspection.moment import Moment
    from gui.window.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
GOAL = 30  # milliseconds, at the 95th percentile
PATIENCE_SECONDS = 10.0
MOVE_SECONDS = 0.012  # between two moves of the mouse
MOVES = 40  # a stroke


def wait_until(
    application: QApplication, is_so: Callable[[], bool], seconds: float = PATIENCE_SECONDS
) -> None:
    """Let the window work until something is so, but not for longer."""
    end = time.perf_counter() + seconds
    while not is_so() and time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.0005)


class Answers:
    """Notes of every move when its answer is painted.

    Parameters
    ----------
    window : MainWindow
    """

    def __init__(self, window: MainWindow) -> None:
        from PySide6.QtCore import QEvent, QObject

        from gui.panels.draw.draw_panel import DrawPanel

        panel = window.docks["draw_panel"].panel
        if not isinstance(panel, DrawPanel):
            raise TypeError(f"expected the Draw panel, received {panel!r}")
        self.panel, self.drawing = panel, window.state.drawing
        self.waiting: list[tuple[int, float]] = []  # ink that was on the board, and when
        self.waits: list[float] = []
        self._ink: dict[Sample, int] = {}  # on the board, when each sample was made of it
        panel.reader.changed.connect(self._remember)
        note = self._note

        class Watch(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    note(window.state.moment.moment)
                return False

        self._watch = Watch()
        panel.sections.answer.installEventFilter(self._watch)

    def _remember(self) -> None:
        reader = self.panel.reader
        if reader.read_board is not None and reader.read is not None:
            self._ink.setdefault(reader.read.sample, int(reader.read_board.sum()))

    def _note(self, moment: Moment | None) -> None:
        ink = None if moment is None else self._ink.get(moment.sample)
        if ink is None:
            return
        now = time.perf_counter()
        while self.waiting and self.waiting[0][0] <= ink:
            self.waits.append(1000 * (now - self.waiting.pop(0)[1]))


def draw(application: QApplication, answers: Answers, stroke: int) -> None:
    """Draw a loop with the mouse, and wait for the last answer."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    board = answers.panel.board
    middle, radius = board.rect().center(), board.height() // 4
    places = [
        middle + QPoint(
            round(radius * math.cos(0.15 * at + stroke)),
            round(radius * math.sin(0.1 * at + stroke)),
        )
        for at in range(MOVES)
    ]  # fmt: skip
    sheet = answers.drawing
    sheet.clear()
    wait_until(application, lambda: sheet.sheet.is_empty)
    answers.waiting.clear()
    QTest.mousePress(board, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        before, moved = int(sheet.sheet.board.sum()), time.perf_counter()
        QTest.mouseMove(board, place)
        after = int(sheet.sheet.board.sum())
        if after > before:
            answers.waiting.append((after, moved))
        wait_until(application, lambda: False, MOVE_SECONDS)
    wait_until(application, lambda: not answers.waiting, 1.0)
    QTest.mouseRelease(board, Qt.MouseButton.LeftButton, pos=places[-1])


def measure(preset: str, strokes: int) -> list[float]:
    """Return the milliseconds from each move to the painted answer."""
    from benchmarks.answer_times import open_window

    application, window = open_window(preset)
    state, late = window.state, window.late_panels
    wait_until(application, lambda: state.moment.moment is not None and late.is_done)
    window.docks["draw_panel"].take_keyboard()
    answers = Answers(window)
    window.lab.start_or_pause()
    wait_until(application, lambda: window.lab.session is not None
               and window.lab.session.step > 100)  # fmt: skip
    for stroke in range(strokes):
        draw(application, answers, stroke)
    window.close()
    return answers.waits


def describe(preset: str, times: list[float]) -> str:
    """Return what is printed of one preset."""
    median, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    return (
        f"{preset}: {len(times)} moves of the pen while training, answer painted after "
        f"{median:.0f} ms (median), {p95:.0f} ms (p95), {times[-1]:.0f} ms (worst); "
        f"goal ≤ {GOAL} ms at p95"
    )


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from benchmarks.answer_times import report_times

    report_times(__file__, __doc__ or "", ("strokes", 12), measure, describe)
