"""What data is, in one line, and how far it is read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.arrays import shape_text
from core.data_import.preview import Preview
from core.data_import.source_facts import SourceFacts
from core.number_text import percent_text
from core.number_words import counted


class ImportHeadline(QWidget):
    """Says how many images of which size there are, and how much there is to look at.

    Signals
    -------
    stopped()
        Someone does not want to wait until everything is read.
    problems_wanted()
        Someone wants to know what there is to look at.
    """

    stopped = Signal()
    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _label("large_headline", "import_headline")
        self._pill = QPushButton()
        self._pill.setObjectName("import_pill")
        self._pill.setProperty("role", "warning_pill")
        self._pill.setAutoDefault(False)
        self._pill.setToolTip("Show what was checked.")
        self._pill.clicked.connect(self.problems_wanted)
        self._pill.hide()
        self._below = _label("muted", "import_below")
        self._below.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setObjectName("import_progress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._said = _label("caption", "import_said")
        self._stop = QPushButton("Stop reading")
        self._stop.setObjectName("import_stop")
        self._stop.setProperty("role", "quiet")
        self._stop.setAutoDefault(False)
        self._stop.setToolTip("The sample stays; all is read when the data is used.")
        self._stop.clicked.connect(self.stopped)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title)
        top.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        for widget in (self._said, self._stop):
            top.addWidget(widget)
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._below.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._below)
        column.addSpacing(4)
        column.addWidget(self._bar)
        self.show_progress(1.0, "")

    def show_words(self, title: str, below: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._below.setText(below)

    def show_preview(self, preview: Preview, facts: SourceFacts) -> None:
        """Say what there is."""
        classes = len(preview.class_names)
        noun = "class" if classes == 1 else "classes"
        size = shape_text(preview.image_shape[:2])
        images = counted(len(preview), "image") if preview.is_whole else "Images"
        below = f"{facts.name}: {facts.kind}, {_values_text(preview)}"
        if preview.notes:
            below = f"{below}. {' '.join(preview.notes)}"
        self.show_words(f"{images} of {size} in {classes:,} {noun}", below)

    def show_problems(self, count: int) -> None:
        """Say how much there is to look at."""
        self._pill.setText(f"! {counted(count, 'thing')} to look at")
        self._pill.setVisible(count > 0)

    def show_progress(self, share: float, text: str) -> None:
        """Say how far the reading of everything is; an empty text is its end."""
        self._bar.setValue(round(share * 1000))
        self._said.setText(f"{percent_text(share, 0)} read" if text else "")
        self._said.setToolTip(text)
        for widget in (self._bar, self._said, self._stop):
            widget.setVisible(bool(text))


def _label(role: str, name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _values_text(preview: Preview) -> str:
    low, high = preview.value_range
    if low == high:
        return f"every pixel is {low} of 255"
    return f"pixels from {low} to {high} of 255"
