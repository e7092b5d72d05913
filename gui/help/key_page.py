"""All keys on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.dialog_buttons import DialogButtons
from gui.help.key_groups import KeyLine, as_text
from gui.theme.fonts import number_font

COLUMNS = 3
BETWEEN_COLUMNS = 32
BETWEEN_GROUPS = 16
SHARE = 0.9  # of the window that the page may take
MARGIN = 20


class KeyPage(QDialog):
    """Lists keys in groups, side by side; can be copied as text.

    Parameters
    ----------
    groups : dict of str to tuple of KeyLine
    parent : QWidget
        The window; the page is never larger.
    """

    def __init__(self, groups: dict[str, tuple[KeyLine, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_page")
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = as_text(groups)
        self._body = _fitting(groups, SHARE * parent.width() - 2 * MARGIN)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        column.setSpacing(12)
        title = QLabel("Keys")
        title.setProperty("role", "headline")
        column.addWidget(title)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot())
        self._fit()

    def text(self) -> str:
        """Return the page as plain text."""
        return self._text

    def _fit(self) -> None:
        """Be as large as what is listed, as far as the window is."""
        parent = self.parentWidget()
        wanted = self._body.sizeHint()
        width, height = wanted.width() + 2 * MARGIN + 16, wanted.height() + 128
        if parent is not None:
            width = min(width, round(SHARE * parent.width()))
            height = min(height, round(SHARE * parent.height()))
        self.resize(width, height)

    def _foot(self) -> QHBoxLayout:
        copy = QPushButton("Copy as text")
        copy.setObjectName("key_page_copy")
        copy.setToolTip("Put all of it on the clipboard, to paste or print it.")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._on_copy)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(DialogButtons(self, leave="Close", name="key_page"))
        return foot

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._text)


def _fitting(groups: dict[str, tuple[KeyLine, ...]], width: float) -> QWidget:
    """Return all groups in as many columns as stand side by side in `width`."""
    for count in range(COLUMNS, 1, -1):
        body = _columns(groups, count)
        if body.sizeHint().width() <= width:
            return body
    return _columns(groups, 1)


def _columns(groups: dict[str, tuple[KeyLine, ...]], most: int) -> QWidget:
    """Return all groups, in columns of about the same height."""
    body = QWidget()
    row = QHBoxLayout(body)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(BETWEEN_COLUMNS)
    letters = QFontMetrics(number_font())
    keys = [line.keys for lines in groups.values() for line in lines]
    wide = max(letters.horizontalAdvance(text) for text in keys)
    total = sum(len(lines) + 2 for lines in groups.values())
    column, used = QVBoxLayout(), 0
    columns = [column]
    for name, lines in groups.items():
        size = len(lines) + 2
        if used and used + size / 2 > total / most and len(columns) < most:
            column, used = QVBoxLayout(), 0
            columns.append(column)
        column.setSpacing(BETWEEN_GROUPS)
        column.addLayout(_group(name, lines, wide))
        used += size
    for column in columns:
        column.addStretch(1)
        row.addLayout(column, 1)
    return body


def _group(name: str, lines: tuple[KeyLine, ...], wide: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, wide)
    grid.addWidget(_label(name, "title"), 0, 0, 1, 2)
    for at, line in enumerate(lines, start=1):
        grid.addWidget(_label(line.keys, "number"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_label(line.does, "muted"), at, 1)
    return grid


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
