"""Which images are mapped, and by which layer and rule they get places and colours."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.anatomy.addresses import INPUT_LAYER
from core.arrays import shape_text
from core.data_map.data_map import LayoutKind
from core.datasets.sample import Part
from core.network_spec import LayerOutline
from gui.panels.explain.mapped_images import PART_WORDS
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.layer_chooser import layer_text
from gui.widgets.segmented_control import SegmentedControl
from gui.widgets.thin_progress import ThinProgress

SPACING = 8
CANCEL, MAKE = "Cancel", "Make the map"


class MapColors(StrEnum):
    """What a point has its colour from."""

    CLASS = "class"
    SAYS = "says"
    WRONG = "wrong"


_KINDS = (
    (
        LayoutKind.PCA,
        "PCA",
        "The two directions in which the images differ most: distances mean what they show.",
    ),
    (
        LayoutKind.TSNE,
        "t-SNE",
        "Neighbours stay neighbours: groups show well, but sizes and distances between groups "
        "mean nothing.",
    ),
)
_COLORS = (
    (MapColors.CLASS, "class", "Coloured by the true class."),
    (MapColors.SAYS, "says", "Coloured by the class that the network says."),
    (MapColors.WRONG, "wrong", "What the network takes for another class, and nothing else."),
)


class DataMapToolbar(QWidget):
    """Choose images, layer, rule and colours; cancel, or make what was cancelled.

    Parameters
    ----------
    name : str
        The controls are called ``{name}_layer``, ``{name}_kind`` and so on.

    Signals
    -------
    changed()
        Images, layer or rule.
    colors_changed()
    mistakes_wanted()
        Show the mistakes among the images.
    cancel_wanted(), make_wanted()
    """

    changed = Signal()
    colors_changed = Signal()
    mistakes_wanted = Signal()
    cancel_wanted = Signal()
    make_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_busy = False
        self._parts: tuple[Part, ...] = ()
        self._part = _chooser(f"{name}_part", "Images", "Which images the map is made of.")
        self._layers: tuple[int, ...] = ()
        tip = "By whose numbers images are near each other, or far."
        self._layer = _chooser(f"{name}_layer", "Layer", tip)
        self._layer.setMinimumContentsLength(14)
        self._layer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._kind = SegmentedControl(_KINDS, name=f"{name}_kind")
        self._colors = SegmentedControl(_COLORS, name=f"{name}_colors")
        self._mistakes = QPushButton("Mistakes")
        self._mistakes.setObjectName(f"{name}_mistakes")
        self._mistakes.setToolTip("Show the images that are taken for another class.")
        self._button = QPushButton(CANCEL)
        self._button.setObjectName(f"{name}_cancel")
        self._button.setToolTip("Make no map, or make it after all; the last one stays.")
        self._progress = ThinProgress(f"{name}_progress", "Mapped so far")
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (first, (self._part, self._layer, self._kind)),
            (second, (self._colors, self._mistakes, self._button)),
        ):
            row.setSpacing(SPACING)
            for part in parts:
                row.addWidget(part)
        first.addStretch(0)  # in a line of its own it is no wider than it must be
        second.addStretch(1)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.setSpacing(SPACING)
        self._rows.addLayout(first)
        self._rows.addLayout(second, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._rows)
        column.addWidget(self._progress)
        self._part.activated.connect(self._on_entry)
        self._layer.activated.connect(self._on_entry)
        self._kind.chosen.connect(self._on_kind)
        self._colors.chosen.connect(self._on_colors)
        self._mistakes.clicked.connect(self.mistakes_wanted)
        self._button.clicked.connect(self._on_button)
        for hidden in (self._progress, self._button):
            policy = hidden.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # so that nothing moves
            hidden.setSizePolicy(policy)
        self.set_state(is_busy=False, is_given_up=False)

    @property
    def part(self) -> Part | None:
        """Whose images are mapped; None before there are any."""
        at = self._part.currentIndex()
        return self._parts[at] if 0 <= at < len(self._parts) else None

    @property
    def layer(self) -> int | None:
        """Index of the layer; -1 is the image itself, None before there are any."""
        at = self._layer.currentIndex()
        return self._layers[at] if 0 <= at < len(self._layers) else None

    @property
    def kind(self) -> LayoutKind:
        """By which rule."""
        return LayoutKind(self._kind.current)

    @property
    def colors(self) -> MapColors:
        """What points have their colours from."""
        return MapColors(self._colors.current)

    def offer_parts(self, parts: Sequence[Part]) -> None:
        """Let these be chosen; the first one is if the one before is gone.  Emits nothing."""
        if tuple(parts) == self._parts:
            return
        before, self._parts = self.part, tuple(parts)
        with QSignalBlocker(self._part):
            self._part.clear()
            self._part.addItems([PART_WORDS[part] for part in parts])
            self._part.setCurrentIndex(self._parts.index(before) if before in parts else 0)

    def offer(self, outlines: Sequence[LayerOutline], first: int) -> None:
        """Show the layers of a network; of another one, `first` is chosen.  Emits nothing."""
        texts = [f"input · {shape_text(outlines[0].input_shape)}", *map(layer_text, outlines)]
        if texts == [self._layer.itemText(at) for at in range(self._layer.count())]:
            return
        with QSignalBlocker(self._layer):
            self._layers = (INPUT_LAYER, *(one.position for one in outlines))
            self._layer.clear()
            self._layer.addItems(texts)
            self._layer.setCurrentIndex(self._layers.index(first))

    def set_state(self, *, is_busy: bool, is_given_up: bool) -> None:
        """Offer to cancel what is being made, or to make what was cancelled."""
        if is_busy != self._is_busy:
            self._progress.setValue(0)
        self._is_busy = is_busy
        self._progress.setVisible(is_busy)
        self._button.setText(MAKE if is_given_up else CANCEL)
        self._button.setVisible(is_busy or is_given_up)

    def show_progress(self, share: float) -> None:
        """Show how far it is, from 0 to 1."""
        self._progress.show_share(share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        first = (self._part, self._layer, self._kind)
        parts = (*first, self._colors, self._mistakes, self._button)
        needed = sum(part.sizeHint().width() + SPACING for part in parts)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= needed
        self._rows.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    @Slot(int)
    def _on_entry(self, _at: int) -> None:
        self.changed.emit()

    @Slot(str)
    def _on_kind(self, _kind: str) -> None:
        self.changed.emit()

    @Slot(str)
    def _on_colors(self, _colors: str) -> None:
        self.colors_changed.emit()

    @Slot()
    def _on_button(self) -> None:
        (self.cancel_wanted if self._is_busy else self.make_wanted).emit()


def _chooser(name: str, title: str, tip: str) -> QComboBox:
    chooser = ChoiceBox()
    chooser.setObjectName(name)
    chooser.setAccessibleName(title)
    chooser.setToolTip(tip)
    return chooser
