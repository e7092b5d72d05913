"""Describe how images are changed while a network learns from them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from core.fields import RealNumber, check_fields, spec_field

#: Only says how an elastic bend looks; alone it changes nothing.
_SHAPING = ("elastic_smoothness",)


@dataclass(frozen=True, slots=True)
class AugmentationSpec:
    """Largest random changes of each training image; all zero is no augmentation.

    Attributes
    ----------
    shift : float
        Pixels, along rows and along columns.
    rotate : float
        Degrees.
    scale : float
        Share: 0.1 is between 90 % and 110 %.
    elastic : float
        Root mean square displacement of a pixel, in pixels.
    elastic_smoothness : float
        σ of the Gaussian that smooths the displacements, in pixels.
    noise : float
        Standard deviation, as a share of full ink.
    """

    KIND: ClassVar[str] = "augmentation"

    shift: float = spec_field(
        RealNumber("Shift ± px", "Moves each image by up to so many pixels.", 0.0, 64.0),
        default=0.0,
    )
    rotate: float = spec_field(
        RealNumber("Rotate ± °", "Turns each image by up to so many degrees.", 0.0, 180.0),
        default=0.0,
    )
    scale: float = spec_field(
        RealNumber("Scale ±", "Grows or shrinks by up to this share: 0.1 is 10 %.", 0.0, 0.9),
        default=0.0,
    )
    elastic: float = spec_field(
        RealNumber("Elastic px", "Bends strokes: how far a pixel moves, typically.", 0.0, 16.0),
        default=0.0,
    )
    elastic_smoothness: float = spec_field(
        RealNumber("Elastic σ", "How wide the bends are, in pixels.", 0.5, 64.0), default=4.0
    )
    noise: float = spec_field(
        RealNumber("Noise", "Adds random ink to every pixel; 1 is full ink.", 0.0, 1.0),
        default=0.0,
    )

    def __post_init__(self) -> None:
        check_fields(self, self.KIND)

    @property
    def is_off(self) -> bool:
        """Whether images are left as they are."""
        return not any(
            getattr(self, declared.name)
            for declared in fields(self)
            if declared.name not in _SHAPING
        )

    @property
    def moves_pixels(self) -> bool:
        """Whether pixels change their places, not only their ink."""
        return any((self.shift, self.rotate, self.scale, self.elastic))
