"""Receptive fields against the pixels that really matter, found by following every window."""

import numpy as np
import pytest

from core.anatomy.ledger_error import LedgerError
from core.anatomy.receptive_field import FieldBox, receptive_field
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.network_spec import NetworkSpec
from core.presets import LENET_5
from core.textbook.layers import windows
from tests.support.ledger_architectures import random_case


def pixels_that_matter(outline, places):
    """Return the set of input pixels that a set of output pixels is made from."""
    spec = outline.spec
    h, w = outline.input_shape[:2]
    if spec.KIND == "global_average_pool2d":
        return set(np.ndindex(h, w))
    window = getattr(spec, "kernel_size", None) or getattr(spec, "pool_size", None)
    if window is None:
        return places
    pads = windows.cells_added(spec.padding, (h, w), window, spec.stride)
    found = set()
    for p, q in places:
        for i, j in np.ndindex(*window):
            row, column = (
                p * spec.stride[0] + i - pads[0][0],
                q * spec.stride[1] + j - pads[1][0],
            )
            if 0 <= row < h and 0 <= column < w:
                found.add((row, column))
    return found


def box_around(layer, places):
    rows, columns = [p[0] for p in places], [p[1] for p in places]
    return FieldBox(layer, min(rows), min(columns), max(rows), max(columns))


@pytest.mark.parametrize("seed", range(40))
def test_that_boxes_hold_exactly_the_pixels_that_matter(seed):
    outlines = random_case(seed).books.outlines
    rng = np.random.default_rng(seed)
    for outline in outlines:
        if len(outline.output_shape) != 3:
            break
        row, column = (int(rng.integers(side)) for side in outline.output_shape[:2])
        boxes = receptive_field(outlines, outline.position, row, column)
        places, expected = {(row, column)}, []
        for layer in range(outline.position, -2, -1):
            if not places:
                expected = []
                break
            expected.append(box_around(layer, places))
            if layer >= 0:
                places = pixels_that_matter(outlines[layer], places)
        assert boxes == tuple(expected)


def test_that_a_pixel_of_lenet_sees_sixteen_by_sixteen():
    outlines = LENET_5.network.outline()
    boxes = receptive_field(outlines, 5, 2, 3)
    assert boxes[0] == FieldBox(5, 2, 3, 2, 3)
    assert boxes[-1] == FieldBox(-1, 6, 10, 21, 25)
    assert boxes[-1].size == (16, 16)


def test_that_a_neuron_sees_the_whole_image():
    outlines = LENET_5.network.outline()
    assert receptive_field(outlines, 9)[-1] == FieldBox(-1, 0, 0, 27, 27)
    flat = NetworkSpec((4,), (DenseSpec(2),)).outline()
    assert receptive_field(flat, 0) == ()
    flattened = NetworkSpec((4, 5, 1), (FlattenSpec(), DenseSpec(2))).outline()
    assert receptive_field(flattened, 1) == (FieldBox(-1, 0, 0, 3, 4),)


@pytest.mark.parametrize("place", [(5, 9, 9), (5, None, 0), (99, 0, 0), (-2, 0, 0)])
def test_that_a_pixel_that_does_not_exist_is_refused(place):
    with pytest.raises(LedgerError, match="select another pixel"):
        receptive_field(LENET_5.network.outline(), *place)
