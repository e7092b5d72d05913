"""The directions in which many rows of numbers differ most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray

#: Numbers of every row that are multiplied at once.
COLUMNS = 1024


@dataclass(frozen=True, slots=True, eq=False)
class PrincipalAxes:
    """Where N rows lie along the axes of largest variance.

    Attributes
    ----------
    places : ndarray of float64, shape (N, axes)
        The largest variance first; columns have mean 0 and do not correlate.
    shares : ndarray of float64, shape (axes,)
        Of the whole variance; 0 if all rows are the same.
    """

    places: FloatArray
    shares: FloatArray


def principal_axes(x: FloatArray, count: int) -> PrincipalAxes:
    r"""Return where rows lie along their first principal axes.

    With the singular values of the centred rows, :math:`X - \bar x = U \Sigma V^T`, the places
    are :math:`U \Sigma`.  U comes from the N×N products of rows, or V from the D×D products of
    columns, whichever are fewer.

    An axis has no sign of its own: the row that lies farthest out is given a positive place,
    the first of several.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        At least 2 rows; finite.
    count : int
        At most so many axes; fewer if N or D is smaller.

    References
    ----------
    .. [1] Pearson (1901), "On lines and planes of closest fit to systems of points in space".
    """
    rows, width = x.shape
    count = min(count, rows, width)
    mean = x.mean(axis=0, dtype=np.float64)
    if width <= rows:
        centred = x - mean
        values, vectors = np.linalg.eigh(centred.T @ centred)
        places = centred @ vectors[:, ::-1][:, :count]
    else:
        values, vectors = np.linalg.eigh(_products_of_rows(x, mean))
        sizes = np.sqrt(np.maximum(values[::-1][:count], 0))
        places = vectors[:, ::-1][:, :count] * sizes
    whole = float(np.maximum(values, 0).sum())
    variances = np.maximum(values[::-1][:count], 0)
    shares = variances / whole if whole else np.zeros(count)
    return PrincipalAxes(_signed(np.ascontiguousarray(places, np.float64)), shares)


def facing(places: FloatArray, before: FloatArray) -> FloatArray:
    """Return places whose axes point as in a map before: signs are free, and changes few.

    Parameters
    ----------
    places, before : ndarray of shape (N, 2)
        Of the same rows.
    """
    agree = (places * before).sum(axis=0)
    return places * np.where(agree < 0, -1.0, 1.0)


def _products_of_rows(x: FloatArray, mean: FloatArray) -> FloatArray:
    products = np.zeros((len(x), len(x)))
    for start in range(0, x.shape[1], COLUMNS):
        part = (x[:, start : start + COLUMNS] - mean[start : start + COLUMNS]).astype(x.dtype)
        products += part @ part.T
    return products


def _signed(places: FloatArray) -> FloatArray:
    farthest = np.abs(places).argmax(axis=0)
    sign = np.sign(places[farthest, np.arange(places.shape[1])])
    return places * np.where(sign < 0, -1.0, 1.0)
