"""A window that several tests share."""

from __future__ import annotations

from PySide6.QtTest import QTest


def start_all_threads(window):
    """Let the threads that a window keeps begin now, and not while a test is watched."""
    window.docks["runs_panel"].come_forward()
    while window._look_back_timer.isActive() or window.library.shelf.is_busy:
        QTest.qWait(10)
    window.docks["network_panel"].come_forward()
