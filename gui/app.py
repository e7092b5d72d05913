"""Builds the application and its window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QSettings,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core.assets import asset_path
from gui.process.display_loss import DisplayLoss
from gui.process.failure_hooks import FailureHooks
from gui.process.garbage_collector import GarbageCollector
from gui.process.process_signals import ProcessSignals
from gui.settings import Settings
from gui.state.front_state import FrontState
from gui.theme.apply import apply_theme, system_theme
from gui.theme.fonts import load_fonts
from gui.theme.theme import THEMES, CurrentTheme, ThemeName
from gui.theme.zoom import Zoom
from gui.widgets.accessible_picture import describe_pictures
from gui.window.main_window import MainWindow

if TYPE_CHECKING:  # nothing of it is needed for the first picture
    from core.experiment import Experiment

#: What a program exits with that was asked to end by a signal.
INTERRUPTED = 130


def build_application(arguments: list[str]) -> QApplication:
    """Return the application object, with fonts and names set and garbage kept here."""
    application = QApplication.instance() or QApplication([sys.argv[0], *arguments])
    if not isinstance(application, QApplication):
        raise TypeError("a Qt application without windows exists already")
    QCoreApplication.setOrganizationName("Glassbox")
    QCoreApplication.setApplicationName("Glassbox")
    application.setWindowIcon(QIcon(str(asset_path("icons/glassbox.svg"))))
    load_fonts()
    describe_pictures()
    GarbageCollector.of(application).begin()
    # the worker threads come back for the interpreter lock sooner, so the window waits less
    sys.setswitchinterval(0.001)
    return application


def build_window(
    *,
    experiment: Experiment | None = None,
    settings: Settings | None = None,
    load_data: bool = True,
    path: Path | None = None,
    paints_first: bool = False,
) -> MainWindow:
    """Build the main window without showing it or entering the event loop.

    Parameters
    ----------
    experiment : Experiment or None
        What to begin with; None for ``seed-cnn``.
    settings : Settings or None
        Where to remember theme and layout; None uses the user's settings.
    load_data : bool
        Begin loading the experiment's data in the background.
    path : Path or None
        A run or an experiment to open instead.
    paints_first : bool
        Whether all but the bars comes when the window is painted, and not before.
    """
    application = build_application([])
    settings = settings or Settings(QSettings())
    name = settings.theme
    theme = THEMES[ThemeName(name)] if name in THEMES else system_theme(application)
    apply_theme(application, theme)
    Zoom().use(settings.zoom)  # before there are windows: nothing has to be laid out anew
    front = FrontState(CurrentTheme(theme))

    def fill(window: MainWindow) -> None:
        from core.presets import SEED_CNN
        from gui.window.window_filling import fill_window, lab_state

        begun = SEED_CNN if experiment is None else experiment
        fill_window(window, lab_state(front, begun), settings)
        if path is not None:
            window.documents.open_file(path)
        elif load_data:
            window.lab.load_data(begun.data)

    window = MainWindow(front, settings, fill)
    if paints_first:
        window.complete_when_painted()
    else:
        window.complete()
    return window


def run(path: Path | None = None) -> int:
    """Show the main window, with what is in `path` if it is given; return the exit status."""
    application = build_application([])
    signals = ProcessSignals(application)  # what comes before there is a window waits
    hooks = FailureHooks(application)
    hooks.watch()
    silence_offscreen_plugin(application)
    window = build_window(path=path, paints_first=True)
    signals.end_wanted.connect(window.close)

    def watch_over() -> None:
        DisplayLoss(window.lab.save_at_once, is_offscreen=is_offscreen(application)).watch()
        hooks.failed.connect(window.notice_bar.show_error)
        keeper = GarbageCollector.of(application)
        keeper.keep()
        window.late_panels.completed.connect(keeper.keep)

    window.completed.connect(watch_over)
    window.show()
    status = application.exec()
    signals.shut_down()
    hooks.shut_down()
    return INTERRUPTED if signals.has_come else status


def is_offscreen(application: QApplication) -> bool:
    """Return whether no one can see the windows."""
    return application.platformName() == "offscreen"


def silence_offscreen_plugin(application: QApplication) -> None:
    """Keep quiet about what no offscreen window can do; everything else is still said."""
    if is_offscreen(application):
        qInstallMessageHandler(_report)


def _report(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")
