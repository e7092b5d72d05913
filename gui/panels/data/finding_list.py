"""What was checked: what is to be looked at first, then what is well."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.exploring.finding import Finding, FindingKind

LOOK = "look"
LEAST_WIDTH = 220
MARK_WIDTH = 16
TITLE_ROW = 28


class FindingList(QWidget):
    """A line for every check, with a button where images show it.

    Signals
    -------
    look_wanted(Finding)
        The images of a finding are to be shown.
    """

    look_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._findings: tuple[Finding, ...] = ()
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        title = QLabel("Checked", self)
        title.setObjectName(f"{name}_title")
        title.setProperty("role", "title")
        title.setFixedHeight(TITLE_ROW)
        self._column.addWidget(title)
        self._column.addStretch(1)
        self.setMinimumWidth(LEAST_WIDTH)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown."""
        return self._findings

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found."""
        if findings == self._findings:
            return
        self._findings = findings
        for line in self._lines:
            self._column.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        kinds = [finding.kind for finding in findings]
        self._lines = [
            self._line(finding, _name(finding.kind, kinds[:at].count(finding.kind)))
            for at, finding in enumerate(findings)
        ]
        for at, line in enumerate(self._lines):
            self._column.insertWidget(at + 1, line)
            line.show()
        self._column.activate()

    def _line(self, finding: Finding, name: str) -> QWidget:
        line = QWidget(self)
        name = f"{self.objectName()}_{name}"
        line.setObjectName(name)
        mark = QLabel("!" if finding.is_problem else "✓", line)
        mark.setObjectName(f"{name}_mark")
        mark.setProperty("role", "warning" if finding.is_problem else "ok")
        mark.setAccessibleName("to look at" if finding.is_problem else "well")
        mark.setFixedWidth(MARK_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(2)
        for role, text in (("", finding.text), ("caption", finding.detail)):
            if text:
                label = QLabel(text, line)
                label.setObjectName(f"{name}_{role or 'text'}")
                label.setProperty("role", role)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                words.addWidget(label)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if finding.places:
            look = QPushButton(LOOK, line)
            look.setObjectName(f"{name}_look")
            look.setProperty("role", "quiet")
            look.setToolTip(f"Show the images: {finding.text}.")
            look.setAccessibleName(f"{LOOK}: {finding.text}")
            look.clicked.connect(partial(self._on_look, finding))
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _on_look(self, finding: Finding, _is_checked: bool = False) -> None:
        self.look_wanted.emit(finding)


def _name(kind: FindingKind, earlier: int) -> str:
    return f"{kind}_{earlier}" if earlier else f"{kind}"
