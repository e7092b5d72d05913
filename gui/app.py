"""Builds the application and its window."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

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
from core.errors import SpecError
from core.experiment import Experiment
from core.presets import SEED_CNN
from gui.process.display_loss import DisplayLoss
from gui.process.failure_hooks import FailureHooks
from gui.process.garbage_collector import GarbageCollector
from gui.process.process_signals import ProcessSignals
from gui.settings import Settings
from gui.state.experiment_document import ExperimentDocument
from gui.state.lab_state import LabState
from gui.state.loaded_data import LoadedData
from gui.state.moment import CurrentMoment
from gui.state.phase_player import PhasePlayer
from gui.state.sample import CurrentSample
from gui.state.selection import Selection
from gui.state.timeline import Timeline
from gui.state.trail import Trail
from gui.theme.apply import apply_theme, system_theme
from gui.theme.fonts import load_fonts
from gui.theme.theme import THEMES, CurrentTheme, ThemeName
from gui.theme.zoom import Zoom
from gui.widgets.accessible_picture import describe_pictures
from gui.window.main_window import MainWindow

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
    experiment: Experiment = SEED_CNN,
    settings: Settings | None = None,
    load_data: bool = True,
    path: Path | None = None,
    paints_first: bool = False,
) -> MainWindow:
    """Build the main window without showing it or entering the event loop.

    Parameters
    ----------
    experiment : Experiment
        What to begin with.
    settings : Settings or None
        Where to remember theme and layout; None uses the user's settings.
    load_data : bool
        Begin loading the experiment's data in the background.
    path : Path or None
        A run or an experiment to open instead.
    paints_first : bool
        Whether the panels come when the window is painted, and not before.
    """
    application = build_application([])
    settings = settings or Settings(QSettings())
    name = settings.theme
    theme = THEMES[ThemeName(name)] if name in THEMES else system_theme(application)
    apply_theme(application, theme)
    Zoom().use(settings.zoom)  # before there are windows: nothing has to be laid out anew
    selection, moment = Selection(), CurrentMoment()
    with suppress(SpecError):  # a network that does not fit yet has no units
        selection.begin(experiment.network.outline())
    state = LabState(
        experiment=ExperimentDocument(experiment),
        data=LoadedData(),
        sample=CurrentSample(),
        selection=selection,
        moment=moment,
        theme=CurrentTheme(theme),
        # the user did not choose the first selection, so it is not in the trail
        trail=Trail(selection, moment),
        timeline=Timeline(moment),
        phases=PhasePlayer(moment),
    )
    window = MainWindow(state, settings, paints_first=paints_first)
    if path is not None:
        window.documents.open_file(path)
    elif load_data:
        window.lab.load_data(experiment.data)
    return window


def run(path: Path | None = None) -> int:
    """Show the main window, with what is in `path` if it is given; return the exit status."""
    application = build_application([])
    signals = ProcessSignals(application)  # what comes before there is a window waits
    hooks = FailureHooks(application)
    hooks.watch()
    silence_offscreen_plugin(application)
    window = build_window(path=path, paints_first=True)
    DisplayLoss(window.lab.save_at_once, is_offscreen=is_offscreen(application)).watch()
    signals.end_wanted.connect(window.close)
    hooks.failed.connect(window.notice_bar.show_error)
    window.show()
    GarbageCollector.of(application).keep()
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
