"""A person in front of the import dialog, and what they bring."""

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from gui.data_import.preview_columns import PreviewColumns
from tests.support.window_driving import LONG

CLASSES = 3


def images(count, side=8):
    """Return images with a bright block where their class says, and a pixel of their own."""
    labels = np.arange(count) % CLASSES
    pixels = np.zeros((count, side, side), np.uint8)
    for at, label in enumerate(labels):
        pixels[at, 2 * label : 2 * label + 2, 1:7] = 200
        pixels[at, at % side, (at // side) % side] = 90 + at
    pixels[:, 0, 0] = 0
    return pixels, labels


def write_csv(path, pixels, labels, *, spoil=None):
    rows = [
        ",".join(map(str, [*row.ravel(), label]))
        for row, label in zip(pixels, labels, strict=True)
    ]
    if spoil is not None:
        rows[spoil] = rows[spoil].rpartition(",")[0]
    path.write_text("\n".join(rows) + "\n")
    return path


def write_photos(folder):
    """Write a folder of pictures in colour, lying and standing, of two classes."""
    rng = np.random.default_rng(3)
    for name, color in (("day", (220, 200, 90)), ("<b>night</b>", (10, 20, 80))):
        (folder / name.replace("/", "-")).mkdir(parents=True)
        for at in range(6):
            size = (30, 20, 3) if at % 3 else (20, 30, 3)
            pixels = np.clip(rng.normal(color, 12, size), 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(folder / name.replace("/", "-") / f"{at}.png")
    return folder


class Person:
    """Looks at a dialog, and does what a person can."""

    def __init__(self, qtbot, dialog):
        self.qtbot, self.dialog = qtbot, dialog
        self.imported = []
        dialog.imported.connect(self.imported.append)

    def see(self, kind, name):
        (found,) = [one for one in self.dialog.findChildren(kind, name) if one.isVisible()]
        return found

    def text(self, name):
        return self.see(QLabel, name).text()

    def reads(self, name, text):
        labels = self.dialog.findChildren(QLabel, name)
        return any(text in one.text() for one in labels if one.isVisible())

    def wait(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)

    def wait_to_read(self, name, text):
        self.wait(lambda: self.reads(name, text))

    def click(self, name):
        self.qtbot.mouseClick(self.see(QPushButton, name), Qt.MouseButton.LeftButton)

    def type(self, name, text):
        line = self.see(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)
        return line

    def choose(self, name, text):
        combo = self.see(QComboBox, name)
        index = combo.findText(text)
        assert index >= 0, [combo.itemText(at) for at in range(combo.count())]
        combo.setCurrentIndex(index)
        combo.activated.emit(index)

    def checks(self):
        found = self.dialog.findChildren(QLabel)
        return [one.text() for one in found if one.objectName().startswith("import_check_")]

    def press(self, text):
        self.wait(lambda: self.buttons(text))
        self.qtbot.mouseClick(self.buttons(text)[0], Qt.MouseButton.LeftButton)

    def buttons(self, text):
        buttons = self.dialog.findChildren(QPushButton)
        return [one for one in buttons if one.text() == text and one.isVisible()]

    @property
    def columns(self):
        return self.see(PreviewColumns, "import_images")
