"""Many images as points of a plane, and what the network says of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.arrays import FloatArray, IntArray
from core.data_map.layer_numbers import layer_numbers
from core.data_map.neighbour_layout import neighbour_layout
from core.data_map.principal_axes import facing, principal_axes
from core.datasets.dataset import LabelledImages
from core.errors import SpecError
from core.evaluation.verdicts import Verdicts, judge_images
from core.network_spec import NetworkSpec
from core.training.objective import Objective

#: Images on a map, if there are as many.
IMAGES = 2_000
#: Principal axes that t-SNE looks at: what is beyond them is mostly noise.
AXES = 50
FEWEST = 4
TOO_FEW = "a map needs {fewest} images or more, and there are {count}"


class LayoutKind(StrEnum):
    """By which rule images get their places."""

    PCA = "pca"
    TSNE = "tsne"


@dataclass(frozen=True, slots=True, eq=False)
class DataMap:
    """Where each image is; no array can be written to.

    Attributes
    ----------
    layout : ndarray of float64, shape (N, 2)
        x to the right, y upwards.
    places : ndarray of int, shape (N,)
        Which image of the part each point is.
    verdicts : Verdicts
        Of the N images.
    shares : tuple of float
        Shares of the variance that the axes show; empty for t-SNE, whose axes mean nothing.
    """

    layout: FloatArray
    places: IntArray
    verdicts: Verdicts
    shares: tuple[float, ...]


def spread_places(count: int, images: int = IMAGES) -> IntArray:
    """Return which images of `count` are on a map: all, or so many at equal distances."""
    if count <= images:
        return np.arange(count)
    return np.arange(images) * count // images


def make_data_map(
    objective: Objective,
    spec: NetworkSpec,
    layer: int,
    data: LabelledImages,
    rows: IntArray,
    kind: LayoutKind,
    check: Callable[[], object],
    advance: Callable[[float, FloatArray | None], object],
    *,
    before: FloatArray | None = None,
) -> DataMap:
    """Return the map of the images of a part by what a layer makes of them.

    Parameters
    ----------
    objective : Objective
        Of a copy of the network that is not trained, and its loss.
    spec : NetworkSpec
        What that was built from.
    layer : int
        Index of the layer; -1 is the image itself.
    data : LabelledImages
    rows : ndarray of int
        Where the images of the part are in `data`.
    kind : LayoutKind
    check : callable
        Called between two parts; raises `Cancelled` to end.
    advance : callable
        Called with the share that is done, and the layout so far if there is one.
    before : ndarray of shape (N, 2), optional
        The same images at another step, by the same kind of map: points start from there.

    Raises
    ------
    SpecError
        If there are too few images, or no finite numbers.
    LoadError
        If t-SNE is not installed, or a label is of no class.
    """
    places = spread_places(len(rows))
    if len(places) < FEWEST:
        raise SpecError(TOO_FEW.format(fewest=FEWEST, count=len(places)))
    chosen = rows[places]
    numbers = layer_numbers(objective.network, spec, layer, data.images, chosen, check)
    classes = spec.outline()[-1].output_shape[-1]
    verdicts = judge_images(objective, data, chosen, spec, classes)
    check()
    layout, shares = _placed(numbers, kind, before, check, advance)
    for array in (layout, places):
        array.flags.writeable = False
    return DataMap(layout, places, verdicts, shares)


def _placed(
    numbers: FloatArray,
    kind: LayoutKind,
    before: FloatArray | None,
    check: Callable[[], object],
    advance: Callable[[float, FloatArray | None], object],
) -> tuple[FloatArray, tuple[float, ...]]:
    """Return the layout of rows of numbers, and what share of the variance its axes show."""
    is_tsne = kind is LayoutKind.TSNE
    axes = principal_axes(numbers, AXES if is_tsne else 2)
    check()
    layout = _two(axes.places)
    if before is not None and before.shape != layout.shape:
        before = None
    if not is_tsne:
        shares = tuple(axes.shares[:2].tolist())
        return (layout if before is None else facing(layout, before)), shares

    def look(share: float, so_far: FloatArray) -> None:
        check()
        advance(share, so_far if share else None)

    start = layout if before is None else before
    return neighbour_layout(axes.places, start, look, goes_on=before is not None), ()


def _two(places: FloatArray) -> FloatArray:
    """Return the first two columns; a second one of zeros if there is only one."""
    if places.shape[1] == 1:
        return np.column_stack([places, np.zeros(len(places))])
    return np.ascontiguousarray(places[:, :2])
