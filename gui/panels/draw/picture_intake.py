"""Pictures from elsewhere that are to be drawn on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from gui.dialogs.file_dialogs import FileDialogs
from gui.panels.draw.drawing_reader import DrawingReader

NO_PICTURE = "There is no picture on the clipboard."
NOT_DROPPED = "What was dropped is no picture on this computer."
PICTURES = (
    "Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff *.ppm *.pgm);;All files (*)"
)


class PictureIntake(QObject):
    """Takes a picture from the clipboard, from what is dropped, or from a file.

    Parameters
    ----------
    reader : DrawingReader
        Reads it, and says why it cannot be read.
    parent : QWidget
        What dialogs belong to.
    """

    def __init__(self, reader: DrawingReader, parent: QWidget) -> None:
        super().__init__(parent)
        self.file_dialogs = FileDialogs(parent)
        self._reader = reader

    @Slot()
    def paste(self) -> None:
        """Draw on the picture on the clipboard."""
        if not self._open_mime(QGuiApplication.clipboard().mimeData()):
            self._reader.say(NO_PICTURE)

    def drop(self, mime: QMimeData) -> None:
        """Draw on the picture that was dropped."""
        if not self._open_mime(mime):
            self._reader.say(NOT_DROPPED)

    @Slot()
    def ask_for_file(self) -> None:
        """Let the user choose a picture."""
        self.file_dialogs.ask_to_open("Open a picture", PICTURES, self._reader.open)

    def _open_mime(self, mime: QMimeData | None) -> bool:
        """Have a picture read; return whether there is one, or at least a file."""
        if mime is None:  # a clipboard that was cleared holds nothing at all
            return False
        if mime.hasImage():
            image = mime.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self._reader.open(image)
                return True
        for url in mime.urls():
            if url.isLocalFile():
                self._reader.open(Path(url.toLocalFile()))
                return True
        return False
