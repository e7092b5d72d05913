"""Random smooth displacements that bend strokes."""

from __future__ import annotations

import math

import numpy as np

from core.arrays import FloatArray

#: Mean and standard deviation of a random byte.
_BYTE_MEAN = 127.5
_BYTE_DEVIATION = math.sqrt((256**2 - 1) / 12)


class Elastic:
    r"""Draw displacement fields: white noise, smoothed along rows and along columns.

    .. math:: D = a \, S_h \, U \, S_w^T

    Parameters
    ----------
    height, width : int
        Of the images.
    strength : float
        Root mean square a of a displacement, in pixels.
    sigma : float
        Of the smoothing Gaussians S, in pixels.

    Notes
    -----
    Each row of S has length 1, so the variance of U (1 after centring and scaling random
    bytes) is that of the smoothed field too, up to the edge.  The paper's α = 34 with σ = 4
    moves pixels by 1.4 px on average.

    References
    ----------
    .. [1] Simard, Steinkraus & Platt (2003), "Best Practices for Convolutional Neural
       Networks Applied to Visual Document Analysis", section 2.
    """

    def __init__(self, height: int, width: int, strength: float, sigma: float) -> None:
        self._down = _smoothing(height, sigma) * np.float32(strength / _BYTE_DEVIATION)
        self._across = np.ascontiguousarray(_smoothing(width, sigma).T)

    def draw(self, count: int, rng: np.random.Generator) -> FloatArray:
        """Return displacements along rows and columns, of shape (2, count, H * W)."""
        height, width = len(self._down), len(self._across)
        white = rng.integers(0, 256, (2 * count, height, width), np.uint8).astype(np.float32)
        white -= np.float32(_BYTE_MEAN)
        field: FloatArray = np.matmul(
            self._down, (white.reshape(-1, width) @ self._across).reshape(white.shape)
        )
        return field.reshape(2, count, height * width)


def _smoothing(length: int, sigma: float) -> FloatArray:
    places = np.arange(length)
    weights = np.exp(-0.5 * ((places[:, None] - places) / sigma) ** 2)
    rows: FloatArray = weights / np.linalg.norm(weights, axis=1, keepdims=True)
    return rows.astype(np.float32)
