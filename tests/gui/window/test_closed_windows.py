"""A window that is closed leaves nothing behind, however many there are in one program."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from core.presets import SEED_CNN
from gui.actions.action_id import ActionId
from gui.app import build_window
from gui.background.newest_wish import NewestWish
from gui.state.run_state import RunState
from tests.support.run_files import train_to
from tests.support.window_driving import LONG
from tests.world.monkey.resources import held_now

#: What four windows may leave though nothing stays: caches, and what a heap keeps.
MORE_MEGABYTES = 20


def close(window):
    """Close a window that is shown, and let what belongs to it be deleted."""
    assert window.close()
    window.deleteLater()
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def open_and_close(qtbot, settings):
    """Return a function that opens a window, shows all of it and closes it again.

    What it returns looks at the parts of the window, as far as they are there still.
    """

    def do(*, steps=None):
        has_data = steps is not None
        window = build_window(experiment=SEED_CNN, settings=settings, load_data=has_data)
        window.show()
        qtbot.waitExposed(window)
        for panel in window.panels:
            panel.make_late_parts()
        if has_data:
            qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
            train_to(qtbot, window, steps)
        parts = [window, window.lab, window.state.moment, *window.panels]
        looks = [weakref.ref(part) for part in parts]
        if has_data:
            looks.append(weakref.ref(window.lab.session))
        close(window)
        return looks

    return do


@pytest.mark.slow
def test_that_closed_windows_are_gone(qtbot, open_and_close):
    assert not gc.isenabled()
    looks = open_and_close()  # what is made once is there by now
    before = held_now()
    widgets = len(QApplication.allWidgets())
    looks += open_and_close()
    assert len(QApplication.allWidgets()) == widgets, "some wait for the collector"
    after = held_now()
    assert not [look() for look in looks if look() is not None]
    assert after.objects == before.objects, after.grown_from(before)
    assert after.threads == before.threads


@pytest.mark.slow
def test_that_nothing_beside_a_window_outlives_it(qtbot, settings):
    window = build_window(experiment=SEED_CNN, settings=settings)
    window.show()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    for dock in window.docks.values():
        dock.make_late_parts()
        dock.show()
        dock.setFloating(True)
    window.actions_by_id[ActionId.FIGURE_SAVE].trigger()
    window.time_actions.export_over_time()
    wishes = window.findChildren(NewestWish)
    threads = {wish.objectName(): wish._thread for wish in wishes}
    assert {"field", "figure preview", "film", "moments", "saving"} <= threads.keys()
    for thread in threads.values():
        thread.start()
    try:
        assert window.close()
        assert not [name for name, thread in threads.items() if thread.isRunning()]
        assert not [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    finally:
        for thread in threads.values():  # or the program ends with the window
            thread.quit()
            thread.wait()
        window.deleteLater()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_that_ten_windows_that_trained_hold_no_more_than_two(qtbot, open_and_close):
    looks = [*open_and_close(steps=3), *open_and_close(steps=3)]
    before = held_now()
    for _ in range(4):
        looks += open_and_close(steps=3)
    middle = held_now()
    for _ in range(4):
        looks += open_and_close(steps=3)
    after = held_now()
    assert not [look() for look in looks if look() is not None]
    told = after.grown_from(before)
    assert after.objects == before.objects, told
    assert after.threads <= before.threads, told
    assert after.descriptors <= before.descriptors, told
    # a heap grows by leaps; what stays of every window comes in both halves
    grown = min(middle.memory - before.memory, after.memory - middle.memory)
    assert grown <= MORE_MEGABYTES, f"{told}, {middle.memory:.0f} in the middle"
