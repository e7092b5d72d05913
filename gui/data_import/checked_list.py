"""What was checked about data, problems first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.data_import.checked import Checked, Remedy
from core.exploring.baseline import Baseline
from core.number_text import percent_text

_SIGN_WIDTH = 14
_BAR_ROOM = 12


class CheckedList(QWidget):
    """Lists problems with what can be done about them, then what is well, then the 1-NN.

    Signals
    -------
    shown_wanted(tuple of int)
        Someone wants to see these images.
    remedy_wanted(Remedy)
    """

    shown_wanted = Signal(object)
    remedy_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_checked")
        self._checked: tuple[Checked, ...] = ()
        self._rows = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, _BAR_ROOM, 0)
        self._column.setSpacing(8)
        self._column.addWidget(_section("CHECKED", "import_checked_title"))
        self._column.addWidget(self._rows)
        self._beat_title = _section("TO BEAT", "import_beat_title")
        self._figure = QLabel()
        self._figure.setObjectName("import_beat")
        self._figure.setProperty("role", "readout")
        self._figure.setTextFormat(Qt.TextFormat.PlainText)
        self._of = _caption("", "import_beat_of")
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._of, 1)
        self._column.addWidget(self._beat_title)
        self._column.addLayout(line)
        self._column.addStretch(1)
        self.show_baseline(None)

    def show_checked(self, checked: Sequence[Checked]) -> None:
        """List other results."""
        if tuple(checked) == self._checked:
            return
        self._checked = tuple(checked)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for at, one in enumerate(self._checked):
            column.addWidget(self._row(one, at))
            if one.is_problem and at + 1 < len(self._checked):
                column.addWidget(_line())
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows

    def show_baseline(self, baseline: Baseline | None) -> None:
        """Show what a nearest neighbour gets right, if it is known."""
        is_known = baseline is not None
        for widget in (self._beat_title, self._figure, self._of):
            widget.setVisible(is_known)
        if baseline is not None:
            self._figure.setText(percent_text(baseline.accuracy))
            self._of.setText(f"is what the nearest neighbour gets right of {baseline.words()}")

    def _row(self, one: Checked, at: int) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        sign = QLabel("!" if one.is_problem else "✓")
        sign.setProperty("role", "warning" if one.is_problem else "ok")
        sign.setObjectName(f"import_check_{at}_sign")
        sign.setFixedWidth(_SIGN_WIDTH)
        text = QLabel(one.text)
        text.setObjectName(f"import_check_{at}")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, 0, 1)
        grid.setColumnStretch(1, 1)
        if one.shown:
            show = _button("show", f"import_show_{at}", "link")
            show.setToolTip("Show these images in the middle.")
            show.clicked.connect(lambda: self.shown_wanted.emit(one.shown))
            grid.addWidget(show, 0, 2, Qt.AlignmentFlag.AlignTop)
        if one.detail:
            grid.addWidget(_caption(one.detail, f"import_check_{at}_more"), 1, 1, 1, 2)
        if one.remedy is not None:
            remedy: Remedy = one.remedy
            button = _button(remedy.label, f"import_remedy_{at}", "")
            button.setToolTip("Change the choice at the left, which can be changed back there.")
            button.clicked.connect(lambda: self.remedy_wanted.emit(remedy))
            grid.addWidget(button, 2, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        return row


def _section(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", "section")
    return label


def _caption(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", "caption")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _button(text: str, name: str, role: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("role", role)
    button.setAutoDefault(False)
    return button


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "divider")
    line.setFixedHeight(1)
    return line
