"""How training images are changed at random."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.augmentation.spec import AugmentationSpec
from core.number_text import digits_text
from gui.forms.spec_form import SpecForm
from gui.panels.experiment.form_section import FormSection

_OFF = "Off: images are learned as they are."


class AugmentationForm(QWidget):
    """A section that says in one line what is on, and opens to be edited.

    Signals
    -------
    edited(object, str)
        The new `AugmentationSpec`, and the name of the field.
    finished()
        The user left a field.
    """

    edited = Signal(object, str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = AugmentationSpec()
        self._summary = QLabel(_OFF)
        self._summary.setObjectName("augmentation_summary")
        self._summary.setProperty("role", "caption")
        self._summary.setWordWrap(True)
        self._summary.setToolTip(
            "Each training image is changed anew, at random, every time it is learned from."
        )
        self._toggle = QPushButton()
        self._toggle.setObjectName("augmentation_toggle")
        self._toggle.setProperty("role", "quiet")
        self._form = SpecForm(self._spec, name="augmentation")
        self._form.edited.connect(self._on_edited)
        self._form.finished.connect(self.finished)
        section = FormSection("Augmentation")
        section.add_to_heading(self._toggle)
        section.add(self._summary)
        section.add(self._form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        self._toggle.clicked.connect(self._on_toggled)
        self._open(False)

    def show_spec(self, spec: AugmentationSpec, *, keep_typed: bool) -> None:
        """Show a spec without reporting it."""
        self._spec = spec
        self._summary.setText(summary(spec))
        self._form.show_spec(spec, keep_typed=keep_typed)

    def _open(self, is_open: bool) -> None:
        self._form.setVisible(is_open)
        self._toggle.setText("Hide" if is_open else "Edit")
        self._toggle.setToolTip(
            "Hide the settings of the augmentation."
            if is_open
            else "Shift, rotate, scale, bend or add noise to training images."
        )

    def _on_toggled(self) -> None:
        self._open(self._form.isHidden())

    def _on_edited(self, field: str, value: object) -> None:
        changed = replace(self._spec, **{field: value})  # type: ignore[arg-type]
        self.edited.emit(changed, f"augmentation {field.replace('_', ' ')}")


def summary(spec: AugmentationSpec) -> str:
    """Return what is on, in one line."""
    parts = [
        f"shift ±{digits_text(spec.shift, 6)} px" if spec.shift else "",
        f"rotate ±{digits_text(spec.rotate, 6)}°" if spec.rotate else "",
        f"scale ±{digits_text(100 * spec.scale, 6)} %" if spec.scale else "",
        f"elastic {digits_text(spec.elastic, 6)} px" if spec.elastic else "",
        f"noise {digits_text(spec.noise, 6)}" if spec.noise else "",
    ]
    text = " · ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}" if text else _OFF
