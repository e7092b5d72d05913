"""Play, pause, step and back for a sliding window."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from core.index_words import one_of_words
from gui.panels.sliding_window.player import SlidingPace
from gui.theme.fonts import CONTROL, number_font
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton
from gui.widgets.read_out import ReadOut
from gui.widgets.segmented_control import SegmentedControl

ROTATION_TIP = (
    "Slides the kernel as it is, not turned by 180°, and shows what comes out beside the true "
    "gradient. Every weight then meets the wrong output pixel."
)


class SlidingTransport(QWidget):
    """The buttons that move the window, where it is, and a read-out.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName`` of the panel; the parts are ``{name}_play`` and so on.

    Signals
    -------
    play_wanted(), pause_wanted()
    stepped(int)
        One position on (1) or back (-1).
    pace_chosen(SlidingPace)
    rotation_changed()
    """

    play_wanted = Signal()
    pause_wanted = Signal()
    stepped = Signal(int)
    pace_chosen = Signal(object)
    rotation_changed = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_playing = False
        self._back = IconButton("previous", "One position back", theme, name=f"{name}_back")
        self._play = IconButton("play", "Slide the window", theme, name=f"{name}_play")
        self._step = IconButton("next", "One position on", theme, name=f"{name}_step")
        self._pace = SegmentedControl(
            (
                (
                    SlidingPace.SLOW,
                    "Slow",
                    "About one position a second: time to read the products.",
                ),
                (SlidingPace.NORMAL, "Normal", "Seven positions a second."),
                (SlidingPace.FAST, "Fast", "28 positions a second."),
            ),
            name=f"{name}_pace",
        )
        self._pace.choose(SlidingPace.NORMAL)
        self._place = QLabel()
        self._place.setObjectName(f"{name}_place")
        self._place.setFont(number_font(CONTROL))
        self._place.setProperty("role", "number")
        self._place.setToolTip("How many positions the window has, and at which it is.")
        self._place.setFixedWidth(
            self._place.fontMetrics().horizontalAdvance("00,000 of 00,000 ")
        )
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.read_out = ReadOut(f"{name}_read_out", "Drag the window.")
        self._unrotated = QCheckBox("Without the rotation")
        self._unrotated.setObjectName(f"{name}_unrotated")
        self._unrotated.setToolTip(ROTATION_TIP)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._back, self._play, self._step, self._pace, self._place):
            row.addWidget(part)
        row.addWidget(self.read_out, 1)
        row.addWidget(self._unrotated)
        for button in (self._back, self._step):
            button.setAutoRepeat(True)
        self._back.clicked.connect(self._on_back)
        self._play.clicked.connect(self._on_play)
        self._step.clicked.connect(self._on_step)
        self._pace.chosen.connect(self._on_pace)
        self._unrotated.toggled.connect(self._on_rotation)

    @property
    def is_unrotated(self) -> bool:
        """Whether the wrong result is to be shown too."""
        return self._unrotated.isChecked() and not self._unrotated.isHidden()

    def show_playing(self, is_playing: bool) -> None:
        """Offer to pause, or to play."""
        self._is_playing = is_playing
        if is_playing:
            self._play.show_icon("pause", "Pause")
        else:
            self._play.show_icon("play", "Slide the window")

    def show_place(self, place: int, count: int) -> None:
        """Say where the window is; `place` counts from 0."""
        self._place.setText(one_of_words("", place, count).strip())

    def offer_rotation(self, *, is_offered: bool) -> None:
        """Show the switch for the missing rotation, or hide it and switch it off."""
        if not is_offered:
            with QSignalBlocker(self._unrotated):
                self._unrotated.setChecked(False)
        self._unrotated.setVisible(is_offered)

    def _on_back(self) -> None:
        self.stepped.emit(-1)

    def _on_step(self) -> None:
        self.stepped.emit(1)

    def _on_play(self) -> None:
        (self.pause_wanted if self._is_playing else self.play_wanted).emit()

    def _on_pace(self, pace: str) -> None:
        self.pace_chosen.emit(SlidingPace(pace))

    def _on_rotation(self, _is_on: bool) -> None:
        self.rotation_changed.emit()
