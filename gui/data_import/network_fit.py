"""Whether the network fits the data, and making it fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.arrays import shape_text
from core.data_import.preview import Preview
from core.errors import SpecError
from core.experiment import Experiment
from core.fields import YesOrNo
from core.network_spec import NetworkSpec
from core.training.fitting import fitted_to_data
from core.training.standardising import with_standardiser
from gui.forms.check_editor import CheckEditor
from gui.forms.field_row import FieldRow

_RULE = YesOrNo(
    "Fit to the data",
    "Gives the network an input of the images' size, and an output for every class.",
)


class NetworkFit(QWidget):
    """Offers to give the network the input and the outputs that the data needs.

    Parameters
    ----------
    experiment : Experiment

    Signals
    -------
    changed()
        Someone wants it, or no more.
    """

    changed = Signal()

    def __init__(self, experiment: Experiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment = experiment
        self._fitted = experiment.network
        self._is_wanted = True
        section = QLabel("NETWORK")
        section.setObjectName("import_network")
        section.setProperty("role", "section")
        editor = CheckEditor(_RULE, name="import_fit_network")
        self._row = FieldRow("fit_network", _RULE, editor, name="import_fit_network")
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
        for widget in (section, self._row, self._text):
            column.addWidget(widget)
        self._row.hide()

    @property
    def fitted(self) -> NetworkSpec | None:
        """The network that is to take the place of the one there is; None if it stays."""
        is_other = self._fitted != self._experiment.network
        return self._fitted if is_other and self._is_wanted else None

    def show_preview(self, preview: Preview) -> None:
        """Say what the network needs for these images."""
        network = self._experiment.network
        shape, classes = preview.image_shape, len(preview.class_names)
        if network.layers:
            made = fitted_to_data(network, shape, classes)
            described = self._experiment.replace(
                data=preview.description.simplest, network=made
            )
            self._fitted = with_standardiser(described).network
        self._row.setVisible(self._fitted != network)
        self._show()

    def _show(self) -> None:
        name, network, fitted = self._experiment.name, self._experiment.network, self._fitted
        self._row.show_objection("")
        if fitted == network:
            self._text.setText(f"{name} takes these images as it is.")
            return
        if not self._is_wanted:
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
        self._text.setText(f"{name} {', '.join(words)}.")
        try:
            fitted.outline()
        except SpecError as error:
            self._row.show_objection(str(error))

    def _on_edited(self, _field: str, value: object) -> None:
        self._is_wanted = bool(value)
        self._show()
        self.changed.emit()


def _units(network: NetworkSpec) -> int:
    """Return how many outputs the last layer with units has; 0 if there is none."""
    found = [layer.units for layer in network.layers if hasattr(layer, "units")]
    return int(found[-1]) if found else 0
