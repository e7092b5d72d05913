"""Change the images of each batch at random."""

from __future__ import annotations

from typing import Self

import numpy as np

from core.arrays import ByteArray, FloatArray, IntArray, Shape
from core.augmentation.elastic import Elastic
from core.augmentation.random_affine import draw_affine, pixel_places
from core.augmentation.resampling import Resampling
from core.augmentation.spec import AugmentationSpec
from core.random_streams import random_stream

#: Images worked on at once, so that their numbers stay in the cache.  Part of what a run
#: computes: another number draws other noise.
_PORTION = 64


class Augmenter:
    """Give every image of a batch a change of its own.

    Shift, turn, scale and bend are composed into one map, so an image is resampled once.
    The changes follow from the seed, the step and the place in the batch alone, whatever was
    drawn before and whichever thread asks: there is no generator whose state a resumed run
    would need.  One augmenter serves one thread at a time; give each thread its own.

    Parameters
    ----------
    spec : AugmentationSpec
    image_shape : tuple (H, W, C)
    seed : int
    """

    def __init__(self, spec: AugmentationSpec, image_shape: Shape, seed: int) -> None:
        self.spec = spec
        self._seed = seed
        self._height, self._width, self._channels = image_shape
        self._places = pixel_places(self._height, self._width)
        self._resampling = Resampling(self._height, self._width)
        self._elastic = Elastic(
            self._height, self._width, spec.elastic, spec.elastic_smoothness
        )

    @classmethod
    def if_any(cls, spec: AugmentationSpec, image_shape: Shape, seed: int) -> Self | None:
        """Return an augmenter, or None if `spec` changes nothing."""
        return None if spec.is_off else cls(spec, image_shape, seed)

    def shard(self, images: ByteArray, rows: IntArray, step: int, start: int = 0) -> ByteArray:
        """Return changed copies of the images of `rows`.

        Parameters
        ----------
        images : ndarray of uint8, shape (M, H, W, C)
        rows : ndarray of int, shape (N,)
        step : int
            Of training.
        start : int
            Place of the first of `rows` in the batch of that step.

        Returns
        -------
        ndarray of uint8, shape (N, H, W, C)
        """
        rng = random_stream(self._seed, "augment", step, start)
        changed = np.empty((len(rows), *images.shape[1:]), np.uint8)
        for first in range(0, len(rows), _PORTION):
            portion = images[rows[first : first + _PORTION]]
            self._change(portion, rng, out=changed[first : first + _PORTION])
        return changed

    def _change(self, images: ByteArray, rng: np.random.Generator, *, out: ByteArray) -> None:
        spec, count = self.spec, len(images)
        ink = images
        if spec.moves_pixels:
            maps = draw_affine(spec, count, self._height, self._width, rng)
            places = maps @ self._places  # (2, N, H * W)
            if spec.elastic:
                places += self._elastic.draw(count, rng)
            ink = self._resampling.read(images, places[0], places[1]).reshape(images.shape)
        if not spec.noise:
            np.copyto(out, ink)
            return
        noisy: FloatArray = rng.standard_normal(images.shape, np.float32)
        noisy *= np.float32(255 * spec.noise)
        noisy += ink
        noisy += 0.5  # rounds: what follows is cut off
        np.clip(noisy, 0, 255, out=noisy)
        np.copyto(out, noisy, casting="unsafe")
