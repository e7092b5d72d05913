"""A window on 300 digits: quick to load, quick to train."""

import pytest

from core.presets import SEED_CNN
from gui.app import build_window
from gui.state.run_state import RunState
from tests.support.data_files import write_idx_folder
from tests.support.window_driving import LONG


@pytest.fixture
def small_experiment(tmp_path):
    folder = write_idx_folder(tmp_path / "digits", 300, 50)
    return SEED_CNN.replace(data=str(folder), epochs=1000)


@pytest.fixture
def open_window(qtbot, settings, small_experiment, makes_late_panels):
    """Return a function that opens a window and waits until it can train."""
    windows = []

    def open_one(experiment=None, **arguments):
        window = build_window(
            experiment=experiment or small_experiment, settings=settings, **arguments
        )
        windows.append(window)
        if not makes_late_panels:
            window.late_panels.shut_down()
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.lab.run_state is not RunState.LOADING, timeout=LONG)
        qtbot.waitUntil(lambda: window.state.moment.moment is not None, timeout=LONG)
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window):
    return open_window()
