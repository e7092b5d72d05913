"""How one image is asked about: the image, who doubts its label, and the classes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.arrays import ByteArray
from core.datasets.label_file import FOLDER
from core.datasets.sample import Part
from core.exploring.parts import ExploredPart
from core.number_words import are, counted
from gui.panels.data.class_buttons import ClassButtons
from gui.panels.data.large_image import LargeImage
from gui.panels.data.suspecting import Witness
from gui.panels.data.tile_grid import TileGrid
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl
from gui.widgets.thin_progress import ThinProgress

WITNESSES = (
    (Witness.NEIGHBOURS, "Neighbours", "Images whose nearest neighbour is called otherwise."),
    (Witness.NETWORK, "Network", "Images that the network of the shown step calls otherwise."),
)
PARTS = (
    (Part.TRAIN, "Training", "Images that are learned from."),
    (Part.VALIDATION, "Validation", "Images that are held back from training."),
    (Part.TEST, "Test", "Images that are kept apart altogether."),
)
SIDE = 56
ROOM_FOR_HINT = 320  # screen pixels from top to bottom
HINT = "0–9: class · Enter or →: next · ←: back · Ctrl+Z: undo"


class LabelView(QWidget):
    """All widgets of the walk; what happens is decided by `LabelPage`.

    Signals
    -------
    class_chosen(int)
    next_wanted(), previous_wanted(), undo_wanted(), use_wanted(), cancel_wanted()
    asked()
        Other suspects are wanted.
    """

    class_chosen = Signal(int)
    next_wanted = Signal()
    previous_wanted = Signal()
    undo_wanted = Signal()
    use_wanted = Signal()
    cancel_wanted = Signal()
    asked = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._is_asking = False
        self._witnesses = SegmentedControl(WITNESSES, name=f"{name}_witness")
        self._parts = SegmentedControl(PARTS, name=f"{name}_part")
        for control in (self._witnesses, self._parts):
            control.chosen.connect(self._on_control)
        self._cancel = self._button("cancel", "Cancel", "Stop looking for suspects.")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._progress = ThinProgress(f"{name}_progress", "Searched so far")
        self.image = LargeImage(theme, f"{name}_image")
        self.classes = ClassButtons(f"{name}_class")
        self.classes.chosen.connect(self.class_chosen)
        self._title = self._label("title", "title")
        self._called = self._label("called", "truth")
        self._doubt = self._label("doubt", "")
        self._which = self._label("which", "caption")
        self._kept = self._label("kept", "caption")
        self._trouble = self._label("trouble", "error")
        self._hint = self._label("hint", "caption")
        self._hint.setText(HINT)
        self._use = self._button(
            "use",
            "Use these labels",
            "Load the data with the corrected labels: for the next run.",
        )
        self._use.setProperty("role", "primary")
        self._use.clicked.connect(self.use_wanted)
        self._undo = self._button("undo", "Undo", "Take back the last change (Ctrl+Z).")
        self._undo.clicked.connect(self.undo_wanted)
        self._back = self._button("previous", "← Back", "The image before (←).")
        self._back.clicked.connect(self.previous_wanted)
        self._next = self._button("next", "Next →", "The next image (Enter or →).")
        self._next.clicked.connect(self.next_wanted)
        self.grid = TileGrid(theme, f"{name}_grid", "Images in doubt", side=SIDE)
        self._lay_out()

    @property
    def witness(self) -> Witness:
        """Who is asked."""
        return Witness(self._witnesses.current)

    @property
    def part(self) -> Part:
        """Of which images."""
        return Part(self._parts.current)

    def offer_parts(self, parts: Sequence[ExploredPart]) -> None:
        """Let those parts be chosen that hold images."""
        there = {part.part for part in parts}
        for part, _, _ in PARTS:
            self._parts.set_available(
                part, available=part in there, why="There are no such images."
            )

    def show_image(
        self, image: ByteArray, title: str, called: str, doubt: str, which: str
    ) -> None:
        """Show an image and what is said of it."""
        self.image.show_image(image, f"{title}. {called}. {doubt}")
        self._title.setText(title)
        self._called.setText(called)
        self._doubt.setText(doubt)
        self._which.setText(which)
        self._set_asking(is_asking=True)

    def show_nothing(self, why: str) -> None:
        """Say why there is no image to ask about."""
        self.image.show_image(None, "no image")
        self._title.setText("")
        self._called.setText("")
        self._which.setText("")
        self._doubt.setText(why)
        self.grid.show_tiles(())
        self._set_asking(is_asking=False)

    def show_kept(
        self,
        corrected: int,
        path: Path | None,
        *,
        is_used: bool,
        may_undo: bool,
        is_ready: bool,
    ) -> None:
        """Say how many labels are corrected, and where that is kept."""
        verb = are(corrected)
        if path is None:
            where = "until the window closes"
        else:
            where = "beside the runs" if path.parent.name == FOLDER else f"in {path.name}"
        if not is_ready:
            text = ""
        elif corrected:
            used = "" if not is_used else "; the data in use has them"
            text = f"{counted(corrected, 'label')} {verb} corrected, kept {where}{used}"
        else:
            text = f"No label is corrected; changes are kept {where}, never in the data itself"
        self._kept.setText(text)
        self._kept.setToolTip("" if path is None else str(path))
        self._use.setVisible(is_ready and not is_used and path is not None)
        self._undo.setEnabled(may_undo)
        self.classes.setEnabled(is_ready)

    def set_busy(self, *, is_busy: bool) -> None:
        """Show whether suspects are looked for."""
        self._cancel.setVisible(is_busy)
        if is_busy and self._progress.isHidden():
            self._progress.setValue(0)
        self._progress.setVisible(is_busy)

    def show_progress(self, share: float) -> None:
        """Show how far the search is, from 0 to 1."""
        self._progress.show_share(share)

    @Slot(str)
    def show_trouble(self, text: str) -> None:
        """Say what went wrong."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def _set_asking(self, *, is_asking: bool) -> None:
        for widget in (self.classes, self._back, self._next):
            widget.setVisible(is_asking)
        self._is_asking = is_asking
        self._show_hint()

    def _show_hint(self) -> None:
        """Leave the keys out where buttons that say the same need the room."""
        self._hint.setVisible(self._is_asking and self.height() >= ROOM_FOR_HINT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    @Slot(str)
    def _on_control(self, _option: str) -> None:
        self.show_trouble("")
        self.asked.emit()

    def _label(self, word: str, role: str) -> QLabel:
        label = QLabel()
        label.setObjectName(f"{self._name}_{word}")
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _button(self, word: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"{self._name}_{word}")
        button.setToolTip(tip)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._witnesses)
        top.addWidget(self._parts)
        top.addWidget(self._cancel)
        top.addStretch(1)
        moves = QHBoxLayout()
        moves.setSpacing(8)
        for widget in (self._back, self._next, self._undo):
            moves.addWidget(widget)
        moves.addWidget(self._which, 1)
        words = QVBoxLayout()
        words.setSpacing(6)
        for one in (self._title, self._called, self._doubt, self.classes):
            words.addWidget(one)
        words.addLayout(moves)
        words.addWidget(self._hint)
        words.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.image, 2)
        middle.addLayout(words, 3)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._kept, 1)
        foot.addWidget(self._use)
        scroll = QScrollArea()
        scroll.setObjectName(f"{self._name}_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._progress)
        column.addLayout(middle, 3)
        column.addWidget(self._trouble)
        column.addLayout(foot)
        column.addWidget(scroll, 2)
        self._trouble.hide()
        self.set_busy(is_busy=False)
