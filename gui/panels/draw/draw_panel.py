"""Draw a digit, and see what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from core.datasets.sample import Part
from core.inspection.moment import Moment
from core.sentence import sentence
from gui.dialogs.file_dialogs import FileDialogs
from gui.panels.draw.board_view import LEAST, BoardView
from gui.panels.draw.drawing_reader import DrawingReader
from gui.panels.draw.stages_view import StagesView
from gui.panels.draw.tool_row import HEIGHT, WIDE, ToolRow
from gui.panels.panel import Panel
from gui.state.lab_state import LabState

MARGIN, TIGHT_MARGIN, BETWEEN = 16, 8, 8
SENTENCE = 34  # screen pixels: two lines
LEAST_SIZE = QSize(440, 132)
SHARE, LARGEST = 0.42, 560  # of the width, and screen pixels, for the board
ELSEWHERE = "All panels show another image now: go on drawing, or choose Drawing above."
NO_PICTURE = "There is no picture on the clipboard."
PICTURES = (
    "Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff *.ppm *.pgm);;All files (*)"
)
_KEYS = QKeySequence.StandardKey


class DrawPanel(Panel):
    """A board, the stages from the board to the network, and what the network says.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "draw_panel"
    TITLE: ClassVar[str] = "Draw"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.file_dialogs = FileDialogs(self)
        self.reader = DrawingReader(state, self)
        self._tools = ToolRow(state.theme, self)
        self.board = BoardView(state.drawing, state.theme, self)
        self._stages = StagesView(state.theme)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._stages)
        self._sentence = QLabel(self)
        self._sentence.setObjectName("draw_sentence")
        self._sentence.setProperty("role", "muted")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setToolTip("What there is to say of the drawing, or of a picture.")
        self.setAcceptDrops(True)
        self._wire()
        self.refresh_later()

    def take_keyboard(self) -> None:
        """Give the keyboard to the board."""
        self.board.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        drawing, moment, read = self._state.drawing, self._state.moment.moment, self.reader.read
        self._stages.show_classes(self._names(), drawing.target)
        self._stages.show_how(drawing.how)
        self._stages.show_stages(
            None if read is None else read.prepared, is_picture=drawing.sheet.is_picture
        )
        is_drawn = moment is not None and moment.sample.part is Part.DRAWING
        if moment is None or not is_drawn:
            self._stages.answer.show_outputs(None)
            self._stages.show_switched(None)
            self._stages.ink.show_slope(None, None, "")
        else:
            self._stages.answer.show_outputs(
                moment.trace.values[-1],
                are_probabilities=moment.outlines[-1].spec.GIVES_PROBABILITIES,
            )
            self._show_slope(moment)
        self._tools.undo.setEnabled(drawing.may_undo)
        self._tools.redo.setEnabled(drawing.may_redo)
        self._tools.clear.setEnabled(not drawing.sheet.is_empty or drawing.target is not None)
        self._sentence.setText(self._remark())

    def _show_slope(self, moment: Moment) -> None:
        """Show where ink would lower the loss: that of the meant or the predicted class."""
        gradients, target, names = moment.trace.gradients, moment.target, self._names()
        if gradients is None or target is None:
            self._stages.ink.show_slope(None, None, "")
            return
        shape = moment.sample.image.shape
        slope = -gradients[0].reshape(shape).sum(axis=2)  # (H, W)
        ink = moment.sample.image.mean(axis=2) / 255  # (H, W)
        self._stages.ink.show_slope(slope, ink, names[target])

    def rest(self) -> None:
        self.reader.rest()

    def shut_down(self) -> None:
        self.reader.shut_down()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Take the keys of the board before the window takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._meaning(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meaning = self._meaning(event)
        drawing = self._state.drawing
        if isinstance(meaning, int):
            self.mean(meaning)
        elif meaning is _KEYS.Undo:
            drawing.undo()
        elif meaning is _KEYS.Redo:
            drawing.redo()
        elif meaning is _KEYS.Paste:
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Draw on the picture that is dropped."""
        event.acceptProposedAction()
        if not self._open_mime(event.mimeData()):
            self.reader.say("What was dropped is no picture on this computer.")

    @Slot(int)
    def mean(self, label: int) -> None:
        """Say that the drawing is meant to be of that class; again, that it is open."""
        drawing = self._state.drawing
        drawing.set_target(None if drawing.target == label else label)

    @Slot()
    def paste(self) -> None:
        """Draw on the picture on the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if not self._open_mime(mime):
            self.reader.say(NO_PICTURE)

    def _open_mime(self, mime: QMimeData) -> bool:
        """Have a picture read; return whether there is one, or at least a file."""
        if mime.hasImage():
            image = mime.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.reader.open(image)
                return True
        for url in mime.urls():
            if url.isLocalFile():
                self.reader.open(Path(url.toLocalFile()))
                return True
        return False

    @Slot()
    def _ask_for_file(self) -> None:
        self.file_dialogs.ask_to_open("Open a picture", PICTURES, self.reader.open)

    def _meaning(self, event: QKeyEvent) -> int | QKeySequence.StandardKey | None:
        """Return the class or the command that a key is here."""
        digit = event.key() - Qt.Key.Key_0
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if 0 <= digit <= 9 and not plain:
            return digit if digit < len(self._names()) else None
        for command in (_KEYS.Undo, _KEYS.Redo, _KEYS.Paste):
            if event.matches(command):
                return command
        return None

    def _names(self) -> tuple[str, ...]:
        dataset, moment = self._state.data.dataset, self._state.moment.moment
        if moment is None:
            return () if dataset is None else tuple(dataset.class_names)
        count = moment.trace.values[-1].size
        if dataset is not None and len(dataset.class_names) == count:
            return tuple(dataset.class_names)
        return tuple(map(str, range(count)))

    def _remark(self) -> str:
        sample = self._state.sample.sample
        is_elsewhere = sample is not None and sample.part is not Part.DRAWING
        if self.reader.read is not None and is_elsewhere and not self.reader.remark:
            return ELSEWHERE
        said = sentence(self.reader.remark)
        if not said:
            return ""
        return f"{said[0].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"

    def _arrange(self) -> None:
        """Put the board at the left, as large as it may be, and the stages beside it."""
        width, height = self.width(), self.height()
        margin = MARGIN if width >= WIDE else TIGHT_MARGIN
        self._tools.set_wide(is_wide=width >= WIDE)
        self._tools.setGeometry(margin, BETWEEN, width - 2 * margin, HEIGHT)
        top = 2 * BETWEEN + HEIGHT
        room = height - top - SENTENCE - BETWEEN
        side = max(LEAST, min(room, round(width * SHARE), LARGEST))
        self.board.setGeometry(margin, top, side, max(LEAST, min(room, side)))
        left = margin + side + MARGIN
        beside = max(0, width - left - margin)
        self._scroll.setGeometry(left, top, beside, max(0, room))
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._stages.set_room(beside - bar)
        self._sentence.setGeometry(margin, height - SENTENCE, width - 2 * margin, SENTENCE)

    def _wire(self) -> None:
        drawing, tools = self._state.drawing, self._tools
        tools.tool_chosen.connect(self.board.use)
        tools.width_chosen.connect(self.board.set_width)
        tools.undo.clicked.connect(drawing.undo)
        tools.redo.clicked.connect(drawing.redo)
        tools.clear.clicked.connect(drawing.clear)
        tools.paste.clicked.connect(self.paste)
        tools.open.clicked.connect(self._ask_for_file)
        self._stages.answer.meant.connect(self.mean)
        self._stages.how_chosen.connect(drawing.set_how)
        self.reader.changed.connect(self.refresh_later)
        self.reader.switched.connect(self._stages.show_switched)
        self._state.moment.changed.connect(self.refresh_later)
        self._state.data.changed.connect(self.refresh_later)
        self._state.sample.changed.connect(self.refresh_later)
        drawing.changed.connect(self.refresh_later)
