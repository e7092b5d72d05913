"""Fixtures for every test that shows something."""

import gc
from functools import cache

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from core.datasets import mnist
from core.presets import SEED_CNN
from gui.app import build_window
from gui.lab.speed import Speed
from gui.process.garbage_collector import GarbageCollector
from gui.settings import RUNS_VARIABLE, Settings
from gui.state.run_state import RunState
from tests.support.held_pace import HeldPace
from tests.support.shared_window import (
    lay_out_as_at_first,
    open_shared_window,
    put_back,
    threads_end,
)
from tests.support.window_driving import LONG, come_to_the_front

QStandardPaths.setTestModeEnabled(True)

_mnist_part = cache(mnist._part)


def pytest_runtest_logstart():
    """Let no thread collect garbage, also if the test never builds the application."""
    gc.disable()


def pytest_runtest_logfinish():
    """Destroy what a test left of its windows, as soon as it has let go of them."""
    application = QCoreApplication.instance()
    if application is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        GarbageCollector.of(application).shut_down()
        gc.freeze()  # what was imported or kept is not looked through after each test
    gc.enable()


@pytest.fixture(autouse=True)
def mnist_is_unpacked_once(monkeypatch):
    """Let all windows of a process share the digits, which nothing can write to."""
    monkeypatch.setattr(mnist, "_part", _mnist_part)


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test(request, monkeypatch):
    """Fail a test that leaves a QThread running, and name the thread."""
    if {"module_window", "bare_module_window"} & set(request.fixturenames):
        yield  # they end with the window, and are looked at then
        return
    with threads_end(monkeypatch):
        yield


@pytest.fixture(autouse=True)
def no_window_outlives_its_test(qtbot):
    """Fail a test that leaves a top-level widget or a ticking timer of one behind."""
    before = set(QApplication.topLevelWidgets())
    yield
    visible = [w for w in set(QApplication.topLevelWidgets()) - before if w.isVisible()]
    ticking = [t for w in visible for t in w.findChildren(QTimer) if t.isActive()]
    for widget in visible:
        widget.close()
    assert not visible, f"windows still open: {visible}, timers: {ticking}"


@pytest.fixture(autouse=True)
def runs_folder(tmp_path, monkeypatch):
    """Keep the runs of every window, and of every process a test starts, out of the home."""
    folder = tmp_path / "runs"
    monkeypatch.setenv(RUNS_VARIABLE, str(folder))
    return folder


@pytest.fixture
def settings(tmp_path):
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    settings.speed = Speed.FULL.value  # nobody watches
    return settings


@pytest.fixture
def pace(monkeypatch):
    """What holds training at a step until the test lets it go."""
    return HeldPace(monkeypatch)


@pytest.fixture
def makes_late_panels():
    """Whether windows make the panels behind others' tabs by themselves, as people's do.

    Else each is made when it is first seen or asked for, which costs a test only what it uses.
    """
    return False


@pytest.fixture
def open_window(qtbot, settings, makes_late_panels):
    """Return a function that opens a window on MNIST and waits for its first digit."""
    windows = []

    def open_one(experiment=SEED_CNN):
        window = build_window(experiment=experiment, settings=settings)
        windows.append(window)
        if not makes_late_panels:
            window.late_panels.shut_down()
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.lab.run_state is not RunState.LOADING, timeout=LONG)
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def build_without_data(qtbot, settings):
    """Return a function that opens a window which loads nothing."""
    windows = []

    def build_one():
        window = build_window(settings=settings, load_data=False)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield build_one
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window, qtbot):
    window = open_window()
    qtbot.waitUntil(lambda: window.state.moment.moment is not None)
    qtbot.waitUntil(lambda: window.late_panels.is_done, timeout=LONG)
    return window


@pytest.fixture(scope="module")
def module_window(qapp, tmp_path_factory):
    """The window of `shared_window`; its threads end with the module."""
    with pytest.MonkeyPatch.context() as patch, threads_end(patch):
        patch.setattr(mnist, "_part", _mnist_part)
        window = open_shared_window(tmp_path_factory.mktemp("shared"))
        yield window
        window.close()
        window.deleteLater()


@pytest.fixture(scope="module")
def bare_module_window(qapp, tmp_path_factory):
    """The window of `bare_window`; its threads end with the module."""
    with pytest.MonkeyPatch.context() as patch, threads_end(patch):
        window = open_shared_window(tmp_path_factory.mktemp("bare"), has_data=False)
        yield window
        window.close()
        window.deleteLater()


@pytest.fixture
def bare_window(bare_module_window, qtbot):
    """A window that loaded nothing, with all docks at their places; one for a module."""
    window = bare_module_window
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    yield window
    lay_out_as_at_first(window)
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)


@pytest.fixture
def shared_window(module_window, qtbot):
    """A window on MNIST like `window`, and one for all tests of a module: it stays open."""
    come_to_the_front(module_window, qtbot)
    yield module_window
    put_back(qtbot, module_window)
