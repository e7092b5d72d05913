"""A panel's picture or numbers as a file, or in the clipboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.errors import SpecError
from gui.background.newest_wish import NewestWish
from gui.dialogs.asks_where import AsksWhere
from gui.dialogs.dialog_buttons import DialogButtons
from gui.dialogs.dialog_headline import DialogHeadline
from gui.dialogs.figure_form import FigureForm
from gui.dialogs.fitting_dialog import FittingDialog
from gui.figures.figure_preview import FigurePreview, PreviewRequest, make_preview
from gui.figures.figure_wish import FigureKind, FigureStyle, FigureWish
from gui.figures.shown_figure import ShownFigure
from gui.widgets.dynamic_property import set_dynamic_property

FILTERS = {
    FigureKind.PNG: "PNG picture (*.png)",
    FigureKind.SVG: "SVG drawing (*.svg)",
    FigureKind.PDF: "PDF page (*.pdf)",
    FigureKind.CSV: "CSV table (*.csv)",
    FigureKind.NPY: "NumPy array (*.npy)",
}
#: Room for the preview, and for what is chosen.
PREVIEW, FORM_WIDTH = (360, 300), 336
AS_PICTURE = (
    "What is on the screen is put into the file as a picture: it is not sharp at any size."
)
WITH_MAPS = "Letters and lines are sharp at any size; the maps in it are pictures."
SHARP = "Sharp at any size."
WRITING = "Writing…"


class FigureDialog(FittingDialog):
    """Asks what kind of file a panel becomes, and shows what it will look like.

    It stays, with all that was typed, until what is wanted was done.

    Parameters
    ----------
    shown : ShownFigure
    wish : FigureWish
        As it was last time.
    file_dialogs : AsksWhere
    parent : QWidget

    Signals
    -------
    save_wanted(FigureWish, Path)
    copy_wanted(FigureWish)
    """

    save_wanted = Signal(object, object)
    copy_wanted = Signal(object)

    def __init__(
        self, shown: ShownFigure, wish: FigureWish, file_dialogs: AsksWhere, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("figure_dialog")
        self.setWindowTitle(f"Save figure: {shown.title}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._shown = shown
        self._file_dialogs = file_dialogs
        self._is_busy = False
        self._preview: NewestWish[PreviewRequest, FigurePreview] = NewestWish(
            make_preview, name="figure preview", parent=self
        )
        self._preview.answered.connect(self._on_preview)
        self._preview.failed.connect(self._on_no_preview)
        self._build(wish)
        self._look()

    @property
    def wish(self) -> FigureWish:
        """What is chosen."""
        return self._form.wish

    def accept(self) -> None:
        """Let the user choose where the file goes; the dialog stays."""
        kind = self.wish.kind
        name = self._shown.title.lower().replace(" ", "-")
        self._file_dialogs.ask_to_save(
            "Save figure", f"{name}.{kind.value}", FILTERS[kind], self._save
        )

    def set_busy(self) -> None:
        """Wait for what was asked for."""
        self._is_busy = True
        self._say(WRITING, "muted")
        self._allow(may=False)

    def fail(self, text: str) -> None:
        """Say why it was not done; everything stays as it was typed."""
        self._is_busy = False
        self._allow(may=True)
        self._say(text or "Nothing was written.", "error")

    def done(self, result: int) -> None:
        """End the thread, however the dialog is closed."""
        self._preview.shut_down()
        super().done(result)

    def _save(self, path: Path) -> None:
        self.save_wanted.emit(self.wish, path)

    @Slot()
    def _on_copy(self) -> None:
        self.copy_wanted.emit(replace(self.wish, kind=FigureKind.PNG))

    @Slot()
    def _look(self) -> None:
        """Have the preview made of what is chosen now."""
        wish = self.wish
        is_numbers = wish.kind.is_numbers
        self._offer_copy(may=not is_numbers and not self._is_busy)
        if is_numbers:
            self._preview.give_up()
            self._picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
            self._picture.setText(self._form.numbers_begin)
            self._allow(may=not self._is_busy)
            self._say(self._form.numbers_words, "caption")
            return
        self._preview.ask(PreviewRequest(self._shown, wish, *PREVIEW))

    @Slot(object, object)
    def _on_preview(self, request: PreviewRequest, preview: FigurePreview) -> None:
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setPixmap(QPixmap.fromImage(preview.picture))
        if self._is_busy:
            return
        wish, size = request.wish, preview.size
        try:
            size.check()
        except SpecError as error:
            self._say(str(error), "error")
            self._allow(may=False)
            return
        self._allow(may=True)
        self._say(
            _words(self._shown, wish, f"{size.width:,} × {size.height:,} pixels"), "caption"
        )

    @Slot(object, str)
    def _on_no_preview(self, _request: PreviewRequest, text: str) -> None:
        self._picture.clear()
        self._say(text, "error")
        self._allow(may=False)

    def _say(self, text: str, role: str) -> None:
        set_dynamic_property(self._message, "role", role)
        self._message.setText(text)

    def _allow(self, *, may: bool) -> None:
        if self._buttons.act is not None:
            self._buttons.act.setEnabled(may)
        self._offer_copy(may=may and not self.wish.kind.is_numbers)

    def _offer_copy(self, *, may: bool) -> None:
        if self._buttons.other is not None:
            self._buttons.other.setEnabled(may)

    def _build(self, wish: FigureWish) -> None:
        name = self.objectName()
        self._form = FigureForm(self._shown.figure, wish, name)
        self._form.changed.connect(self._look)
        self._picture = QLabel()
        self._picture.setObjectName(f"{name}_preview")
        self._picture.setAccessibleName("How the figure will look")
        self._picture.setFixedSize(*PREVIEW)
        self._picture.setTextFormat(Qt.TextFormat.PlainText)
        self._picture.setProperty("role", "number")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message = QLabel()
        self._message.setObjectName(f"{name}_message")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(34)
        does = "Choose where to write the file (Enter)"
        self._buttons = DialogButtons(
            self, "Save…", name=name, does=does, other="&Copy the picture"
        )
        if self._buttons.other is not None:
            self._buttons.other.setToolTip("Put the picture into the clipboard.")
            self._buttons.other.clicked.connect(self._on_copy)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._message, 1)
        foot.addWidget(self._buttons)
        row = QHBoxLayout()
        row.setSpacing(24)
        self._form.setFixedWidth(FORM_WIDTH)
        row.addWidget(self._form, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        headline = f"Save figure: {self._shown.title}"
        column.addWidget(DialogHeadline(headline, f"{name}_headline"))
        column.addLayout(row)
        column.addLayout(foot)


def _words(shown: ShownFigure, wish: FigureWish, size: str) -> str:
    """Return what the file will be, in a line."""
    if wish.kind is FigureKind.PNG:
        return f"{size} at {wish.dpi} dots an inch"
    if wish.style is FigureStyle.SCREEN or shown.figure is None:
        return AS_PICTURE
    return SHARP if shown.figure.is_vector else WITH_MAPS
