"""What is left if the network may say that it does not know."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from core.number_text import percent_text
from gui.judging.coverage_chart import LEAST_WIDTH, CoverageChart, NamedSureness
from gui.theme.theme import CurrentTheme

TICKS = 1000  # of the slider
USUAL = 0.9
WORDS_WIDTH = 92
TITLE_ROW, SPACING = 28, 6
PARTS = ("answered", "of them right", "still wrong")


class UnsureSection(QWidget):
    """Threshold, curve, and how many images are answered, of one network or two.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._series: tuple[NamedSureness, ...] = ()
        self._threshold = USUAL
        self._build(theme, name)

    @property
    def picture(self) -> CoverageChart:
        """What pales while another step is judged."""
        return self._chart

    @property
    def threshold(self) -> float:
        """How sure it has to be, from 0 to 1."""
        return self._threshold

    def show_series(self, series: tuple[NamedSureness, ...]) -> None:
        """Show how sure one network is or two; none where there are no probabilities."""
        self._series = series
        self._slider.setEnabled(bool(series))
        self._chart.show_series(series)
        self.set_threshold(self._threshold)

    @Slot(float)
    def set_threshold(self, threshold: float) -> None:
        """Answer only where it is at least so sure."""
        self._threshold = threshold
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(threshold * TICKS))
        self._chart.show_threshold(threshold)
        self._title.setText(f"“I don't know” below {percent_text(threshold)}")
        found = [one.sureness.answered(threshold) for one in self._series]
        texts = (
            [percent_text(one.coverage) for one in found],
            [percent_text(one.accuracy, 2) for one in found if one.accuracy is not None],
            [f"{one.wrong:,}" for one in found],
        )
        names = [one.name for one in self._series]
        for label, values in zip(self._values, texts, strict=True):
            is_whole = len(values) == len(names) > 1
            lines = (
                [f"{name} {value}" for name, value in zip(names, values, strict=True)]
                if is_whole
                else values
            )
            label.setText("\n".join(lines) or "–")

    def sizeHint(self) -> QSize:
        chart = self._chart.sizeHint()
        return QSize(chart.width() + 12 + WORDS_WIDTH, TITLE_ROW + SPACING + chart.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH + 12 + WORDS_WIDTH, self.sizeHint().height())

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        self.set_threshold(value / TICKS)

    def _build(self, theme: CurrentTheme, name: str) -> None:
        self._title = QLabel()
        self._title.setObjectName(f"{name}_title")
        self._title.setProperty("role", "title")
        self._title.setFixedHeight(TITLE_ROW)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(f"{name}_slider")
        self._slider.setAccessibleName("How sure it has to be")
        self._slider.setToolTip("Where it is less sure than that, it does not answer.")
        self._slider.setRange(0, TICKS)
        self._slider.setPageStep(TICKS // 20)
        self._slider.setFixedWidth(110)
        self._slider.valueChanged.connect(self._on_slider)
        self._chart = CoverageChart(theme, f"{name}_chart")
        self._chart.threshold_wanted.connect(self.set_threshold)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._slider)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._values: list[QLabel] = []
        for at, text in enumerate(PARTS):
            value, caption = QLabel(), QLabel(text)
            value.setObjectName(f"{name}_value_{at}")
            value.setProperty("role", "readout")
            value.setAccessibleName(text)
            caption.setObjectName(f"{name}_caption_{at}")
            caption.setProperty("role", "readout_caption")
            self._values.append(value)
            words.addWidget(value)
            words.addWidget(caption)
            words.addSpacing(4)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._chart, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(top)
        column.addLayout(row, 1)
