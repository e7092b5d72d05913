"""Choose in which way the model on screen leaves, and see how exact that is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from gui.dialogs.dialog_buttons import DialogButtons
from gui.dialogs.dialog_headline import DialogHeadline
from gui.dialogs.file_dialogs import FileDialogs
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.dynamic_property import set_dynamic_property

DOES = "Choose where to write, and write (Enter)"
WIDTH = 420


class ExportFormat(NamedTuple):
    """A format as the dialog shows it.

    Attributes
    ----------
    name, title, suffix, explains : str
        As its exporter has them.
    """

    name: str
    title: str
    suffix: str
    explains: str


class ExportModel(QDialog):
    """Chooses format and file; stays open, and shows what came of it.

    Parameters
    ----------
    formats : sequence of ExportFormat
    suggestion : str
        A name for the file, without its ending.
    file_dialogs : FileDialogs
    parent : QWidget

    Signals
    -------
    wanted(str, Path)
        Name of the format, and where it goes.
    """

    wanted = Signal(str, object)

    def __init__(
        self,
        formats: Sequence[ExportFormat],
        suggestion: str,
        file_dialogs: FileDialogs,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export_model")
        self.setWindowTitle("Export model")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._formats, self._suggestion = tuple(formats), suggestion
        self._file_dialogs = file_dialogs
        self._format = ChoiceBox()
        self._format.setObjectName("export_model_format")
        self._format.setToolTip("What the file is for another program.")
        for one in self._formats:
            self._format.addItem(f"{one.title} ({one.suffix})")
        self._explained = _text("export_model_explained", "caption")
        self._message = _text("export_model_message", "muted")
        self._message.setMinimumHeight(self._message.fontMetrics().height() * 3)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons = DialogButtons(self, "Export…", "Close", name="export_model", does=DOES)
        form = QFormLayout()
        form.addRow("Format", self._format)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(DialogHeadline("Export model", "export_model_headline"))
        column.addLayout(form)
        for widget in (self._explained, self._message, self._buttons):
            column.addWidget(widget)
        self.setMinimumWidth(WIDTH)
        self._format.currentIndexChanged.connect(self._describe)
        self._describe()

    def accept(self) -> None:
        """Let the user choose where the file goes; the dialog stays."""
        chosen = self._chosen
        self._file_dialogs.ask_to_save(
            "Export model",
            f"{self._suggestion}{chosen.suffix}",
            f"{chosen.title} (*{chosen.suffix})",
            self._on_place_chosen,
        )

    def show_result(self, text: str, *, is_trouble: bool = False) -> None:
        """Say what came of it; something else can be exported then."""
        set_dynamic_property(self._message, "role", "error" if is_trouble else "ok")
        self._message.setText(text)
        self._allow(may=True)

    @property
    def _chosen(self) -> ExportFormat:
        return self._formats[self._format.currentIndex()]

    def _on_place_chosen(self, path: Path) -> None:
        set_dynamic_property(self._message, "role", "muted")
        self._message.setText(f"Writing {path.name}, and comparing it with our own outputs…")
        self._allow(may=False)
        self.wanted.emit(self._chosen.name, path)

    def _allow(self, *, may: bool) -> None:
        self._format.setEnabled(may)
        if self._buttons.act is not None:
            self._buttons.act.setEnabled(may)

    @Slot()
    def _describe(self) -> None:
        self._explained.setText(self._chosen.explains)
        self._message.setText("")


def _text(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
