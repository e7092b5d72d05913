"""What classes are called, to be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from core.data_import.preview import Preview
from core.data_import.typed_names import typed_names
from gui.widgets.dynamic_property import set_dynamic_property

_HEIGHT = 96
#: Names are taken when typing has rested so long.
REST_MS = 300
WHEN_READ = "Classes can be given other names when all images are read."
HOW = "One name a line, in the order of the columns; they go into runs, exports and reports."


class NamesForm(QWidget):
    """Edits the names of classes as lines of a text; what is refused says so below it.

    Signals
    -------
    changed(tuple of str, or None)
        Other names; None for those of the source.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._needed = 0
        self._is_open = False  # whether something is typed that was not taken yet
        section = _label("CLASSES", "import_classes", "section")
        self._text = QPlainTextEdit()
        self._text.setObjectName("import_names")
        self._text.setAccessibleName("Names of the classes")
        self._text.setToolTip("Nothing typed means the names that the source has.")
        self._text.setTabChangesFocus(True)
        self._text.setReadOnly(True)  # until it is known how many classes there are
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFixedHeight(_HEIGHT)
        self._problem = _label("", "import_names_problem", "error")
        self._how = _label(WHEN_READ, "import_names_how", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (section, self._text, self._problem, self._how):
            column.addWidget(widget)
        self._problem.hide()
        self._text.hide()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.take)
        self._text.textChanged.connect(self._on_typed)

    @property
    def typed(self) -> str:
        """What is typed and not accepted, or not yet; empty if all is well."""
        return self._text.toPlainText() if self._is_open else ""

    @property
    def is_waiting(self) -> bool:
        """Whether all images have to be read before names can be taken."""
        return self._text.isReadOnly()

    def show_preview(self, preview: Preview) -> None:
        """Show the names there are; what is typed and refused stays."""
        self._text.setVisible(preview.is_whole or not self._text.isHidden())
        self._how.setText(HOW if preview.is_whole else WHEN_READ)
        self._text.setReadOnly(not preview.is_whole)
        if not preview.is_whole:
            return
        used = preview.counts.nonzero()[0]
        self._needed = int(used[-1]) + 1 if len(used) else 0
        self._shown = preview.class_names
        if self._is_open:
            self._rest.start()  # against the classes that there are now
        else:
            self._write(self._shown)

    def type_again(self, text: str) -> None:
        """Put back what was typed when the dialog was left."""
        if text:
            self._text.setPlainText(text)

    @Slot()
    def take(self) -> None:
        """Accept what is typed, or say why not."""
        self._rest.stop()
        if not self._is_open or self._text.isReadOnly():
            return
        try:
            names = typed_names(self._text.toPlainText(), self._needed)
        except ValueError as error:
            self._show_problem(str(error))
            return
        self._show_problem("")
        self._is_open = False
        if names != self._shown:
            self._shown = names or ()
            self.changed.emit(names)

    @Slot()
    def _on_typed(self) -> None:
        self._is_open = True
        self._rest.start()

    def _write(self, names: Sequence[str]) -> None:
        text = "\n".join(" ".join(name.split()) for name in names)
        if text != self._text.toPlainText():
            self._text.blockSignals(True)
            self._text.setPlainText(text)
            self._text.blockSignals(False)

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        set_dynamic_property(self._text, "invalid", bool(text))


def _label(text: str, name: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
