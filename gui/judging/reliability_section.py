"""Whether it knows how sure it is, before and after a temperature."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.number_text import fixed_text, percent_text
from core.number_words import counted
from gui.judging.evaluation import Evaluation
from gui.judging.reliability_diagram import ReliabilityDiagram
from gui.theme.theme import CurrentTheme

TITLE = "Does it know how sure it is?"
NO_PROBABILITIES = "The network gives no probabilities, so it is never sure of anything."
FITTING = "The temperature is being fitted…"
WORDS_WIDTH = 176
TITLE_ROW, SPACING = 28, 6


class ReliabilitySection(QWidget):
    """Diagram, calibration error, and the temperature that would mend it.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    title : str

    Signals
    -------
    temperature_switched(bool)
        Everything that says how sure the network is should use the temperature, or not.
    """

    temperature_switched = Signal(bool)

    def __init__(
        self, theme: CurrentTheme, name: str, title: str = TITLE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._evaluation: Evaluation | None = None
        self._sentence = ""
        self._build(theme, name, title)

    @property
    def picture(self) -> ReliabilityDiagram:
        """What pales while another step is judged."""
        return self._diagram

    def set_title(self, title: str) -> None:
        """Say whose diagram it is."""
        self._title.setText(title)

    def show_evaluation(self, evaluation: Evaluation, *, is_tempered: bool = False) -> None:
        """Show how sure a network is and how often right, with its temperature or without."""
        self._evaluation = evaluation
        has_temperature = evaluation.tempered is not None
        with QSignalBlocker(self._switch):
            self._switch.setEnabled(has_temperature)
            self._switch.setChecked(has_temperature and is_tempered)
        self._switch.setText(_switch_text(evaluation))
        found = evaluation.sureness(is_tempered=self._switch.isChecked())
        self._diagram.show_bins(None if found is None else found.bins)
        self._error.setText("–" if found is None else percent_text(found.error, 2))
        self._note.setText(_note(evaluation, is_tempered=self._switch.isChecked()))
        self._sentence = NO_PROBABILITIES if found is None else _worst(self._diagram)
        self._say("")

    def sizeHint(self) -> QSize:
        picture = self._diagram.sizeHint()
        return QSize(picture.width() + 12 + WORDS_WIDTH, TITLE_ROW + SPACING + picture.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self._words.setText(sentence or self._sentence)

    @Slot(bool)
    def _on_switched(self, is_on: bool) -> None:
        if self._evaluation is not None:
            self.show_evaluation(self._evaluation, is_tempered=is_on)
        self.temperature_switched.emit(is_on)

    def _build(self, theme: CurrentTheme, name: str, title: str) -> None:
        self._title = _label(f"{name}_title", "title", title)
        self._title.setFixedHeight(TITLE_ROW)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._diagram = ReliabilityDiagram(theme, f"{name}_diagram")
        self._diagram.pointed.connect(self._say)
        self._error = _label(f"{name}_error", "readout")
        self._error.setAccessibleName("Calibration error")
        caption = _label(f"{name}_error_caption", "readout_caption", "calibration error")
        self._words = _label(f"{name}_words", "muted")
        self._switch = QCheckBox("Temperature")
        self._switch.setObjectName(f"{name}_temperature")
        self._switch.setToolTip(
            "All scores are divided by one number, fitted on the validation images. What it "
            "says stays the same; how sure it is changes."
        )
        self._switch.toggled.connect(self._on_switched)
        self._note = _label(f"{name}_note", "muted")
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._error, caption, self._words):
            words.addWidget(part)
        words.addStretch(1)
        words.addWidget(self._switch)
        words.addWidget(self._note)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._diagram, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self._title)
        column.addLayout(row, 1)


def _label(name: str, role: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role == "muted")
    return label


def _switch_text(evaluation: Evaluation) -> str:
    temperature = evaluation.temperature
    if temperature is None:
        return "Temperature"
    return f"Temperature {fixed_text(temperature.value, 2)}"


def _note(evaluation: Evaluation, *, is_tempered: bool) -> str:
    """Return what the temperature was fitted on, and what it changes."""
    temperature = evaluation.temperature
    if temperature is None:
        return evaluation.no_temperature or FITTING
    if temperature.is_at_limit:
        return "The more extreme, the better it would be: a sign of too few mistakes to fit on."
    on = f"fitted on {counted(temperature.images, 'validation image')}"
    other = evaluation.sureness(is_tempered=not is_tempered)
    if other is None:
        return on
    error = percent_text(other.error, 2)
    return f"{on}; without it {error}" if is_tempered else f"{on}; would leave {error}"


def _worst(diagram: ReliabilityDiagram) -> str:
    """Return what the bar says that costs most."""
    bins = diagram.bins
    return diagram.sentence(
        max(range(len(bins)), key=lambda at: bins[at].count * abs(bins[at].gap))
    )
