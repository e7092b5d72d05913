"""Follows the mouse, and shows what the pixel under it can see."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import FloatArray
from core.inspection.input_sensitivity import InputSensitivity
from core.inspection.moment import Moment
from core.inspection.pixel_field import PixelField
from gui.background.newest_wish import NewestWish
from gui.panels.network.field_finder import FieldFinder, FieldRequest


class FieldPicture(Protocol):
    """What can draw a receptive field."""

    def show_field(self, field: PixelField | None) -> None:
        """Outline what a pixel can see."""

    def show_field_weights(self, weights: FloatArray | None) -> None:
        """Shade what it answers to, or nothing."""


class FieldPointer(QObject):
    """Draws the boxes at once, and the shades when they have been computed.

    Parameters
    ----------
    picture : FieldPicture

    Signals
    -------
    found()
        `text` says more than before.
    """

    found = Signal()

    def __init__(self, picture: FieldPicture, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._request: FieldRequest | None = None
        self._boxes_text = ""
        self._shades_text = ""
        self._wish: NewestWish[FieldRequest, InputSensitivity] = NewestWish(
            FieldFinder().weigh, name="field", parent=self
        )
        self._wish.answered.connect(self._on_found)

    @property
    def text(self) -> str:
        """What the pixel sees, in words; empty while there is none."""
        return " · ".join(text for text in (self._boxes_text, self._shades_text) if text)

    def point_at(self, moment: Moment, layer: int, pixel: tuple[int, int, int]) -> None:
        """Show what a pixel (row, column, channel) of the output of `layer` sees.

        The shades of the same pixel stay until there are newer ones.
        """
        row, column, channel = pixel
        before = self._request
        if before is None or (before.layer, before.pixel) != (layer, pixel):
            self._forget_shades()
        elif before.moment is moment:
            self._picture.show_field(PixelField.of(moment.outlines, layer, *pixel))
            return
        field = PixelField.of(moment.outlines, layer, row, column, channel)
        self._picture.show_field(field)
        self._boxes_text = field.text()
        self._request = FieldRequest(moment, layer, pixel)
        if field.boxes:
            self._wish.ask(self._request)
        else:
            self._wish.give_up()

    def point_nowhere(self) -> None:
        """Show nothing."""
        self._wish.give_up()
        self._request = None
        self._boxes_text = ""
        self._forget_shades()
        self._picture.show_field(None)

    def rest(self) -> None:
        """Show nothing and end the thread, until something is pointed at again."""
        self.point_nowhere()
        self._wish.rest()

    def _forget_shades(self) -> None:
        self._shades_text = ""
        self._picture.show_field_weights(None)

    @Slot(object, object)
    def _on_found(self, _request: FieldRequest, sensitivity: InputSensitivity) -> None:
        self._picture.show_field_weights(sensitivity.weights)
        self._shades_text = sensitivity.text()
        self.found.emit()
