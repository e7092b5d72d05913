"""The layers of the experiment, with all that can be done to them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from core.datasets.dataset import Dataset
from core.experiment import Experiment
from core.fields import field_rules
from core.layers.catalog import LAYER_KINDS
from core.layers.spec import LayerSpec
from core.network_spec import MAX_LAYERS, NetworkSpec
from core.presets import SEED_CNN
from gui.panels.experiment.form_section import FormSection
from gui.panels.experiment.layer_list import LayerList
from gui.theme.theme import CurrentTheme


class LayerSection(QWidget):
    """Turns what is done to the layer list into edited networks.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    field_edited(NetworkSpec, str, str)
        The network with one field changed, what was done, and a name for the field.
    rearranged(NetworkSpec, str, int)
        The network with a layer added, removed or moved; the layer to open next.
    open_wanted(int)
        The user clicked a card.
    finished()
        The user left a field.
    visible_wanted(QRect)
        What should be scrolled into sight.
    """

    field_edited = Signal(object, str, str)
    rearranged = Signal(object, str, int)
    open_wanted = Signal(int)
    finished = Signal()
    visible_wanted = Signal(QRect)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network: NetworkSpec = SEED_CNN.network
        self._list = LayerList(theme)
        section = FormSection("Layers")
        section.add_to_heading(self._build_add_button())
        section.add(self._list)
        section.add(self._build_total())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        self._list.open_wanted.connect(self.open_wanted)
        self._list.finished.connect(self.finished)
        self._list.move_wanted.connect(self._on_move_wanted)
        self._list.remove_wanted.connect(self._on_remove_wanted)
        self._list.duplicate_wanted.connect(self._on_duplicate_wanted)
        self._list.field_edited.connect(self._on_field_edited)
        self._list.dragged_to.connect(self._on_dragged_to)

    def show_experiment(
        self, experiment: Experiment, dataset: Dataset | None, *, keep_typed: bool
    ) -> None:
        """Show an experiment's network without reporting it."""
        self._network = experiment.network
        count = self._list.show_experiment(experiment, dataset, keep_typed=keep_typed)
        self._total.setText("?" if count is None else f"{count:,}")
        self._add_button.setEnabled(len(self._network.layers) < MAX_LAYERS)

    def open_card(self, position: int) -> None:
        """Open one card and close the others."""
        self._list.open_card(position)

    def mark_card(self, position: int | None) -> None:
        """Show which layer is selected in the pictures; None if it is none of these."""
        self._list.mark_card(position)

    def focus_card(self, position: int) -> None:
        """Give a card the keyboard and bring it into sight."""
        self._list.focus_card(position)
        self._want_visible(self._list.card_rect(position))

    def _build_add_button(self) -> QPushButton:
        self._add_button = QPushButton("+ Add layer")
        self._add_button.setObjectName("add_layer_button")
        self._add_button.setProperty("role", "quiet")
        self._add_button.setToolTip("Add a layer after the open one.")
        self._add_button.clicked.connect(self._on_add_clicked)
        self._menu = QMenu(self)
        self._menu.setObjectName("add_layer_menu")
        self._menu.setToolTipsVisible(True)
        for kind, layer in LAYER_KINDS.items():
            action = self._menu.addAction(layer.TITLE)
            action.setObjectName(f"add_{kind}")
            action.setToolTip(layer.EXPLAINS)
            action.setData(kind)
        self._menu.triggered.connect(self._on_kind_chosen)
        return self._add_button

    def _build_total(self) -> QWidget:
        line = QWidget()
        label = QLabel("Trainable parameters")
        label.setProperty("role", "muted")
        label.setToolTip("All weights and biases that training changes.")
        self._total = QLabel()
        self._total.setObjectName("total_parameters")
        self._total.setProperty("role", "number")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 10, 0)
        row.addWidget(label, 1)
        row.addWidget(self._total)
        return line

    def _on_add_clicked(self) -> None:
        corner = self._add_button.rect().bottomLeft()
        self._menu.popup(self._add_button.mapToGlobal(corner))

    def _on_kind_chosen(self, action: QAction) -> None:
        kind = LAYER_KINDS[action.data()]
        layers = list(self._network.layers)
        position = self._list.open_position + 1
        layers.insert(position, kind.first())
        self._rearrange(layers, f"add {kind.TITLE}", position)

    def _on_remove_wanted(self, position: int) -> None:
        layers = list(self._network.layers)
        removed = layers.pop(position)
        self._rearrange(layers, f"remove {removed.TITLE}", min(position, len(layers) - 1))

    def _on_duplicate_wanted(self, position: int) -> None:
        layers = list(self._network.layers)
        if len(layers) < MAX_LAYERS:
            layers.insert(position + 1, layers[position])
            self._rearrange(layers, f"duplicate {layers[position].TITLE}", position + 1)

    def _on_move_wanted(self, start: int, to: int) -> None:
        layers = list(self._network.layers)
        layers.insert(to, layers.pop(start))
        self._rearrange(layers, f"move {layers[to].TITLE}", to)

    def _on_field_edited(self, position: int, field: str, value: object) -> None:
        layers = list(self._network.layers)
        layers[position] = replace(layers[position], **{field: value})
        name = field_rules(layers[position])[field].label.lower()
        is_size = field in layers[position].FIRST_VALUES
        network = _unmarked(self._network) if is_size else self._network
        self.field_edited.emit(
            replace(network, layers=tuple(layers)),
            f"change {name} of {layers[position].TITLE}",
            f"{position} {field}",
        )

    def _rearrange(self, layers: list[LayerSpec], description: str, position: int) -> None:
        network = replace(_unmarked(self._network), layers=tuple(layers))
        self.rearranged.emit(network, description, position)

    def _on_dragged_to(self, y: int) -> None:
        self._want_visible(QRect(0, y, 1, 1))

    def _want_visible(self, in_list: QRect) -> None:
        self.visible_wanted.emit(in_list.translated(self._list.mapTo(self, QPoint())))


def _unmarked(network: NetworkSpec) -> NetworkSpec:
    """Return a network of which nothing is silenced, frozen or pruned: the units are others."""
    return replace(network, silenced=(), frozen_units=(), keeps_zeros=False)
