"""Which numbers of the network to show, and how they are scaled."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from core.inspection.stage_numbers import NetworkView
from core.network_spec import NetworkSpec
from gui.state.dropout_lens import DropoutLens, has_dropout
from gui.widgets.dropout_switch import DropoutSwitch
from gui.widgets.segmented_control import SegmentedControl

ROOM_FOR_WORDS = 720  # width from which everything has a label
ROOM_FOR_CHANGES = 650  # width from which there is a button for what C does too
ROOM_FOR_PHASES = 540  # width from which there is a button for what F10 does too
ROOM_FOR_SCALE = 420  # width from which the scale can be chosen
DROPOUT_WIDTH = 120  # of the switch for dropout, or of its short name
SHORT_DROPOUT_WIDTH = 70
PHASES_TIP = (
    "One batch in slow motion: layer by layer forward, the loss, layer by layer backward, and "
    "the update of the weights. Each phase has a sentence about its numbers (F10)."
)

CHANGES_TIP = (
    "Every number minus what it was at the last look: what training has just changed. Hold C "
    "for a glance."
)


class StageScale(StrEnum):
    """Which largest number gets the full colour."""

    TILE = "tile"
    LAYER = "layer"
    GLOBAL = "global"


_VIEWS = (
    (NetworkView.ACTIVATIONS, "Activations", "What every layer makes of the sample."),
    (
        NetworkView.GRADIENTS,
        "Gradients",
        "dL/dx of every number x at every stage, for this sample: blue means that a larger "
        "value here would raise the loss.",
    ),
    (NetworkView.WEIGHTS, "Weights", "The numbers that training changes."),
)
_SCALES = (
    (StageScale.TILE, "Tile", "The largest number of each tile gets the full colour."),
    (StageScale.LAYER, "Layer", "The largest number of each layer gets the full colour."),
    (StageScale.GLOBAL, "Network", "The largest number of all layers gets the full colour."),
)


class NetworkToolbar(QWidget):
    """Choose view and scale; begin the phases; let dropout drop.

    Parameters
    ----------
    dropout : DropoutLens

    Signals
    -------
    chosen()
        Another view or scale.
    phases_wanted()

    Attributes
    ----------
    changes : QPushButton
        Checked while differences are wanted.
    """

    chosen = Signal()
    phases_wanted = Signal()

    def __init__(self, dropout: DropoutLens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = SegmentedControl(
            _VIEWS,
            name="network_view",
            roles={NetworkView.ACTIVATIONS: "forward", NetworkView.GRADIENTS: "backward"},
        )
        self._own_view = NetworkView.ACTIVATIONS
        self._is_dictated = False
        self._scale = SegmentedControl(_SCALES, name="network_scale")
        self._scale.choose(StageScale.LAYER)
        self._scale_label = QLabel("Scale per")
        self._scale_label.setProperty("role", "muted")
        self._phases = QPushButton("Phases")
        self._phases.setObjectName("network_phases")
        self._phases.setToolTip(PHASES_TIP)
        self.changes = QPushButton("What changed")
        self.changes.setObjectName("network_changes")
        self.changes.setCheckable(True)
        self.changes.setToolTip(CHANGES_TIP)
        self.dropout = DropoutSwitch(dropout, "network_dropout")
        # what does not fit is left out, so it must not widen the panel first
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._view)
        row.addWidget(self._phases)
        row.addWidget(self.changes)
        row.addWidget(self.dropout)
        row.addStretch(1)
        row.addWidget(self._scale_label)
        row.addWidget(self._scale)
        self._view.chosen.connect(self._on_view_chosen)
        self._scale.chosen.connect(self._on_scale_chosen)
        self._phases.clicked.connect(self._on_phases)
        self.changes.toggled.connect(self.chosen)

    @property
    def view(self) -> NetworkView:
        """What is to be shown."""
        return NetworkView(self._view.current)

    @property
    def scale(self) -> StageScale:
        """Which numbers share a scale."""
        return StageScale(self._scale.current)

    def dictate_view(self, view: NetworkView | None) -> None:
        """Show which view a phase has, and allow no other; None gives the choice back."""
        self._is_dictated = view is not None
        self._view.setEnabled(view is None)
        self.fit(self.width())
        with QSignalBlocker(self._view):
            self._view.choose(view or self._own_view)

    def offer_dropout(self, network: NetworkSpec | None) -> None:
        """Show the switch for dropout, or hide it where nothing drops."""
        self.dropout.setVisible(network is not None and has_dropout(network))
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Leave out what there is no room for."""
        room = width
        if not self.dropout.isHidden():
            has_room = width - DROPOUT_WIDTH >= ROOM_FOR_SCALE
            self.dropout.show_name(is_short=not has_room)
            room -= DROPOUT_WIDTH if has_room else SHORT_DROPOUT_WIDTH
        self._scale.setVisible(room >= ROOM_FOR_SCALE)
        self._scale_label.setVisible(room >= ROOM_FOR_WORDS)
        self.changes.setVisible(room >= ROOM_FOR_CHANGES and not self._is_dictated)
        self._phases.setVisible(room >= ROOM_FOR_PHASES and not self._is_dictated)

    def _on_view_chosen(self, view: str) -> None:
        self._own_view = NetworkView(view)
        self.chosen.emit()

    def _on_scale_chosen(self, _scale: str) -> None:
        self.chosen.emit()

    def _on_phases(self) -> None:
        self.phases_wanted.emit()
