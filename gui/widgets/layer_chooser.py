"""Choose a layer of the shown network."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from core.arrays import shape_text
from core.index_words import index_words
from core.network_spec import LayerOutline
from gui.widgets.choice_box import ChoiceBox

APART = " · "


class LayerChooser(ChoiceBox):
    """A list of layers, by their index in the network.

    Signals
    -------
    chosen(int)
        Index of the layer, when the user chooses it.
    """

    chosen = Signal(int)

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setToolTip(tip)
        self.setAccessibleName("Layer")
        self._layers: tuple[LayerOutline, ...] = ()
        self.activated.connect(self._on_activated)

    @property
    def layers(self) -> tuple[int, ...]:
        """Indices of the layers on offer."""
        return tuple(layer.position for layer in self._layers)

    def offer(self, layers: Sequence[LayerOutline], chosen: int) -> None:
        """Show `layers` with the one at index `chosen` chosen; emits nothing."""
        with QSignalBlocker(self):
            texts = [layer_text(layer) for layer in layers]
            if texts != [self.itemText(at) for at in range(self.count())]:
                self.clear()
                for layer, text in zip(layers, texts, strict=True):
                    self.addItem(text, layer.position)
            self._layers = tuple(layers)
            self.setCurrentIndex(self.findData(chosen))

    def text_for(self, text: str, room: int) -> str:
        """Return the name without the shape where there is no room: maps have theirs beside."""
        if self.fontMetrics().horizontalAdvance(text) > room:
            text = text.rpartition(APART)[0] or text
        return super().text_for(text, room)

    def _on_activated(self, position: int) -> None:
        self.chosen.emit(self._layers[position].position)


def layer_text(layer: LayerOutline) -> str:
    """Return how a layer is called in a list: ``0 · Conv2D · 26×26×8``."""
    words = index_words(layer.position), layer.spec.TITLE, shape_text(layer.output_shape)
    return APART.join(words)
