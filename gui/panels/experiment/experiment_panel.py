"""The experiment: data, layers and training settings."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.datasets.dataset import Dataset
from core.datasets.sample import Part
from core.experiment import Experiment
from core.figures.figure import Figure
from core.network_spec import NetworkSpec
from core.presets import PRESETS
from core.training.fitting import fitted_to_data
from core.training.standardising import with_standardiser
from gui.forms.choice_editor import ChoiceEditor
from gui.panels.experiment.data_form import DataForm
from gui.panels.experiment.layer_section import LayerSection
from gui.panels.experiment.memory_line import MemoryLine
from gui.panels.experiment.paper_figure import recipe_figure
from gui.panels.experiment.preset_words import preset_name, preset_tip
from gui.panels.experiment.training_form import TrainingForm
from gui.panels.experiment.vary_locks import VaryLocks
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.icon_button import IconButton

_WIDTH = 288
_LEAST_WIDTH = 276
_MARGIN = 14
_SCROLL_MARGIN = 48


class ExperimentPanel(Panel):
    """Edits the experiment; every edit is one step that can be undone.

    Signals
    -------
    data_file_wanted(), data_folder_wanted(), data_change_wanted()
        The user wants to learn from a file or a folder, or to change how that is read.
    open_wanted(), save_wanted()
        The user wants to load or keep the experiment.
    restart_wanted()
        The user wants to run what is edited.
    """

    PANEL_ID: ClassVar[str] = "experiment_panel"
    TITLE: ClassVar[str] = "Experiment"

    data_file_wanted = Signal()
    data_folder_wanted = Signal()
    data_change_wanted = Signal()
    open_wanted = Signal()
    save_wanted = Signal()
    restart_wanted = Signal()

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._is_typing = self._keep_typed = False
        self._typing_session = 0
        self._position = state.selection.unit.layer
        self.setMinimumWidth(_LEAST_WIDTH)
        self._layers = LayerSection(state.theme)
        self._data = DataForm()
        self._training = TrainingForm()
        self._memory = MemoryLine()
        self._build_layout()
        document, space = state.experiment, state.sweep_space
        self._locks = VaryLocks(self._content, document, space, state.theme)
        self._connect()
        self.refresh_later()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 640)

    def paper_figure(self) -> Figure | None:
        return recipe_figure(self._state.experiment.experiment)

    def show_pending(self, is_pending: bool) -> None:
        """Say, or stop saying, that what is edited is not what is running."""
        self._notice.setVisible(is_pending)

    def make_late_parts(self) -> None:
        self._locks.make_all()

    def refresh(self) -> None:
        experiment, data = self._state.experiment.experiment, self._state.data
        keep_typed, self._keep_typed = self._keep_typed, True
        self._preset.show_value(preset_name(experiment))
        self._data.show_experiment(experiment, keep_typed=keep_typed)
        self._data.show_data(data, experiment)
        self._data.offer_fit(is_offered=_fitted(experiment, data.dataset) != experiment.network)
        self._layers.show_experiment(experiment, data.dataset, keep_typed=keep_typed)
        self._training.show_experiment(experiment, keep_typed=keep_typed)
        self._training.show_training_count(data.count(Part.TRAIN))
        count = 0 if data.dataset is None else len(data.dataset.train)
        self._memory.show_experiment(experiment, count, self._state.twins.wish)
        self._layers.open_card(self._position)
        self._locks.attend()
        self._mark_selected()

    def _on_fit_wanted(self) -> None:
        experiment = self._state.experiment.experiment
        fitted = _fitted(experiment, self._state.data.dataset)
        edited = experiment.replace(network=fitted)
        self._state.experiment.edit(edited, "fit the network to the data")

    def _build_layout(self) -> None:
        theme = self._state.theme
        presets = {name: name for name in PRESETS}
        tips = {name: preset_tip(preset) for name, preset in PRESETS.items()}
        self._preset = ChoiceEditor(presets, name="preset", tips=tips, other="custom")
        self._preset.name_for_readers("Preset")
        self._preset.setToolTip("Preset: a ready-made experiment to start from.")
        header = QHBoxLayout()
        header.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        header.setSpacing(4)
        header.addWidget(self._preset, 1)
        self._open_button = IconButton("open", "Open an experiment…", theme, name="open_button")
        self._save_button = IconButton(
            "save", "Save the experiment…", theme, name="save_button"
        )
        self._undo_button = IconButton("undo", "Undo", theme, name="undo_button")
        self._redo_button = IconButton("redo", "Redo", theme, name="redo_button")
        row = self._open_button, self._save_button, self._undo_button, self._redo_button
        for button in row:
            header.addWidget(button)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("experiment_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        self._sections = sections = QVBoxLayout(self._content)
        sections.setContentsMargins(_MARGIN, 4, _MARGIN, 16)
        sections.setSpacing(16)
        self._scroll.setWidget(self._content)  # while it is empty: what moves is styled anew
        sections.addWidget(self._data)
        sections.addWidget(self._layers)
        sections.addWidget(self._training)
        sections.addWidget(self._memory)
        sections.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._build_notice())  # below: what is edited stays where it is

    def _build_notice(self) -> QWidget:
        self._notice = QWidget()
        text = QLabel("Draft: the run goes on without these changes.")
        text.setObjectName("pending_notice")
        text.setProperty("role", "warning")
        text.setWordWrap(True)
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        row.addWidget(text, 1)
        restart = QPushButton("Restart")
        restart.setObjectName("pending_restart")
        restart.setToolTip("Begin at step 0 with the experiment as it stands here.")
        restart.clicked.connect(self._on_restart_clicked)
        row.addWidget(restart)
        self._notice.hide()
        return self._notice

    def _on_restart_clicked(self) -> None:
        self.restart_wanted.emit()

    def _connect(self) -> None:
        state = self._state
        state.experiment.changed.connect(self._on_experiment_changed)
        state.data.changed.connect(self.refresh_later)
        state.twins.changed.connect(self.refresh_later)
        state.selection.changed.connect(self._mark_selected)
        state.moment.changed.connect(self._mark_selected)
        stack = state.experiment.undo_stack
        self._undo_button.clicked.connect(stack.undo)
        self._redo_button.clicked.connect(stack.redo)
        # These carry what changed: the stack speaks once more while it is being destroyed.
        stack.canUndoChanged.connect(self._undo_button.setEnabled)
        stack.canRedoChanged.connect(self._redo_button.setEnabled)
        stack.undoTextChanged.connect(self._on_undo_text_changed)
        stack.redoTextChanged.connect(self._on_redo_text_changed)
        self._undo_button.setEnabled(stack.canUndo())
        self._redo_button.setEnabled(stack.canRedo())
        self._on_undo_text_changed(stack.undoText())
        self._on_redo_text_changed(stack.redoText())
        self._open_button.clicked.connect(self.open_wanted)
        self._save_button.clicked.connect(self.save_wanted)
        self._preset.edited.connect(self._on_preset_chosen)
        self._data.file_wanted.connect(self.data_file_wanted)
        self._data.folder_wanted.connect(self.data_folder_wanted)
        self._data.change_wanted.connect(self.data_change_wanted)
        self._data.fit_wanted.connect(self._on_fit_wanted)
        for form in (self._data, self._training):
            form.edited.connect(self._on_form_edited)
            form.finished.connect(self._on_finished)
        layers = self._layers
        layers.open_wanted.connect(self._open)
        layers.rearranged.connect(self._on_rearranged)
        layers.field_edited.connect(self._on_layer_edited)
        layers.finished.connect(self._on_finished)
        layers.visible_wanted.connect(self._on_visible_wanted)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._on_scroll_range_changed)

    def _open(self, position: int) -> None:
        self._position = position
        self._layers.open_card(position)
        if self._state.selection.unit.layer != position and self._is_of_run():
            self._state.selection.select(Unit(position, 0))

    def _is_of_run(self) -> bool:
        """Return whether the layers that are edited are those of the run that is shown.

        Those of a draft stand for no layer of the run, even where they have the same place.
        """
        moment = self._state.moment.moment
        return (
            moment is None
            or moment.experiment is None
            or (moment.experiment.network == self._state.experiment.experiment.network)
        )

    @Slot()
    def _mark_selected(self) -> None:
        # no card opens: a click on a picture moves nothing here
        self._layers.mark_card(self._state.selection.unit.layer if self._is_of_run() else None)

    def _on_experiment_changed(self) -> None:
        self._keep_typed = self._keep_typed and self._is_typing
        self.refresh_later()

    def _on_undo_text_changed(self, text: str) -> None:
        self._undo_button.setToolTip(f"Undo {text}".strip() + " (Ctrl+Z)")

    def _on_redo_text_changed(self, text: str) -> None:
        self._redo_button.setToolTip(f"Redo {text}".strip() + " (Ctrl+Shift+Z)")

    def _on_preset_chosen(self, name: str) -> None:
        document = self._state.experiment
        preset = PRESETS[name].replace(data=document.experiment.data)
        document.edit(preset, f"choose preset {name}")

    def _on_form_edited(self, changes: dict[str, object], name: str) -> None:
        experiment = self._state.experiment.experiment.replace(**changes)
        self._edit_field(experiment, f"change {name}", name)

    def _on_layer_edited(self, network: NetworkSpec, description: str, field: str) -> None:
        experiment = self._state.experiment.experiment.replace(network=network)
        self._edit_field(experiment, description, field)

    def _on_rearranged(self, network: NetworkSpec, description: str, position: int) -> None:
        document = self._state.experiment
        document.edit(document.experiment.replace(network=network), description)
        self.refresh_now()  # the card to open may have to be made; turns come too late for that
        self._open(position)
        self._layers.focus_card(position)

    def _edit_field(self, experiment: Experiment, description: str, field: str) -> None:
        # Leaving a field or pressing Enter ends a session, and with it the step of undo.
        key = f"{field} #{self._typing_session}"
        self._is_typing = True
        self._state.experiment.edit(experiment, description, merge_key=key)
        self._is_typing = False

    def _on_finished(self) -> None:
        self._typing_session += 1

    def _on_visible_wanted(self, part: QRect) -> None:
        center = self._layers.mapTo(self._content, part.center())
        self._scroll.ensureVisible(0, center.y(), 0, part.height() // 2 + _SCROLL_MARGIN)

    def _on_scroll_range_changed(self, _: int, longest: int) -> None:
        # The bar takes its width from the margin, so that nothing moves when it comes.
        right = _MARGIN - self._scroll.verticalScrollBar().sizeHint().width()
        self._sections.setContentsMargins(_MARGIN, 4, right if longest else _MARGIN, 16)


def _fitted(experiment: Experiment, dataset: Dataset | None) -> NetworkSpec:
    """Return the network as it has to be for the loaded data."""
    network = experiment.network
    if dataset is None or not network.layers:
        return network
    made = fitted_to_data(network, dataset.image_shape, len(dataset.class_names))
    return with_standardiser(experiment.replace(network=made)).network
