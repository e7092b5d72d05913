"""One window for all newcomers of a file. A test leaves it as it was."""

import pytest
from PySide6.QtCore import QSettings

from core.presets import SEED_CNN
from gui.app import build_window
from gui.lab.speed import Speed
from gui.settings import RUNS_VARIABLE, Settings
from gui.theme.zoom import Zoom
from tests.support.counting_person import CountingPerson
from tests.support.shared_window import start_all_threads
from tests.support.window_driving import has_settled


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test():
    """Let the threads of the one window live as long as it does."""


@pytest.fixture(scope="module")
def module_patch():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module", autouse=True)
def runs_folder(tmp_path_factory, module_patch):
    folder = tmp_path_factory.mktemp("runs")
    module_patch.setenv(RUNS_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="module")
def one_window(tmp_path_factory, runs_folder):
    folder = tmp_path_factory.mktemp("stumbles")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.speed = Speed.FULL.value
    window = build_window(experiment=SEED_CNN, settings=settings)
    window.resize(1440, 900)
    window.show()
    start_all_threads(window)
    yield window
    window.close()
    window.deleteLater()
    Zoom().use(100)


@pytest.fixture
def window(one_window, qtbot):
    window = one_window
    qtbot.waitUntil(lambda: window.state.moment.moment is not None)
    qtbot.waitUntil(lambda: window.late_panels.is_done)
    qtbot.waitUntil(lambda: has_settled(window))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    return window


@pytest.fixture
def person(window):
    return CountingPerson(window)
