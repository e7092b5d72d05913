"""What is particular to Flatten."""

import numpy as np

from core.layers.flatten import Flatten


def test_that_cells_are_laid_out_row_by_row_with_channels_innermost():
    x = np.array([[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]], float)  # (1, 2, 2, 2)
    layer = Flatten()
    np.testing.assert_array_equal(layer.forward(x, training=True), [[1, 2, 3, 4, 5, 6, 7, 8]])
    np.testing.assert_array_equal(layer.backward(np.arange(8.0)[None])[0, 1, 0], [4, 5])


def test_that_maps_in_any_memory_order_come_out_in_the_same_order(rng):
    x = rng.standard_normal((3, 2, 4, 5))
    rows = np.ascontiguousarray(x.transpose(1, 3, 2, 0)).transpose(3, 0, 2, 1)
    expected = [[x[n, h, w, c] for h in range(2) for w in range(4) for c in range(5)]
                for n in range(3)]  # fmt: skip
    for training in (False, True):
        np.testing.assert_array_equal(Flatten().forward(rows, training=training), expected)


def test_that_flat_samples_pass_unchanged(rng):
    x = rng.standard_normal((3, 4))
    np.testing.assert_array_equal(Flatten().forward(x, training=False), x)
