"""How fast the run goes: a slider with a word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from gui.lab.speed import Speed
from gui.theme.fonts import CONTROL, text_font

SPEEDS = tuple(Speed)
SLIDER_WIDTH = 118
KEYS = "[ slower, ] faster"


class SpeedControl(QWidget):
    """Chooses one of the speeds, and says in a word which.

    Signals
    -------
    chosen(Speed)
        Another one, by the user or by `choose`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("speed_control")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("speed_slider")
        self.slider.setRange(0, len(SPEEDS) - 1)
        self.slider.setValue(len(SPEEDS) - 1)
        self.slider.setPageStep(1)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setAccessibleName("Speed")
        self._word = QLabel()
        self._word.setObjectName("speed_text")
        caption = QLabel("speed")
        caption.setProperty("role", "readout_caption")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(caption)
        row.addStretch()
        row.addWidget(self._word)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(5)
        column.addStretch()
        column.addLayout(row)
        column.addWidget(self.slider)
        column.addStretch()
        self.slider.valueChanged.connect(self._on_moved)
        self._fit()
        self._say()

    @property
    def speed(self) -> Speed:
        """The chosen one."""
        return SPEEDS[self.slider.value()]

    def choose(self, speed: Speed) -> None:
        """Choose a speed."""
        self.slider.setValue(SPEEDS.index(speed))

    @Slot()
    def faster(self) -> None:
        """Choose the next faster one, if there is one."""
        self.slider.setValue(self.slider.value() + 1)

    @Slot()
    def slower(self) -> None:
        """Choose the next slower one, if there is one."""
        self.slider.setValue(self.slider.value() - 1)

    def changeEvent(self, event: QEvent) -> None:
        """Stay as wide as the longest word in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        letters = QFontMetricsF(text_font(CONTROL))
        longest = max(letters.horizontalAdvance(f"speed  {speed.word}") for speed in SPEEDS)
        self.setFixedWidth(max(SLIDER_WIDTH, round(longest) + 4) + 16)

    def _on_moved(self) -> None:
        self._say()
        self.chosen.emit(self.speed)

    def _say(self) -> None:
        speed = self.speed
        self._word.setText(speed.word)
        tip = f"Speed: {speed.word}. {speed.tip} ({KEYS})"
        for part in (self, self.slider, self._word):
            part.setToolTip(tip)
        self.slider.setAccessibleDescription(speed.word)
