"""Does one thing after the other with the window, and sees what becomes of it."""

from __future__ import annotations

import random
import re
import traceback
from collections import deque
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from gui.state.run_state import RunState
from tests.support.window_driving import LONG
from tests.world.monkey import (
    hand,
    keyboard_actions,
    pointer_actions,
    run_actions,
    sights,
    window_actions,
)
from tests.world.monkey.fault_watch import FaultWatch
from tests.world.monkey.resources import Resources, held_now
from tests.world.monkey.stall_watch import StallWatch

#: How often each action is chosen.
ACTIONS = (
    (16, pointer_actions.press_any_button),
    (12, pointer_actions.click_anywhere),
    (5, pointer_actions.click_an_item),
    (5, pointer_actions.point_around),
    (7, pointer_actions.drag_anywhere),
    (3, pointer_actions.drag_a_separator),
    (3, pointer_actions.slide),
    (7, pointer_actions.scrub),
    (5, pointer_actions.turn_wheel),
    (8, pointer_actions.choose_in_a_box),
    (7, keyboard_actions.press_shortcut),
    (8, keyboard_actions.press_keys),
    (7, keyboard_actions.type_into_a_field),
    (4, window_actions.resize),
    (1, window_actions.change_state),
    (6, window_actions.use_menu),
    (3, window_actions.add_a_layer),
    (8, window_actions.answer),
    (2, window_actions.float_back),
    (1, window_actions.close_and_reopen),
    (10, run_actions.drive_training),
    (6, run_actions.use_a_run),
    (3, run_actions.ask_for_a_branch),
    (2, run_actions.ask_for_a_film),
    (4, run_actions.drop_a_file),
    (2, run_actions.be_slow),
    (4, run_actions.wait_a_while),
)
#: How what could not be done is told, and how often something else is tried then.
IDLE, MOST_TRIES = ("see no", "cannot", "think of"), 5
PAUSES = (0, 0, 0, 5, 5, 20, 60, 150)
REMEMBERED = 30
#: How often what blocks an action is looked at, and when it is pushed out of the way.
LOOK_MS, PATIENCE = 40, 15
#: A name of Python's in a sentence for the user.
RAW = re.compile(r"\b[A-Z]\w*(Error|Exception)\b|Traceback|object at 0x")


