"""What the network would do with other weights."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.arrays import IntArray
from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from core.figures.figure import Figure
from core.inspection.moment import Moment
from gui.panels.moment_panel import WAITING, MomentPanel
from gui.panels.what_if.edit_list import EditList
from gui.panels.what_if.loss_comparison import LossComparison
from gui.panels.what_if.loss_request import LossChanges, LossRequest
from gui.panels.what_if.loss_table import LossTable
from gui.panels.what_if.paper_figure import what_if_figure
from gui.panels.what_if.prune_section import PruneQuestion, PruneSection
from gui.panels.what_if.unit_tools import UnitTools
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.undo_keys import UndoKeys

LEAST_SIZE = QSize(440, 132)
#: Panel width from which the parts stand beside each other.
WIDE = 700
#: Panel width from which what can be pressed stands beside the headline.
WIDE_HEAD = 720
NO_ROWS: IntArray = np.zeros(0, np.int64)
THE_RUN = "The run itself is as it was: what is changed is only shown, in every panel."
UNCHANGED = "You see the run's own network."
NO_CHANGE = "Change something to see what the gradient foretells, and what really happens."


class WhatIfPanel(MomentPanel):
    """Lists the changes, makes some, and compares the loss before and after.

    Parameters
    ----------
    state : LabState
    """

    PANEL_ID: ClassVar[str] = "what_if_panel"
    TITLE: ClassVar[str] = "What if"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._asked: LossRequest | None = None
        self._known: tuple[LossRequest, LossChanges] | None = None
        self._comparison = LossComparison(self)
        self._comparison.advanced.connect(self._on_advanced)
        self._comparison.answered.connect(self._on_answered)
        self._comparison.failed.connect(self._on_failed)
        self._build()
        UndoKeys(self, state.what_if.undo, state.what_if.redo)
        state.what_if.changed.connect(self.refresh_later)
        state.data.changed.connect(self.refresh_later)

    @property
    def changes(self) -> LossChanges | None:
        """What became of the losses; None until all of the shown moment is known."""
        known, moment = self._known, self._state.moment.moment
        if known is None or moment is None or self._comparison.is_busy:
            return None
        return known[1] if known[0].key == self._request(moment).key else None

    def refresh(self) -> None:
        moment = self._state.moment.moment
        if moment is None:
            self._stack.show_notice(WAITING)
            return
        what_if = self._state.what_if
        edits = what_if.edits
        self._title.setText(f"{edits.count_words} in the shown network" if edits else UNCHANGED)
        self._undo.setEnabled(what_if.can_undo)
        self._redo.setEnabled(what_if.can_redo)
        self._back.setEnabled(bool(edits))
        self._branch.setEnabled(bool(edits))
        self._edits.show_edits(edits, moment)
        self._units.show_moment(moment)
        test = self._test_images(moment)
        self._prune.show_question(None if test is None else PruneQuestion(moment, *test))
        self._compare(moment)
        self._stack.show_view()

    def paper_figure(self) -> Figure | None:
        return what_if_figure(self._state.moment.moment, self.changes, self._prune.curve)

    def rest(self) -> None:
        self._prune.rest()
        if self._comparison.is_busy:
            self._comparison.give_up()
            self._asked = None
            self.refresh_later()

    def shut_down(self) -> None:
        """End the threads, before the window goes."""
        self._comparison.shut_down()
        self._prune.shut_down()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        is_beside = self.width() >= WIDE_HEAD
        self._head.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)
        self._arrange(is_wide=self.width() >= WIDE)

    def _arrange(self, *, is_wide: bool) -> None:
        """Let the parts stand beside each other, or each below what it is about."""
        edits, units, losses, pruned = self._groups
        columns = (
            ((edits, units), (losses, pruned))
            if is_wide
            else ((edits, losses, units, pruned), ())
        )
        ways = QBoxLayout.Direction
        self._halves.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        for half, groups in zip(self._columns, columns, strict=True):
            for at, group in enumerate(groups):
                if half.indexOf(group) != at:
                    for one in self._columns:
                        one.removeWidget(group)
                    half.insertWidget(at, group, 20 if group is pruned else 0)

    def _compare(self, moment: Moment) -> None:
        """Ask what the changes do to the loss, unless that is known or under way."""
        is_edited = bool(moment.edits) and moment.unedited is not None
        self._losses.setVisible(is_edited)
        self._no_losses.setVisible(not is_edited)
        if not is_edited:
            self._comparison.give_up()
            self._asked = self._known = None
            return
        request = self._request(moment)
        if self._asked is None or self._asked.key != request.key:
            self._asked = request
            self._losses.set_faded(is_faded=self._known is not None)
            self._comparison.ask(request)

    def _request(self, moment: Moment) -> LossRequest:
        images, rows = self._test_images(moment) or (None, NO_ROWS)
        return LossRequest(moment, images, rows)

    def _test_images(self, moment: Moment) -> tuple[LabelledImages, IntArray] | None:
        """Return the test images and their rows, if there are any that the network takes."""
        data = self._state.data
        if Part.TEST not in data.parts():
            return None
        images = data.images(Part.TEST)
        fits = math.prod(images.images.shape[1:]) == math.prod(moment.network.input_shape)
        classes = math.prod(moment.outlines[-1].output_shape)
        fits = fits and int(images.labels.max()) < classes
        return (images, data.rows(Part.TEST)) if fits else None

    @Slot(object, object)
    def _on_advanced(self, request: LossRequest, changes: LossChanges) -> None:
        self._show_changes(request, changes, is_complete=False)

    @Slot(object, object)
    def _on_answered(self, request: LossRequest, changes: LossChanges) -> None:
        self._show_changes(request, changes, is_complete=True)

    @Slot(object, str)
    def _on_failed(self, _request: LossRequest, why: str) -> None:
        self._no_losses.setText(why or NO_CHANGE)
        self._no_losses.setVisible(bool(why))

    def _show_changes(
        self, request: LossRequest, changes: LossChanges, *, is_complete: bool
    ) -> None:
        if self._asked is None or request.key != self._asked.key:
            return
        self._known = request, changes
        self._losses.set_faded(is_faded=False)
        self._losses.show_changes(changes, is_complete=is_complete)

    def _build(self) -> None:
        name, what_if = self.PANEL_ID, self._state.what_if
        self._title = _label(f"{name}_title", "large_headline", UNCHANGED)
        quiet = _label(f"{name}_quiet", "muted", THE_RUN)
        self._undo = _button(f"{name}_undo", "Undo", "Take the last change back (Ctrl+Z).")
        self._undo.clicked.connect(what_if.undo)
        self._redo = _button(f"{name}_redo", "Redo", "Make the change again (Ctrl+Shift+Z).")
        self._redo.clicked.connect(what_if.redo)
        self._back = _button(f"{name}_back", "Put all back", "Show the run's own network.")
        self._back.clicked.connect(what_if.put_back)
        self._branch = _button(
            f"{name}_branch",
            "Branch",
            "Begin another run from this step with the changed network; this run stays as it "
            "is.",
        )
        self._branch.clicked.connect(what_if.ask_for_branch)
        head = self._lay_out_head(quiet)
        self._edits = EditList(f"{name}_edits")
        self._edits.dropped.connect(what_if.drop)
        self._units = UnitTools(self._state, f"{name}_units")
        self._losses = LossTable(f"{name}_losses")
        self._no_losses = _label(f"{name}_no_losses", "muted", NO_CHANGE)
        self._prune = PruneSection(self._state, f"{name}_prune")
        self._groups = (
            _group(f"{name}_edits_title", "What is changed", self._edits),
            _group(f"{name}_units_title", "Filters and units", self._units),
            _group(
                f"{name}_losses_title",
                "What that does to the loss",
                self._losses,
                self._no_losses,
            ),
            _group(f"{name}_prune_title", "Without the smallest weights", self._prune),
        )
        self._columns = QVBoxLayout(), QVBoxLayout()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(32)
        for half, share in zip(self._columns, (2, 3), strict=True):
            half.setSpacing(16)
            half.addStretch(1)
            self._halves.addLayout(half, share)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._halves, 1)
        scroll = QScrollArea()
        scroll.setObjectName(f"{name}_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(sheet)
        self._stack = NoticeStack(self, scroll, f"{name}_message")
        self._arrange(is_wide=False)

    def _lay_out_head(self, quiet: QLabel) -> QBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(quiet)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._undo, self._redo, self._back, self._branch):
            buttons.addWidget(button)
        buttons.addStretch(1)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addLayout(buttons)
        return head


def _group(name: str, title: str, *parts: QWidget) -> QWidget:
    """Return parts under a title."""
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for part in (_label(name, "title", title), *parts):
        column.addWidget(part)
    return group


def _label(name: str, role: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role == "muted")
    return label


def _button(name: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tip)
    return button
