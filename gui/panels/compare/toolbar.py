"""Which run is set beside the shown one, and what of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QWidget

from core.network_spec import LayerOutline
from gui.lab.run_shelf import RunShelf
from gui.panels.compare.comparison import ComparedPart, ComparisonPace
from gui.theme.theme import CurrentTheme
from gui.widgets.channel_chooser import ChannelChooser
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.segmented_control import SegmentedControl

WIDEST_NAME = 360
_PARTS = (
    (ComparedPart.FILTERS, "Filters", "The weights of a layer, one tile per filter."),
    (ComparedPart.MAPS, "Feature maps", "What a layer makes of the sample, tile by channel."),
    (ComparedPart.JUDGED, "Judged", "How often each is right, and which is right where."),
)
_PACES = (
    (ComparisonPace.STEP, "Same step", "Both runs after the same number of steps."),
    (
        ComparisonPace.EPOCH,
        "Same epoch",
        "Both runs after the same number of epochs: fair where their batch sizes differ.",
    ),
)


class CompareToolbar(QWidget):
    """Choose the other run, filters or maps, the layer, and what is the same place.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        The controls are called ``{name}_runs``, ``{name}_part`` and so on.

    Signals
    -------
    run_chosen(Path)
    layer_chosen(int)
    input_channel_chosen(int)
    changed()
        Filters or maps, or the pace.
    """

    run_chosen = Signal(object)
    layer_chosen = Signal(int)
    input_channel_chosen = Signal(int)
    changed = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs = ChoiceBox()
        self._runs.setObjectName(f"{name}_runs")
        self._runs.setAccessibleName("Other run")
        self._runs.setToolTip("The run that is set beside the shown one.")
        self._runs.setPlaceholderText("Choose a run…")
        self._runs.setMinimumContentsLength(12)
        self._runs.setMaximumWidth(WIDEST_NAME)
        self._runs.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._part = SegmentedControl(_PARTS, name=f"{name}_part")
        self._pace = SegmentedControl(_PACES, name=f"{name}_pace")
        self._layers = LayerChooser(f"{name}_layer", "The layer that is compared.")
        self._channel = ChannelChooser(
            theme,
            f"{name}_input_channel",
            "input",
            "Every filter has one kernel for each channel of its input; this is the channel "
            "whose kernels are compared.",
        )
        label = QLabel("Beside")
        label.setProperty("role", "muted")
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        first.addWidget(label)
        first.addWidget(self._runs, 1)
        first.addStretch()
        first.addWidget(self._pace)
        second.addWidget(self._part)
        second.addWidget(self._layers)
        second.addWidget(self._channel)
        second.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addLayout(first, 0, 0)
        grid.addLayout(second, 1, 0)
        self._runs.activated.connect(self._on_run_chosen)
        self._part.chosen.connect(self._on_chosen)
        self._pace.chosen.connect(self._on_chosen)
        self._layers.chosen.connect(self.layer_chosen)
        self._channel.chosen.connect(self.input_channel_chosen)

    @property
    def part(self) -> ComparedPart:
        """Filters or maps."""
        return ComparedPart(self._part.current)

    @property
    def pace(self) -> ComparisonPace:
        """What is the same place of two runs."""
        return ComparisonPace(self._pace.current)

    @property
    def run_count(self) -> int:
        """How many runs there are to choose from."""
        return self._runs.count()

    def offer_runs(self, shelf: RunShelf, chosen: Path | None) -> None:
        """Show the names of all runs that can be read but the open one; emits nothing."""
        wanted = [
            (row.name, str(row.path))
            for row in shelf.rows
            if row.summary is not None and row.path != shelf.open_path
        ]
        listed = [
            (self._runs.itemText(at), self._runs.itemData(at))
            for at in range(self._runs.count())
        ]
        with QSignalBlocker(self._runs):
            if listed != wanted:
                self._runs.clear()
                for name, path in wanted:
                    self._runs.addItem(name, path)
            at = -1 if chosen is None else self._runs.findData(str(chosen))
            self._runs.setCurrentIndex(at)

    def offer_layers(
        self, layers: Sequence[LayerOutline], chosen: int, channels: int, channel: int
    ) -> None:
        """Show layers, and input channels if there are several; emits nothing."""
        self._layers.offer(layers, chosen)
        self._channel.offer(channels, channel)
        self._channel.setVisible(channels > 1)

    def show_places(self, *, are_there: bool) -> None:
        """Offer layers where two runs are chosen; without another run offer nothing."""
        for choice in (self._runs, self._part, self._pace):
            choice.setEnabled(self.run_count > 0)
        has_layers = are_there and self.part is not ComparedPart.JUDGED
        self._layers.setVisible(has_layers and self._layers.count() > 0)
        self._channel.setVisible(has_layers and self._channel.count > 1)

    @Slot(int)
    def _on_run_chosen(self, at: int) -> None:
        self.run_chosen.emit(Path(self._runs.itemData(at)))

    @Slot(str)
    def _on_chosen(self, _option: str) -> None:
        self._layers.setVisible(self.part is not ComparedPart.JUDGED)
        self._channel.setVisible(False)  # it is offered where there are several
        self.changed.emit()