class Monkey(QObject):
    """Acts on the real window, by chance that a seed decides.

    Parameters
    ----------
    seed : int
    open_window : callable
        Returns a new window that is shown.
    files : Files
    slowness : Slowness
    may_close : bool
        Whether it closes the window now and then, and goes on in another.
    say : callable
        Called with the story if the program ends in the middle of it.
    """

    def __init__(
        self, seed, open_window, files, slowness, *, may_close=True, say=print
    ) -> None:
        super().__init__()
        self.seed, self.files, self.slowness, self.may_close = seed, files, slowness, may_close
        self.faults = FaultWatch(lambda message: say(self.told(message)))
        self.stalls = StallWatch()
        self.story: deque[str] = deque(maxlen=REMEMBERED)
        self.done, self.windows = 0, 1
        self._open_window = open_window
        self._looks = 0
        self._blocked = QTimer(self, interval=LOOK_MS)
        self._blocked.timeout.connect(self._on_blocked)
        self.window = open_window()
        files.begin(seed)

    def act(self, count: int) -> None:
        """Do `count` things, and check after each that nothing went wrong.

        Raises
        ------
        AssertionError
            If something did; its text is the story, from which it can be done again.
        """
        self.faults.begin()
        self.stalls.begin()
        try:
            for _ in range(count):
                self._act_once()
                wrong = self.wrong()
                assert not wrong, self.told(wrong)
        finally:
            self.stalls.end()
            self.faults.end()

    def wrong(self) -> str:
        """Return what went wrong since this was asked last, or nothing."""
        wrong = self.faults.take()
        for stall in self.stalls.stalls:
            slow = f"slowed down {stall.slowdown:.2f} times"
            taken = f"{stall.seconds:.3f} s of processor time, {slow}"
            wrong.append(f"stall of {taken}\n{stall.where}")
        self.stalls.stalls.clear()
        text = self.window.notice_bar.text
        if RAW.search(text):
            wrong.append(f"raw exception in sight: {text}")
        return "\n".join(wrong)

    def told(self, wrong: str) -> str:
        """Return the story of what went wrong."""
        story = "\n".join(self.story)
        return f"seed {self.seed}, action {self.done}; the last of them:\n{story}\n\n{wrong}"

    def wait(self, milliseconds: int) -> None:
        """Let the event loop run for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop, loop.quit)
        loop.exec()

    def rest(self) -> Resources:
        """Put the window into a state that is always the same; return what is held in it."""
        self.slowness.seconds = 0.0
        self._clear_the_way()
        window = self.window
        window.documents.open_experiment(self.files.folder / "maps.json")
        window.lab.load_data(str(self.files.csv))
        self._settle()
        if window.lab.run_state in (RunState.RUNNING, RunState.PAUSED):
            window.lab.stop()
        self._settle()
        window.lab.restart(start=False)  # what is shown is what is edited
        self._settle()
        window.showNormal()
        window.resize(1280, 720)
        window.layout_of_docks.show_in_tabs()
        for panel in window.panels:
            panel.make_late_parts()
        self._settle()
        self._clear_the_way()  # data that was dropped before may open its dialog only now
        self._settle()
        self.stalls.forget()
        return held_now()

    def _act_once(self) -> None:
        rng = random.Random(self.seed * 1_000_003 + self.done)
        self.done += 1
        self.story.append("")
        self._blocked.start()
        for _ in range(MOST_TRIES):
            action = self._choose(rng)
            self.story[-1] = f"{self.done} {action.__name__} …"
            self._looks = 0
            try:
                told = action(self, rng)
            except RuntimeError as error:
                if not _is_gone(error):
                    raise
                told = f"{action.__name__} something that went meanwhile"
            if not told.startswith(IDLE):
                break
        self._blocked.stop()
        self.story[-1] = f"{self.done} {told}"
        self.stalls.mark()
        self.stalls.look_at_speed()
        self.stalls.forget()
        self.wait(rng.choice(PAUSES))
        if not self.window.isVisible():
            self._reopen()

    def _choose(self, rng: random.Random):
        if sights.file_dialog() is not None:
            return window_actions.answer_file_dialog
        weights, actions = zip(*ACTIONS, strict=True)
        return rng.choices(actions, weights)[0]

    def _reopen(self) -> None:
        self.window.deleteLater()
        self.window = self._open_window()
        self.windows += 1
        self.stalls.forget()

    @Slot()
    def _on_blocked(self) -> None:
        """Answer what keeps an action from ending: a menu, a question, a drag."""
        self._looks += 1
        if self._looks < PATIENCE:
            return
        self._looks = 0
        dialog = sights.file_dialog()
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or dialog
        if isinstance(top, QMenu):
            top.close()
        elif isinstance(top, QDialog):
            top.reject()
        else:
            window = self.window.windowHandle()
            QTest.keyClick(window, Qt.Key.Key_Escape)
            QTest.mouseRelease(window, hand.LEFT, hand.NONE, QPoint(1, 1))

    def _clear_the_way(self) -> None:
        for _ in range(20):
            top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            others = [w for w in sights.windows() if isinstance(w, QDialog)]
            if top is None and not others:
                return
            (top or others[0]).close()
            self.wait(20)

    def _settle(self) -> None:
        """Wait until nothing is under way."""
        lab, calm = self.window.lab, 0
        for _ in range(LONG // 20):
            self.wait(20)
            is_busy = (
                lab.run_state is RunState.LOADING
                or lab.data_loader.is_busy
                or lab.run_keeper.tasks.is_busy
                or lab.moment_keeper._moments.is_busy
                or not self.window.refresh_queue.is_empty
            )
            calm = 0 if is_busy else calm + 1
            if calm > 10:
                return
        raise AssertionError(self.told(f"never calm: {lab.run_state}"))


def _is_gone(error: RuntimeError) -> bool:
    """Return whether the monkey itself held on to a widget that the window has taken away."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        "already deleted" in str(error) and Path(last.filename).parent == Path(__file__).parent
    )
