"""Which classes the network loses without each of its filters or units."""

from __future__ import annotations

import math

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.index_words import index_words
from core.number_text import fixed_text
from core.number_words import counted
from core.what_if.silence import MEANING
from core.what_if.units import Units, all_units
from gui.panels.evaluate.silencing_head import SilencingHead
from gui.panels.evaluate.silencing_matrix import SilencingMatrix
from gui.panels.evaluate.silencing_wish import (
    JudgedWeights,
    Silencing,
    SilencingRequest,
    SilencingWish,
)
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut
from gui.widgets.undo_keys import UndoKeys

#: A step is judged once it has been shown that long, in milliseconds.
REST = 200
HINT = "Points of accuracy lost without it. Click a row: it is silenced in every panel."
NOTHING = "Here you see which classes need which filter.\nNothing is judged yet."
NO_UNITS = (
    "This network has no filters and no hidden units, only the classes themselves: there is "
    "nothing to silence."
)
WORKING = "Silencing one after the other…"
GIVEN_UP = "Cancelled. Press Judge to begin again."
MARGIN = 16


class SilencingPage(QWidget):
    """The matrix of one layer, of the run's own weights at the shown step.

    A click silences a filter or unit in the shown moment, and a second one lets it speak
    again; the matrix stays that of the run.

    Parameters
    ----------
    state : LabState
    name : str
    """

    def __init__(self, state: LabState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state = state
        self._subject: JudgedWeights | None = None
        self._units: tuple[Units, ...] = ()
        self._layer = -1
        self._shown: Silencing | None = None
        self._asked: SilencingRequest | None = None
        self._given_up: object = None
        self._wish = SilencingWish(self)
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)
        self._build(name)
        self._wish.advanced.connect(self._head.show_progress)
        UndoKeys(self, state.what_if.undo, state.what_if.redo)
        state.what_if.changed.connect(self._show_silenced)

    @property
    def shown(self) -> Silencing | None:
        """What is shown."""
        return self._shown

    @property
    def matrix(self) -> SilencingMatrix:
        """The picture."""
        return self._matrix

    def follow(self, subject: JudgedWeights | None) -> None:
        """Show the matrix of these weights and images, as soon as they rest."""
        self._subject = subject
        self._units = () if subject is None else all_units(subject.moment.outlines)
        layers = [units.layer for units in self._units]
        if self._layer not in layers:
            self._layer = layers[0] if layers else -1
        self._offer()
        wanted = self._wanted()
        if wanted is None:
            self.pause()
            self._stack.show_notice(NOTHING if subject is None else NO_UNITS)
            self._show_state()
            return
        known = self._wish.known(wanted)
        if known is not None:
            self._rest.stop()
            self._show(known)
        elif wanted.key != self._given_up and not self._is_asked(wanted):
            self._rest.start()
        self._show_freshness(wanted)

    def pause(self) -> None:
        """Make nothing that cannot be seen."""
        self._rest.stop()
        self._wish.give_up()
        self._asked = None
        self._show_state()

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        self._rest.stop()
        return self._wish.shut_down()

    def _wanted(self) -> SilencingRequest | None:
        subject = self._subject
        units = next((one for one in self._units if one.layer == self._layer), None)
        if subject is None or units is None:
            return None
        outputs = math.prod(subject.moment.outlines[-1].output_shape)
        more = range(len(subject.names), outputs)
        names = (*subject.names, *(index_words(index) for index in more))[:outputs]
        return SilencingRequest(
            subject.moment, units, subject.images, subject.rows, tuple(names)
        )

    def _is_asked(self, wanted: SilencingRequest) -> bool:
        return self._asked is not None and self._asked.key == wanted.key

    @Slot()
    def _ask(self) -> None:
        wanted = self._wanted()
        if wanted is not None and not self._is_asked(wanted):
            self._asked, self._given_up = wanted, None
            self._wish.ask(wanted)
            self._head.show_progress(0)
            self._show_freshness(wanted)

    def _show(self, found: Silencing) -> None:
        self._shown = found
        matrix, request = found.matrix, found.request
        self._matrix.show_matrix(matrix, request.names)
        most, step = matrix.matters_most, request.moment.snapshot.step
        cost = fixed_text(100 * float(matrix.lost_overall[most]), 1)
        title = (
            f"{matrix.units.words((most,))} matters most: without it, accuracy falls by "
            f"{cost} points"
            if matrix.lost_overall[most] > 0
            else f"No single {matrix.units.noun} of {matrix.units.title} is needed"
        )
        about = (
            f"{MEANING} {counted(matrix.images, 'image')}, step {step:,}; "
            "numbers are points of accuracy lost, of the run's own weights."
        )
        self._head.say(title[:1].upper() + title[1:], about)
        self._show_silenced()
        self._stack.show_view()

    def _show_freshness(self, wanted: SilencingRequest) -> None:
        shown = self._shown
        is_fresh = shown is not None and shown.request.key == wanted.key
        self._matrix.set_faded(is_faded=not is_fresh)
        if shown is None:
            is_given_up = wanted.key == self._given_up
            self._stack.show_notice(GIVEN_UP if is_given_up else WORKING)
        self._show_state(may_judge=not is_fresh)

    def _show_state(self, *, may_judge: bool = False) -> None:
        self._head.show_state(is_busy=self._wish.is_busy, may_judge=may_judge)

    @Slot()
    @Slot(object)
    def _show_silenced(self, _edits: object = None) -> None:
        silenced = self._state.what_if.silenced
        self._matrix.show_silenced({unit for layer, unit in silenced if layer == self._layer})

    @Slot(object)
    def _on_answered(self, found: Silencing) -> None:
        self._asked = None
        wanted = self._wanted()
        if wanted is not None and found.request.subject == wanted.subject:
            self._show(found)
        self.follow(self._subject)

    @Slot(object, str)
    def _on_failed(self, request: SilencingRequest, why: str) -> None:
        self._asked, self._given_up = None, request.key
        self._show_state(may_judge=True)
        if why:
            self._stack.show_notice(why)

    @Slot()
    def _on_button(self) -> None:
        if not self._wish.is_busy:
            self._ask()
            return
        self._given_up = None if self._asked is None else self._asked.key
        self.pause()
        self.follow(self._subject)

    @Slot(int)
    def _on_layer(self, at: int) -> None:
        self._layer = self._units[at].layer
        self._shown = None
        self.follow(self._subject)

    @Slot(int)
    def _on_chosen(self, unit: int) -> None:
        """Silence it everywhere, or let it speak again; and look at it."""
        self._state.what_if.toggle_silence(self._layer, unit)
        self._state.selection.select(Unit(self._layer, unit))

    @Slot(str)
    def _on_pointed(self, text: str) -> None:
        if (place := self._matrix.walked_to) is not None:
            middle = self._matrix.rect_of(*place).center()
            self._scroll.ensureVisible(middle.x(), middle.y(), 60, 40)
        if text:
            self._read_out.show_text(text)
        else:
            self._read_out.show_hint()

    def _offer(self) -> None:
        layers = [units.layer for units in self._units]
        at = layers.index(self._layer) if self._layer in layers else -1
        self._head.offer([units.title for units in self._units], at)

    def _build(self, name: str) -> None:
        self._head = SilencingHead(name)
        self._head.layer_chosen.connect(self._on_layer)
        self._head.pressed.connect(self._on_button)
        self._matrix = SilencingMatrix(self._state.theme, f"{name}_matrix")
        self._matrix.chosen.connect(self._on_chosen)
        self._matrix.pointed.connect(self._on_pointed)
        self._read_out = ReadOut(f"{name}_read_out", HINT)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(f"{name}_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._matrix)
        body = QWidget()
        self._stack = NoticeStack(body, self._scroll, f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 8)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addWidget(body, 1)
        column.addWidget(self._read_out)
        self._stack.show_notice(NOTHING)
        self._show_state()
