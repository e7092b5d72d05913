"""Whether the network fits the data, and making it fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.arrays import shape_text
from core.data_import.preview import Preview
from core.errors import SpecError
from core.experiment import Experiment
from core.fields import Choice, YesOrNo
from core.network_spec import NetworkSpec
from core.presets import PRESETS, preset_for
from core.training.fitting import fitted_batch, fitted_to_data
from core.training.standardising import with_standardiser
from gui.forms.check_editor import CheckEditor
from gui.forms.choice_editor import ChoiceEditor
from gui.forms.field_row import FieldRow

_FIT = YesOrNo(
    "Fit to the data",
    "Gives the network an input of the images' size, and an output for every class. Makes a "
    "batch smaller that is larger than what there is to learn from.",
)
_BEGIN = Choice(
    "Begin with",
    "The network and its settings: those there are, or a preset made for such images.",
    (),
)


class NetworkFit(QWidget):
    """Offers the network that the data needs: the one there is, fitted, or a preset.

    Parameters
    ----------
    experiment : Experiment

    Signals
    -------
    changed()
        Someone wants something else.
    """

    changed = Signal()

    def __init__(self, experiment: Experiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment = self._suited = experiment
        self._fitted = experiment.network
        self._batch_size: int | None = None
        self._is_wanted = True
        self._is_suited_wanted = _is_plain_preset(experiment)
        self._preview: Preview | None = None
        section = QLabel("NETWORK")
        section.setObjectName("import_network")
        section.setProperty("role", "section")
        self._names = ChoiceEditor({}, name="import_begin_with")
        self._choice = FieldRow("begin_with", _BEGIN, self._names, name="import_begin_with")
        self._choice.edited.connect(self._on_chosen)
        editor = CheckEditor(_FIT, name="import_fit_network")
        self._row = FieldRow("fit_network", _FIT, editor, name="import_fit_network")
        self._row.show_value(True)
        self._row.edited.connect(self._on_edited)
        self._text = QLabel()
        self._text.setObjectName("import_fit_text")
        self._text.setProperty("role", "caption")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (section, self._choice, self._row, self._text):
            column.addWidget(widget)
        self._choice.hide()
        self._row.hide()

    @property
    def fitted(self) -> NetworkSpec | None:
        """The network that is to take the place of the one there is; None if it stays."""
        is_other = self._fitted != self._experiment.network
        return self._fitted if is_other and (self._is_wanted or self.preset) else None

    @property
    def preset(self) -> Experiment | None:
        """What is to take the place of the settings there are; None if they stay."""
        is_other = self._suited is not self._experiment
        return self._suited if is_other and self._is_suited_wanted else None

    @property
    def batch_size(self) -> int | None:
        """What is to take the place of a batch that is too large; None if it stays."""
        return self._batch_size if self._is_wanted or self.preset else None

    def show_preview(self, preview: Preview) -> None:
        """Say what the network needs for these images."""
        self._preview = preview
        self._suited = preset_for(preview.image_shape, self._experiment)
        there, suited = self._experiment.name, self._suited.name
        self._names.set_options({suited: suited, there: there})
        self._choice.setVisible(self._suited is not self._experiment)
        self._fit(preview)

    def _fit(self, preview: Preview) -> None:
        chosen = self.preset or self._experiment
        self._choice.show_value(chosen.name)
        self._fitted = chosen.network
        if chosen.network.layers:
            made = fitted_to_data(chosen.network, preview.image_shape, len(preview.class_names))
            described = chosen.replace(data=preview.description.simplest, network=made)
            self._fitted = with_standardiser(described).network
        self._batch_size = _smaller_batch(chosen, preview)
        is_fitted = self._fitted != chosen.network or self._batch_size is not None
        self._row.setVisible(self.preset is None and is_fitted)
        self._show(chosen)

    def _show(self, chosen: Experiment) -> None:
        name, network, fitted = chosen.name, chosen.network, self._fitted
        self._row.show_objection("")
        if fitted == network and self._batch_size is None:
            self._text.setText(f"{name} takes these images as it is.")
            return
        if not self._is_wanted and self.preset is None:
            self._text.setText(f"{name} stays as it is, and does not take these images.")
            return
        words = []
        if fitted.input_shape != network.input_shape:
            words.append(f"gets an input of {shape_text(fitted.input_shape)}")
        units = [_units(one) for one in (network, fitted)]
        if units[0] != units[1]:
            words.append(f"gives {units[1]:,} outputs instead of {units[0]:,}")
        else:
            words.append(f"keeps its {units[0]:,} outputs")
        if len(fitted.layers) > len(network.layers):
            words.append("begins with a standardiser")
        elif len(fitted.layers) < len(network.layers):
            words.append("loses its standardiser")
        if self._batch_size is not None:
            words.append(f"learns from all {self._batch_size:,} at each step")
        why = "Made for photographs: " if self.preset else ""
        self._text.setText(f"{why}{name} {', '.join(words)}.")
        try:
            fitted.outline()
        except SpecError as error:
            self._row.show_objection(str(error))

    def _on_edited(self, _field: str, value: object) -> None:
        self._is_wanted = bool(value)
        self._show(self._experiment)
        self.changed.emit()

    def _on_chosen(self, _field: str, value: object) -> None:
        self._is_suited_wanted = value == self._suited.name
        if self._preview is not None:
            self._fit(self._preview)
        self.changed.emit()


def _is_plain_preset(experiment: Experiment) -> bool:
    """Return whether an experiment is a preset, whatever its data and what fits it to that."""
    preset, network = PRESETS.get(experiment.name), experiment.network
    units = _units(network)
    if preset is None or not units:  # a preset that was taken apart is none
        return False
    made = fitted_to_data(preset.network, network.input_shape, units)
    described = experiment.replace(data=preset.data)
    plain = with_standardiser(described).network
    return plain == made and described.replace(network=preset.network) == preset


def _smaller_batch(experiment: Experiment, preview: Preview) -> int | None:
    """Return the batch of all training images, in place of one that is larger; else None."""
    if not preview.is_whole:
        return None
    made = fitted_batch(experiment, len(preview) - preview.test_count)
    return None if made is experiment else made.batch_size


def _units(network: NetworkSpec) -> int:
    """Return how many outputs the last layer with units has; 0 if there is none."""
    found = [layer.units for layer in network.layers if hasattr(layer, "units")]
    return int(found[-1]) if found else 0
