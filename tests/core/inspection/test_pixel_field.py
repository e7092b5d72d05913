"""What a pixel sees, against nudging every pixel of the layers below."""

import numpy as np
import pytest

from core.inspection.pixel_field import PixelField
from core.layers.conv2d import Conv2DSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.network_spec import NetworkSpec, build_network

SPEC = NetworkSpec(
    (14, 13, 2),
    (Conv2DSpec(3), ReLUSpec(), MaxPool2DSpec(), Conv2DSpec(2, (3, 2), (1, 1), "same")),
)


def seen_by_nudging(layer, row, column, channel, below):
    """Return the cells of the output of `below` that reach the pixel, by gradient of a sum."""
    network = build_network(SPEC, rng=np.random.default_rng(0), dtype=np.float64)
    for parameter in dict(network.named_parameters()).values():
        parameter.value[...] = 1.0
    seen = set()
    shape = SPEC.input_shape if below < 0 else SPEC.outline()[below].output_shape
    base = np.ones((1, *shape))
    for at in np.ndindex(shape):
        nudged = base.copy()
        nudged[(0, *at)] = 5.0  # larger than all others: it wins every pooling window
        outputs = []
        for x in (base, nudged):
            for one in network.layers[below + 1 : layer + 1]:
                x = one.forward(x, training=False)
            outputs.append(x[0, row, column, channel])
        if outputs[0] != outputs[1]:
            seen.add(at)
    return seen


@pytest.mark.parametrize(
    ("layer", "row", "column", "channel"),
    [(3, 2, 3, 1), (3, 0, 4, 0), (2, 4, 1, 2), (1, 3, 3, 0)],
)
def test_that_the_boxes_hold_exactly_what_can_change_the_pixel(layer, row, column, channel):
    field = PixelField.of(SPEC.outline(), layer, row, column, channel)
    assert [box.layer for box in field.boxes] == list(range(layer - 1, -2, -1))
    for box, only in zip(field.boxes, field.channels, strict=True):
        seen = seen_by_nudging(layer, row, column, channel, box.layer)
        rows, columns, channels = (sorted({cell[axis] for cell in seen}) for axis in range(3))
        assert (rows[0], rows[-1]) == (box.top, box.bottom)
        assert (columns[0], columns[-1]) == (box.left, box.right)
        assert channels == ([only] if only is not None else list(range(len(channels))))
        assert only is not None or len(channels) > 1


def test_that_the_input_sees_nothing_and_others_say_how_much():
    assert PixelField.of(SPEC.outline(), -1, 0, 0, 0).text() == ""
    field = PixelField.of(SPEC.outline(), 2, 4, 1, 0)
    assert field.text() == "sees 4×4 pixels of the input"
