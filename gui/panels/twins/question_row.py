"""What can be asked about a disagreement: where it is, why, and about which other image."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

FIND = "Find another they dispute"
FIND_TIP = (
    "Show the next image, of those that the shown one is from, of which they say different "
    "classes at the shown step."
)
GO_TIP = "Show the step at which they first say different classes."
WHY_TIP = (
    "Open the page of the ledger that takes the difference of the two scores apart, in A. Show "
    "the other run everywhere to ask it, too."
)


class QuestionRow(QWidget):
    """Three buttons and, beside them, which image is shown or what came of the last.

    Parameters
    ----------
    name : str
        The parts are called ``{name}_go``, ``{name}_why``, ``{name}_find``, ``{name}_found``.

    Signals
    -------
    go_wanted(), why_wanted(), find_wanted()
    """

    go_wanted = Signal()
    why_wanted = Signal()
    find_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._go = _button(f"{name}_go", GO_TIP)
        self._why = _button(f"{name}_why", WHY_TIP)
        self._find = _button(f"{name}_find", FIND_TIP)
        self._find.setText(FIND)
        self._said = QLabel()
        self._said.setObjectName(f"{name}_found")
        self._said.setProperty("role", "muted")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self._go, self._why, self._find):
            row.addWidget(button)
        row.addWidget(self._said, 1)
        self._go.clicked.connect(self._on_go)
        self._why.clicked.connect(self._on_why)
        self._find.clicked.connect(self._on_find)

    def show_questions(self, go: str, why: str, said: str, *, may_find: bool) -> None:
        """Offer what can be asked now.

        Parameters
        ----------
        go, why : str
            What the buttons say; empty for what makes no sense now.
        said : str
            About the image that was looked for.
        may_find : bool
        """
        for button, text in ((self._go, go), (self._why, why)):
            button.setText(text)
            button.setVisible(bool(text))
        self._find.setEnabled(may_find)
        self._said.setText(said)

    @Slot()
    def _on_go(self) -> None:
        self.go_wanted.emit()

    @Slot()
    def _on_why(self) -> None:
        self.why_wanted.emit()

    @Slot()
    def _on_find(self) -> None:
        self.find_wanted.emit()


def _button(name: str, tip: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setToolTip(tip)
    return button
