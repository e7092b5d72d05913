"""Fixtures for every test that shows something."""

import pytest
from PySide6.QtCore import QStandardPaths, QThread, QTimer
from PySide6.QtWidgets import QApplication

QStandardPaths.setTestModeEnabled(True)


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test(monkeypatch):
    """Fail a test that leaves a QThread running, and name the thread."""
    started = []
    start = QThread.start

    def remember_and_start(thread, *arguments):
        started.append(thread)
        start(thread, *arguments)

    monkeypatch.setattr(QThread, "start", remember_and_start)
    yield
    running = []
    for thread in started:
        try:
            if thread.isRunning():
                running.append(thread.objectName())
        except RuntimeError:  # already deleted, therefore ended
            continue
    assert not running, f"threads still running: {running}"


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
