"""Render the window and every panel to pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QSettings, QSize, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from core.datasets.sample import Part
from core.formats.atomic_write import write_atomically
from core.number_words import counted
from core.presets import SEED_CNN
from gui.app import build_application, build_window
from gui.lab.speed import Speed
from gui.panels.draw.draw_panel import DrawPanel
from gui.panels.panel import Panel
from gui.panels.panel_spec import Area
from gui.settings import Settings
from gui.state.run_state import RunState
from gui.theme.theme import ThemeName
from gui.window.main_window import MainWindow
from gui.window.panel_dock import PanelDock

TRAINING_STEPS = 600
PATIENCE_SECONDS = 120
#: Time the window has to lay itself out and to draw.
SETTLE_MS = 120
SIZES = (QSize(1280, 720), QSize(1440, 900), QSize(1920, 1080))
#: A nine with an open loop, as strokes on the board of the Draw panel, and its pen.
NINE = (
    ((182, 98), (168, 84), (148, 80), (126, 86), (112, 104), (110, 126), (120, 144), (142, 150),
     (162, 142), (178, 124)),
    ((190, 84), (186, 130), (178, 180), (168, 224)),
)  # fmt: skip
PEN = 16


def take_screenshots(
    folder: Path, *, say: Callable[[str], object], steps: int = TRAINING_STEPS
) -> list[Path]:
    """Train ``seed-cnn`` for a few steps and write ``{what}-{theme}.png`` files.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.
    say : callable
        Receives one line of progress at a time.
    steps : int
        How long to train first.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    OSError
        If a picture cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    application = build_application([])
    settings = Settings(QSettings(str(folder / ".settings.ini"), QSettings.Format.IniFormat))
    runs = TemporaryDirectory(prefix="glassbox-")
    settings.runs_folder = Path(runs.name)
    settings.speed = Speed.FULL.value
    window = build_window(experiment=SEED_CNN, settings=settings)
    written: list[Path] = []
    try:
        window.resize(SIZES[1])
        window.show()
        _train(window, steps, say)
        for theme in ThemeName:
            window.theme_actions.use(theme.value)
            _wait_until(lambda: window.theme_actions.is_done)
            written += _render(application, window, folder, theme, say)
    finally:
        window.close()
        runs.cleanup()
        (folder / ".settings.ini").unlink(missing_ok=True)
    return written


def _train(window: MainWindow, steps: int, say: Callable[[str], object]) -> None:
    lab = window.lab
    say("loading MNIST")
    _wait_until(lambda: window.state.moment.moment is not None)
    lab.start_or_pause()
    reported = 0
    while lab.session is not None and lab.session.step < steps:
        _spin(50)
        if lab.session.step - reported >= steps // 5:
            reported = lab.session.step
            say(
                f"trained {reported:,} batches · loss {window.transport.read_outs.text('loss')}"
            )
    lab.start_or_pause()
    _wait_until(lambda: lab.run_state is not RunState.RUNNING and _is_current(window))


def _is_current(window: MainWindow) -> bool:
    moment, session = window.state.moment.moment, window.lab.session
    return moment is not None and session is not None and moment.snapshot.step == session.step


def _render(
    application: QApplication,
    window: MainWindow,
    folder: Path,
    theme: ThemeName,
    say: Callable[[str], object],
) -> list[Path]:
    written = []
    for size in SIZES:
        window.resize(size)
        for dock in window.docks.values():
            if dock.area is Area.MIDDLE:
                dock.raise_()
                name = f"window-{size.width()}-{_short(dock)}-{theme.value}.png"
                with _something_drawn(window, dock):
                    _wait_for(dock.panel)
                    written.append(_write(window, folder / name))
    window.resize(SIZES[1])
    for dock in window.docks.values():
        with _something_drawn(window, dock):
            path = folder / f"{_short(dock)}-{theme.value}.png"
            written.append(_save(picture_of(dock), path))
    written.append(_save_large(window, folder / f"network-large-{theme.value}.png"))
    window.resize(SIZES[2])
    window.layout_of_docks.show_side_by_side()
    _wait_until(lambda: window.layout_of_docks.is_settled)
    written.append(_write(window, folder / f"side-by-side-{theme.value}.png"))
    window.layout_of_docks.show_in_tabs()
    say(f"{theme.value}: {counted(len(written), 'picture')}")
    return written


@contextmanager
def _something_drawn(window: MainWindow, dock: PanelDock) -> Iterator[None]:
    """Have a nine on the board of the Draw panel; after it the sample is that of before."""
    state, sample = window.state, window.state.sample.sample
    if dock.panel_id != DrawPanel.PANEL_ID or sample is None:
        yield
        return
    drawing = state.drawing
    drawing.clear()
    for stroke in NINE:
        drawing.begin()
        for start, end in pairwise(stroke):
            drawing.draw(start, end, PEN)
    drawing.set_target(9)
    _wait_until(lambda: _is_of(window, Part.DRAWING))
    yield
    state.sample.show(sample)
    _wait_until(lambda: _is_of(window, sample.part))


def _is_of(window: MainWindow, part: Part) -> bool:
    moment = window.state.moment.moment
    return moment is not None and moment.sample.part is part


def picture_of(dock: PanelDock) -> QPixmap:
    """Return a picture of what a dock holds, drawn from what is shown now."""
    dock.come_forward()
    _spin(SETTLE_MS)
    dock.panel.refresh_now()
    _wait_for(dock.panel)
    _spin(SETTLE_MS)
    return dock.body.grab()


def _save_large(window: MainWindow, path: Path) -> Path:
    """Write a picture of the first maps of the network with one of them opened large."""
    dock = window.docks[window.network_panel.PANEL_ID]
    dock.come_forward()
    _spin(SETTLE_MS)
    window.network_panel.open_large(0, 5, 9, 13)
    written = _write(dock.body, path)
    window.network_panel.close_large()
    return written


def _short(dock: PanelDock) -> str:
    return dock.panel_id.removesuffix("_panel")


def _write(widget: QWidget, path: Path) -> Path:
    _spin(SETTLE_MS)
    return _save(widget.grab(), path)


def _save(picture: QPixmap, path: Path) -> Path:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):
        raise OSError(f"{path.name} cannot be made")
    write_atomically(path, bytes(buffer.data().data()))
    return path


def _wait_for(panel: Panel) -> None:
    """Wait until what takes time is of the shown moment."""
    _wait_until(lambda: panel.is_current)


def _wait_until(is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_true():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get ready in time")
        _spin(20)


def _spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
