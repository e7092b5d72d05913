"""Draw a digit, and see what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from core.datasets.sample import Part
from core.figures.figure import Figure
from core.inspection.moment import Moment
from gui.panels.draw.board_view import LEAST, BoardView
from gui.panels.draw.drag_report import DragReport
from gui.panels.draw.draw_sections import DrawSections
from gui.panels.draw.drawing_pace import DrawingPace
from gui.panels.draw.drawing_reader import DrawingReader
from gui.panels.draw.ink_steps import InkSteps, ink_slope
from gui.panels.draw.own_digits_keeper import OwnDigitsKeeper
from gui.panels.draw.own_drawing_actions import OwnDrawingActions
from gui.panels.draw.paper_figure import drawing_figure
from gui.panels.draw.picture_intake import PictureIntake
from gui.panels.draw.remark import remark_of
from gui.panels.draw.stages_view import STAGES
from gui.panels.draw.tool_row import HEIGHT, ToolRow
from gui.panels.panel import Panel
from gui.state.lab_state import LabState

MARGIN, TIGHT_MARGIN, BETWEEN = 16, 8, 8
WIDE = 620  # of the panel, for the wider margin
SENTENCE = 34  # screen pixels: two lines
LEAST_SIZE = QSize(440, 132)
SHARE, LARGEST = 0.42, 560  # of the width, and screen pixels, for the board
#: How many stages get a row of their own, and what the board keeps for that in screen pixels.
STAGES_IN_A_ROW = ((len(STAGES), 384), (2, 224))
SCROLL_GAP = 6
_KEYS = QKeySequence.StandardKey


class DrawPanel(Panel):
    """A board, the stages from the board to the network, and what the network says.

    Parameters
    ----------
    state : LabState
    folder : callable, optional
        Returns the folder of runs, in which the user's own digits lie.
    """

    PANEL_ID: ClassVar[str] = "draw_panel"
    TITLE: ClassVar[str] = "Draw"

    def __init__(
        self,
        state: LabState,
        parent: QWidget | None = None,
        *,
        folder: Callable[[], Path | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self.reader = DrawingReader(state, self)
        self.intake = PictureIntake(self.reader, self)
        self.own_digits = OwnDigitsKeeper(folder, self)
        self._tools = ToolRow(state.theme, self)
        self.board = BoardView(state.drawing, state.theme, self)
        self.ink_steps = InkSteps(state, self.reader, self._names, self)
        self._drag = DragReport(state, self.board, self._names, self)
        self.sections = DrawSections(state, self.own_digits)
        self._own = OwnDrawingActions(state, self.reader, self.own_digits, self)
        self._pace = DrawingPace(state, self.reader, self)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.sections)
        self._has_lesson = False
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
        self.reader.go_on()
        drawing, moment, read = self._state.drawing, self._state.moment.moment, self.reader.read
        names, parts = self._names(), self.sections
        prepared = None if read is None else read.prepared
        parts.answer.show_classes(names, drawing.target)
        parts.stages.show_how(drawing.how)
        parts.stages.show_stages(prepared, is_picture=drawing.sheet.is_picture)
        self.board.show_box(
            None if prepared is None or drawing.sheet.is_ready else prepared.box
        )
        if moment is None or moment.sample.part is not Part.DRAWING:
            parts.answer.show_outputs(None)
            parts.answer.show_other(None)
            parts.stages.show_switched(None)
            parts.change.show_slope(None, None, "")
        else:
            parts.answer.show_outputs(
                moment.trace.values[-1],
                are_probabilities=moment.outlines[-1].spec.GIVES_PROBABILITIES,
            )
            teaching = self._state.teaching
            is_taught = teaching.lesson is not None and teaching.lesson.sample is moment.sample
            after = teaching.taught.after if teaching.taught and is_taught else None
            parts.answer.show_other(self._drag.before if after is None else after)
            self._show_slope(moment)
        self._show_changes(moment)
        self._tools.undo.setEnabled(drawing.may_undo)
        self._tools.redo.setEnabled(drawing.may_redo)
        self._tools.clear.setEnabled(not drawing.sheet.is_empty or drawing.target is not None)
        said = self._drag.text() or self.reader.remark
        self._sentence.setText(remark_of(self._state, self.reader, said))

    def _show_changes(self, moment: Moment | None) -> None:
        parts, names = self.sections, self._names()
        parts.change.film.show_frames(self.ink_steps.frames, self.ink_steps.place)
        parts.change.lesson.show_lesson(names)
        self.own_digits.read()
        self.own_digits.judge(moment)
        parts.digits.show_digits(names, self._state.data.dataset)
        parts.arrange_if_changed()
        is_taught = not parts.change.lesson.keep.isHidden()
        if is_taught and not self._has_lesson:  # its buttons, too, when all has its place
            QTimer.singleShot(0, self._show_lesson)
        self._has_lesson = is_taught

    @Slot()
    def _show_lesson(self) -> None:
        self._scroll.ensureWidgetVisible(self.sections.change.lesson, 0, BETWEEN)

    def _show_slope(self, moment: Moment) -> None:
        """Show where ink would lower the loss: that of the meant or the predicted class."""
        slope, target, names = ink_slope(moment), moment.target, self._names()
        if slope is None or target is None:
            self.sections.change.show_slope(None, None, "")
            return
        ink = moment.sample.image.mean(axis=2) / 255  # (H, W)
        self.sections.change.show_slope(slope, ink, names[target])

    def paper_figure(self) -> Figure | None:
        return drawing_figure(self.reader.read, self._state.moment.moment, self._names())

    def rest(self) -> None:
        self.reader.rest()
        self._is_stale |= self.reader.is_due
        self.own_digits.rest()
        self.sections.change.film.rest()

    def shut_down(self) -> None:
        self.rest()
        self.reader.shut_down()
        self.own_digits.shut_down()

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
            self.intake.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Draw on the picture that is dropped."""
        event.acceptProposedAction()
        self.intake.drop(event.mimeData())

    @Slot(int)
    def mean(self, label: int) -> None:
        """Say that the drawing is meant to be of that class; again, that it is open."""
        drawing = self._state.drawing
        drawing.set_target(None if drawing.target == label else label)

    def _meaning(self, event: QKeyEvent) -> int | QKeySequence.StandardKey | None:
        """Return the class or the command that a key is here."""
        digit = event.key() - Qt.Key.Key_0
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if 0 <= digit <= 9 and not plain:
            return digit if digit < len(self._names()) else None
        commands = _KEYS.Undo, _KEYS.Redo, _KEYS.Paste
        return next((command for command in commands if event.matches(command)), None)

    def _names(self) -> tuple[str, ...]:
        dataset, moment = self._state.data.dataset, self._state.moment.moment
        if moment is None:
            return () if dataset is None else tuple(dataset.class_names)
        count = moment.trace.values[-1].size
        if dataset is not None and len(dataset.class_names) == count:
            return tuple(dataset.class_names)
        return tuple(map(str, range(count)))

    def _arrange(self) -> None:
        """Put the board at the left, as large as it may be, and the stages beside it."""
        width, height = self.width(), self.height()
        margin = MARGIN if width >= WIDE else TIGHT_MARGIN
        self._tools.fit(width - 2 * margin)
        self._tools.setGeometry(margin, BETWEEN, width - 2 * margin, HEIGHT)
        top = 2 * BETWEEN + HEIGHT
        room = height - top - SENTENCE - BETWEEN
        side = max(LEAST, min(room, round(width * SHARE), LARGEST))
        bar = self._scroll.verticalScrollBar().sizeHint().width() + SCROLL_GAP
        for stages, least in STAGES_IN_A_ROW:
            left_over = width - 2 * margin - MARGIN - bar - self.sections.least_for(stages)
            if least <= left_over < side:
                side = left_over
        self.board.setGeometry(margin, top, side, max(LEAST, min(room, side)))
        left = margin + side + MARGIN
        beside = max(0, width - left - margin)
        self._scroll.setGeometry(left, top, beside, max(0, room))
        self.sections.set_room(beside - bar, room)
        self._sentence.setGeometry(margin, height - SENTENCE, width - 2 * margin, SENTENCE)

    def _wire(self) -> None:
        drawing, tools = self._state.drawing, self._tools
        tools.tool_chosen.connect(self.board.use)
        tools.width_chosen.connect(self.board.set_width)
        tools.undo.clicked.connect(drawing.undo)
        tools.redo.clicked.connect(drawing.redo)
        tools.clear.clicked.connect(drawing.clear)
        tools.paste.clicked.connect(self.intake.paste)
        tools.open.clicked.connect(self.intake.ask_for_file)
        tools.keep.clicked.connect(self._own.keep)
        parts = self.sections
        parts.answer.meant.connect(self.mean)
        parts.stages.how_chosen.connect(drawing.set_how)
        parts.change.step_on_ink.clicked.connect(self.ink_steps.take)
        parts.change.step_on_network.clicked.connect(self._own.teach)
        parts.change.film.wanted.connect(drawing.go_to)
        parts.digits.chosen.connect(self._own.use)
        parts.digits.training_wanted.connect(self._own.learn)
        self.reader.switched.connect(parts.stages.show_switched)
        state = self._state
        for changed in (
            self.reader.changed, self.ink_steps.changed, self.own_digits.changed,
            state.teaching.changed, state.data.changed, state.sample.changed, drawing.changed,
        ):  # fmt: skip
            changed.connect(self._pace.on_changed)
