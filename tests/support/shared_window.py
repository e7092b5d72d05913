"""A window that several tests share."""

from __future__ import annotations

from contextlib import contextmanager

from PySide6.QtCore import QSettings, QThread
from PySide6.QtTest import QTest

from core.presets import SEED_CNN
from gui.app import build_window
from gui.lab.speed import Speed
from gui.settings import Settings
from gui.state.run_state import RunState
from gui.state.selection import Unit
from tests.support.window_driving import has_settled

SIZE = (1280, 720)


def start_all_threads(window):
    """Let the threads that a window keeps begin now, and not while a test is watched.

    The panels that were in front are so again.
    """
    in_front = [dock for dock in window.docks.values() if not dock.visibleRegion().isEmpty()]
    window.docks["runs_panel"].come_forward()
    while window.look_back_timer.isActive() or window.library.shelf.is_busy:
        QTest.qWait(10)
    for dock in in_front:
        dock.come_forward()


def open_shared_window(folder, *, has_data=True):
    """Return a window that has its runs in `folder`, on MNIST with its first digit, or bare.

    The panels behind others' tabs are made when they are first seen.
    """
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.speed = Speed.FULL.value
    settings.runs_folder = folder / "runs"
    window = build_window(experiment=SEED_CNN, settings=settings, load_data=has_data)
    window.late_panels.shut_down()
    window.resize(*SIZE)
    window.show()
    while has_data and window.state.moment.moment is None:
        QTest.qWait(5)
    window.first_layout = layout_of(window)
    return window


def layout_of(window):
    """Return all that people change of how the docks stand."""
    places = [(dock.isHidden(), dock.isFloating()) for dock in window.docks.values()]
    return window.size(), window.saveState(), places, window.layout_of_docks.edges


def put_back(qtbot, window):
    """Bring a shared window back to where it was when it was opened."""
    state, lab = window.state, window.lab
    state.phases.leave()
    state.timeline.go_live()
    state.experiment.edit(SEED_CNN, "as at first")
    state.experiment.undo_stack.clear()

    def is_back():
        is_ready = lab.run_state is RunState.READY and not lab.has_pending_changes
        return is_ready and lab.session.step == 0 and has_settled(window)

    if not is_back():
        lab.restart(start=False)
    lay_out_as_at_first(window)
    qtbot.waitUntil(is_back)
    qtbot.waitUntil(lambda: state.moment.moment.network == SEED_CNN.network)
    state.selection.select(Unit(0, 0))
    window.notice_bar.withdraw()
    window.notice_bar.show_notice("info", "")
    window.setFocus()


def lay_out_as_at_first(window):
    """Put every dock back to its place, if anything was changed."""
    if layout_of(window) != window.first_layout:
        window.resize(*SIZE)
        window.views.show_in_tabs()
        window.docks["network_panel"].raise_()


@contextmanager
def threads_end(patch):
    """Fail where a QThread that begins meanwhile still runs at the end, and name it.

    Parameters
    ----------
    patch : pytest.MonkeyPatch
    """
    started = []
    start = QThread.start

    def remember_and_start(thread, *arguments):
        started.append(thread)
        start(thread, *arguments)

    patch.setattr(QThread, "start", remember_and_start)
    yield
    running = []
    for thread in started:
        try:
            if thread.isRunning():
                running.append(thread.objectName())
        except RuntimeError:  # already deleted, therefore ended
            continue
    assert not running, f"threads still running: {running}"
