"""Images of the data set side by side, to choose one of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.datasets.sample import Sample
from gui.panels.samples.digit_button import SIDE, DigitButton
from gui.panels.samples.part_chooser import PART_TITLES
from gui.theme.theme import CurrentTheme

MOST = 20
SPACING = 6
#: What one more image needs, in screen pixels.
STEP = SIDE + SPACING


class DigitRow(QWidget):
    """Shows as many images as there is room for; the current one has an outline.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        The images are called ``{name}_0``, ``{name}_1`` and so on.

    Signals
    -------
    chosen(int)
        Index of the clicked image in its part.
    """

    chosen = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}s")
        self._capacity = 1
        self._buttons = [DigitButton(theme, self) for _ in range(MOST)]
        for place, button in enumerate(self._buttons):
            button.setObjectName(f"{name}_{place}")
            button.move(place * STEP, 0)
            button.clicked.connect(self._on_clicked)

    @property
    def capacity(self) -> int:
        """How many images there is room for, at least one."""
        return self._capacity

    def fit(self, room: int) -> None:
        """Let there be as many images as `room` screen pixels hold."""
        self._capacity = max(1, min(MOST, room // STEP))

    def show_samples(self, samples: Sequence[Sample], current: Sample | None) -> None:
        """Show `samples`, not more than `capacity`, and mark the `current` one."""
        marked = None if current is None else (current.part, current.index)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(samples))
            if place < len(samples):
                sample = samples[place]
                is_current = (sample.part, sample.index) == marked
                name = f"{PART_TITLES[sample.part]} image {sample.index}, label {sample.label}"
                button.show_image(sample.image, is_current=is_current, name=name)
                button.setProperty("sample_index", sample.index)
        self.setVisible(bool(samples))  # nothing takes no room, not even its spacing
        self.setFixedSize(max(0, len(samples) * STEP - SPACING), SIDE)

    def _on_clicked(self) -> None:
        self.chosen.emit(int(self.sender().property("sample_index")))
