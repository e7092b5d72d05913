"""Images made worse on purpose: six ways, each in five strengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from core.arrays import ByteArray, FloatArray
from core.augmentation.augmenter import Augmenter
from core.augmentation.random_affine import affine_maps, pixel_places
from core.augmentation.resampling import Resampling
from core.augmentation.spec import AugmentationSpec
from core.random_streams import random_stream

#: The same for all networks, so that two of them see the very same images.
SEED = 0
#: Strengths in pixels are those of digits; other images get theirs in proportion.
USUAL_SIDE = 28
#: Images that are resampled at once.
_PORTION = 64

_Change = Callable[[ByteArray, float, int], ByteArray]


class Disturbance(StrEnum):
    """What is done to images."""

    NOISE = "noise"
    ROTATION = "rotation"
    SHIFT = "shift"
    BLUR = "blur"
    OCCLUSION = "occlusion"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class DisturbanceKind:
    """What is known of one of them.

    Attributes
    ----------
    title, explained : str
    unit : str
        Of the levels: ``%``, ``°`` or ``px``.
    levels : tuple of float
        Strengths, rising, none of them 0; of shares, from 0 to 1.
    """

    title: str
    explained: str
    unit: str
    levels: tuple[float, ...]

    def levels_for(self, height: int, width: int) -> tuple[float, ...]:
        """Return the strengths for images of a size: pixels grow with them."""
        if self.unit != "px":
            return self.levels
        return tuple(level * min(height, width) / USUAL_SIDE for level in self.levels)


DISTURBANCES: Mapping[Disturbance, DisturbanceKind] = MappingProxyType(
    {
        Disturbance.NOISE: DisturbanceKind(
            "Noise",
            "Random ink in every pixel; the strength is its standard deviation.",
            "%",
            (0.1, 0.2, 0.3, 0.4, 0.5),
        ),
        Disturbance.ROTATION: DisturbanceKind(
            "Rotation",
            "Every image is turned, at random to the left or to the right.",
            "°",
            (10.0, 20.0, 30.0, 45.0, 60.0),
        ),
        Disturbance.SHIFT: DisturbanceKind(
            "Shift",
            "Every image is shifted so far, in a direction of its own.",
            "px",
            (1.0, 2.0, 3.0, 4.0, 6.0),
        ),
        Disturbance.BLUR: DisturbanceKind(
            "Blur",
            "Ink runs out as a Gaussian of that standard deviation.",
            "px",
            (0.5, 1.0, 1.5, 2.0, 3.0),
        ),
        Disturbance.OCCLUSION: DisturbanceKind(
            "Occlusion",
            "A square without ink, of that side, at a place of its own.",
            "px",
            (4.0, 7.0, 10.0, 13.0, 16.0),
        ),
        Disturbance.CONTRAST: DisturbanceKind(
            "Contrast lost",
            "Every pixel comes nearer to the mean of its image by that share.",
            "%",
            (0.2, 0.4, 0.6, 0.8, 0.9),
        ),
    }
)


def disturbed(images: ByteArray, kind: Disturbance, level: float, at: int) -> ByteArray:
    """Return changed copies of images; the same call gives the same images.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W, C)
    kind : Disturbance
    level : float
        Strength, in the unit of the kind.
    at : int
        Which of the strengths that is: each draws places and directions of its own.

    Returns
    -------
    ndarray of uint8, shape (N, H, W, C)

    References
    ----------
    .. [1] Hendrycks and Dietterich (2019), "Benchmarking Neural Network Robustness to Common
       Corruptions and Perturbations", arXiv:1903.12261: noise, blur and contrast.
    """
    return _CHANGES[kind](images, level, at)


def _noisy(images: ByteArray, level: float, at: int) -> ByteArray:
    noise = Augmenter(AugmentationSpec(noise=level), images.shape[1:], SEED)
    return noise.shard(images, np.arange(len(images)), at)


def _turned(images: ByteArray, level: float, at: int) -> ByteArray:
    rng = random_stream(SEED, "rotation", at)
    angle = np.radians(level) * rng.choice([-1.0, 1.0], len(images))
    return _moved(images, np.zeros((2, len(images))), angle)


def _shifted(images: ByteArray, level: float, at: int) -> ByteArray:
    rng = random_stream(SEED, "shift", at)
    direction = rng.uniform(0, 2 * np.pi, len(images))
    shift = level * np.stack([np.sin(direction), np.cos(direction)])
    return _moved(images, shift, np.zeros(len(images)))


def _moved(images: ByteArray, shift: FloatArray, angle: FloatArray) -> ByteArray:
    height, width = images.shape[1:3]
    maps = affine_maps(shift, angle, np.ones(len(images)), height, width)
    places, resampling = pixel_places(height, width), Resampling(height, width)
    moved = np.empty_like(images)
    for start in range(0, len(images), _PORTION):
        part = slice(start, start + _PORTION)
        rows, columns = maps[:, part] @ places  # (N, H * W) each
        moved[part] = resampling.read(images[part], rows, columns).reshape(images[part].shape)
    return moved


def _blurred(images: ByteArray, level: float, _at: int) -> ByteArray:
    down, across = (_gaussian(side, level) for side in images.shape[1:3])
    ink = np.einsum("ih,nhwc->niwc", down, images.astype(np.float32), optimize=True)
    return _as_ink(np.einsum("jw,nhwc->nhjc", across, ink, optimize=True))


def _gaussian(side: int, sigma: float) -> FloatArray:
    """Return the weights of all pixels of a line for each; outside there is no ink."""
    places = np.arange(side)
    far = np.arange(-side, 2 * side)  # what runs out of the image is lost
    weights = np.exp(-0.5 * ((places[:, None] - places) / sigma) ** 2)
    whole = np.exp(-0.5 * ((places[:, None] - far) / sigma) ** 2).sum(axis=1, keepdims=True)
    kernel: FloatArray = (weights / whole).astype(np.float32)
    return kernel


def _occluded(images: ByteArray, level: float, at: int) -> ByteArray:
    height, width = images.shape[1:3]
    side = max(1, min(round(level), height, width))
    rng = random_stream(SEED, "occlusion", at)
    top = rng.integers(0, height - side + 1, len(images))
    left = rng.integers(0, width - side + 1, len(images))
    rows = np.arange(height) - top[:, None]
    columns = np.arange(width) - left[:, None]
    is_down, is_across = ((one >= 0) & (one < side) for one in (rows, columns))
    is_hidden = is_down[:, :, None] & is_across[:, None, :]
    return np.where(is_hidden[..., None], np.uint8(0), images)


def _paled(images: ByteArray, level: float, _at: int) -> ByteArray:
    mean = images.mean(axis=(1, 2, 3), keepdims=True, dtype=np.float32)
    return _as_ink(mean + np.float32(1 - level) * (images - mean))


def _as_ink(values: FloatArray) -> ByteArray:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


_CHANGES: Mapping[Disturbance, _Change] = MappingProxyType(
    {
        Disturbance.NOISE: _noisy,
        Disturbance.ROTATION: _turned,
        Disturbance.SHIFT: _shifted,
        Disturbance.BLUR: _blurred,
        Disturbance.OCCLUSION: _occluded,
        Disturbance.CONTRAST: _paled,
    }
)
