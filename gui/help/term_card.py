"""The card that says what something is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from core.sentence import sentence
from gui.help.answer import Answer

WIDTH = 340
FROM_POINTER = 18
MARGIN = 8  # to the edges of the window
_OF_A_WINDOW = (
    Qt.WindowType.ToolTip
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowTransparentForInput
)
ROWS = (("formula", "Formula"), ("unit", "Unit"), ("place", "Computed in"))


class TermCard(QFrame):
    """Floats beside the pointer; takes no clicks.

    Parameters
    ----------
    parent : QWidget
    is_window : bool
        Whether it is a window of its own: beside menus, and where the parent is small.
    """

    def __init__(self, parent: QWidget, *, is_window: bool = False) -> None:
        super().__init__(parent, _OF_A_WINDOW if is_window else Qt.WindowType.Widget)
        self.setObjectName("term_card")
        self.setProperty("role", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name = self._label("name", "headline")
        self._meaning = self._label("meaning", "")
        self._here = self._label("here", "muted")
        self._hint = self._label("hint", "caption")
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, (name, title) in enumerate(ROWS):
            caption = self._label(f"{name}_caption", "caption")
            caption.setText(title)
            caption.setWordWrap(False)
            value = self._label(name, "muted" if name == "unit" else "number")
            grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
            self._values[name] = caption, value
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._name, self._meaning, self._here):
            column.addWidget(part)
        column.addLayout(grid)
        column.addWidget(self._hint)
        self.hide()

    @property
    def text(self) -> str:
        """All that is said, a line each."""
        parts = [self._name, self._meaning, self._here]
        parts += [value for _, value in self._values.values()]
        return "\n".join(part.text() for part in parts if not part.isHidden())

    def show_answer(self, answer: Answer, at: QPoint, hint: str) -> None:
        """Say what is under the pointer, which is at a place of the parent."""
        self._write(answer, hint)
        self._place(at)

    def show_beside(self, answer: Answer, place: QRect, hint: str) -> None:
        """Say what is at a place of the screen, to its right or else to its left."""
        self._write(answer, hint)
        room, width, height = self._room(), *self._size_in(self._room())
        left = place.right() + MARGIN
        if left + width > room.right():
            left = place.left() - MARGIN - width
        top = min(place.top(), room.bottom() - height)
        self.setGeometry(max(room.left(), left), max(room.top(), top), width, height)

    def _write(self, answer: Answer, hint: str) -> None:
        term = answer.term
        self._name.setText(f"{term.name[:1].upper()}{term.name[1:]}")
        self._meaning.setText(term.meaning)
        self._say(self._here, f"Here: {sentence(answer.here)}" if answer.here else "")
        for name, (caption, value) in self._values.items():
            # a path may be broken behind its slashes
            text = getattr(term, name).replace("/", "/\u200b")
            self._say(value, text)
            caption.setVisible(bool(text))
        self._hint.setText(hint)
        self.show()

    def show_hint(self, hint: str) -> None:
        """Say how to go on."""
        self._hint.setText(hint)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def _place(self, at: QPoint) -> None:
        """Stand below the pointer, or where there is room."""
        parent = self.parentWidget()
        if parent is None:
            return
        if self.isWindow():
            at = parent.mapToGlobal(at)
        room = self._room()
        width, height = self._size_in(room)
        left = min(at.x() + FROM_POINTER, room.right() - width)
        top = at.y() + FROM_POINTER
        if top + height > room.bottom():
            top = max(room.top(), at.y() - FROM_POINTER - height)
            if at.x() + FROM_POINTER + width > room.right():
                left = at.x() - FROM_POINTER - width
        self.setGeometry(max(room.left(), left), top, width, height)
        self.raise_()

    def _room(self) -> QRect:
        """Return where the card may be: on the screen, or within its parent."""
        parent = self.parentWidget()
        if self.isWindow() or parent is None:
            return self.screen().availableGeometry()
        return parent.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def _size_in(self, room: QRect) -> tuple[int, int]:
        width = min(WIDTH, room.width())
        return width, max(self.heightForWidth(width), self.minimumSizeHint().height())

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(f"term_card_{name}")
        if role:
            label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label
