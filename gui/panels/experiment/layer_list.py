"""The layers of a network, as cards to choose, edit and order."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from core.datasets.dataset import Dataset
from core.experiment import Experiment
from gui.panels.experiment.layer_card import LayerCard
from gui.panels.experiment.network_problem import examine
from gui.state.selection import INPUT_LAYER
from gui.theme.theme import CurrentTheme

_GAP = 6


class LayerList(QWidget):
    """The input and one card per layer; the open card shows its fields.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    open_wanted(int)
        The user clicked the card of this layer; `INPUT_LAYER` is the input.
    move_wanted(int, int)
        Take the layer at the first position out and insert it at the second.
    remove_wanted(int), duplicate_wanted(int)
    field_edited(int, str, object)
        Position, field and new value.
    finished()
        The user left a field.
    dragged_to(int)
        A card is being dragged; height of the pointer in this widget.
    """

    open_wanted = Signal(int)
    move_wanted = Signal(int, int)
    remove_wanted = Signal(int)
    duplicate_wanted = Signal(int)
    field_edited = Signal(int, str, object)
    finished = Signal()
    dragged_to = Signal(int)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layer_list")
        self._theme = theme
        self._cards: list[LayerCard] = []
        self._open = INPUT_LAYER
        self._marked: int | None = None
        self._drop_before: int | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._input = LayerCard(theme)
        self._input.set_name("layer_card_input")
        self._input.set_open(True)
        self._input.clicked.connect(self._on_clicked)
        self._column.addWidget(self._input)
        self._drop_line = QFrame(self)
        self._drop_line.setObjectName("drop_line")
        self._drop_line.setAutoFillBackground(True)
        self._drop_line.hide()

    @property
    def open_position(self) -> int:
        """Which card is open; `INPUT_LAYER` is the input."""
        return self._open

    def show_experiment(
        self, experiment: Experiment, dataset: Dataset | None, *, keep_typed: bool
    ) -> int | None:
        """Show an experiment's network; return its parameter count, None if a layer is unfit.

        Cards are kept where the kinds of layers are kept, so that who types keeps typing.
        """
        network = experiment.network
        self._fit_cards([layer.KIND for layer in network.layers])
        outlines, problem = examine(experiment, dataset)
        self._input.show_input(network.input_shape)
        for position, (card, layer) in enumerate(zip(self._cards, network.layers, strict=True)):
            card.show_layer(layer, keep_typed=keep_typed)
            known = outlines[position] if position < len(outlines) else None
            card.show_outline(
                known.output_shape if known else None, known.parameter_count if known else None
            )
        for position, card in enumerate((self._input, *self._cards), start=INPUT_LAYER):
            is_here = problem is not None and problem.position == position
            card.show_problem(problem.reason if problem is not None and is_here else "")
        self.open_card(self._open)
        self.mark_card(self._marked)
        if len(outlines) < len(network.layers):
            return None
        return sum(outline.parameter_count for outline in outlines)

    def mark_card(self, position: int | None) -> None:
        """Show which layer is selected in the pictures; None if it is none of these."""
        self._marked = position
        for at, card in enumerate((self._input, *self._cards), start=INPUT_LAYER):
            card.set_selected(at == position)

    def open_card(self, position: int) -> None:
        """Open one card and close the others; a position that is not there opens the last."""
        self._open = min(position, len(self._cards) - 1)
        for at, card in enumerate((self._input, *self._cards), start=INPUT_LAYER):
            card.set_open(at == self._open)

    def focus_card(self, position: int) -> None:
        """Give a card the keyboard."""
        self._card(position).setFocus(Qt.FocusReason.OtherFocusReason)

    def card_rect(self, position: int) -> QRect:
        """Return where a card is in this widget."""
        return self._card(position).geometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        on_card = isinstance(QApplication.focusWidget(), LayerCard)
        if step and modifiers & Qt.KeyboardModifier.AltModifier:
            self._move_open(step)
        elif step and on_card:
            position = max(INPUT_LAYER, min(self._open + step, len(self._cards) - 1))
            self.open_wanted.emit(position)
            self.focus_card(position)
        elif key == Qt.Key.Key_Delete and on_card and self._open >= 0:
            self.remove_wanted.emit(self._open)
        elif (
            key == Qt.Key.Key_D
            and modifiers & Qt.KeyboardModifier.ControlModifier
            and self._open >= 0
        ):
            self.duplicate_wanted.emit(self._open)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and on_card:
            self.open_wanted.emit(self._position(QApplication.focusWidget()))
        elif key == Qt.Key.Key_Escape and any(card.give_up_drag() for card in self._cards):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _move_open(self, step: int) -> None:
        to = self._open + step
        if self._open >= 0 and 0 <= to < len(self._cards):
            self.move_wanted.emit(self._open, to)

    def _fit_cards(self, kinds: list[str]) -> None:
        old = [card.kind for card in self._cards]
        head = 0
        while head < min(len(old), len(kinds)) and old[head] == kinds[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(kinds)) - head and old[-1 - tail] == kinds[-1 - tail]:
            tail += 1
        for card in self._cards[head : len(old) - tail]:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        new = [self._new_card() for _ in kinds[head : len(kinds) - tail]]
        self._cards[head : len(old) - tail] = new
        for position, card in enumerate(self._cards):
            card.set_name(f"layer_card_{position}")
            if card in new:
                self._column.insertWidget(position + 1, card)
                card.show()

    def _new_card(self) -> LayerCard:
        card = LayerCard(self._theme, self)
        card.clicked.connect(self._on_clicked)
        card.drag_moved.connect(self._on_drag_moved)
        card.drag_ended.connect(self._on_drag_ended)
        card.field_edited.connect(self._on_field_edited)
        card.finished.connect(self.finished)
        card.remove_wanted.connect(self._on_remove_wanted)
        card.duplicate_wanted.connect(self._on_duplicate_wanted)
        return card

    def _card(self, position: int) -> LayerCard:
        return self._input if position == INPUT_LAYER else self._cards[position]

    def _position(self, card: object) -> int:
        return (
            self._cards.index(card)
            if isinstance(card, LayerCard) and card in self._cards
            else INPUT_LAYER
        )

    def _on_clicked(self) -> None:
        self.open_wanted.emit(self._position(self.sender()))

    def _on_field_edited(self, field: str, value: object) -> None:
        self.field_edited.emit(self._position(self.sender()), field, value)

    def _on_remove_wanted(self) -> None:
        self.remove_wanted.emit(self._position(self.sender()))

    def _on_duplicate_wanted(self) -> None:
        self.duplicate_wanted.emit(self._position(self.sender()))

    def _on_drag_moved(self, pointer: QPoint) -> None:
        y = self.mapFromGlobal(pointer).y()
        self._drop_before = sum(card.geometry().center().y() < y for card in self._cards)
        edge = self._card(self._drop_before - 1).geometry().bottom()
        self._drop_line.setGeometry(0, edge + _GAP // 2, self.width(), 2)
        palette = self._drop_line.palette()
        palette.setColor(self._drop_line.backgroundRole(), self._theme.theme.accent)
        self._drop_line.setPalette(palette)
        self._drop_line.show()
        self._drop_line.raise_()
        self.dragged_to.emit(y)

    def _on_drag_ended(self, is_wanted: bool) -> None:
        self._drop_line.hide()
        start = self._position(self.sender())
        if is_wanted and self._drop_before is not None and start >= 0:
            to = self._drop_before - (self._drop_before > start)
            if to != start:
                self.move_wanted.emit(start, to)
        self._drop_before = None
