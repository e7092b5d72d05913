"""Mean and variance from those of parts."""

import numpy as np

from core.layers.channel_statistics import combined
from core.layers.coupled import Share


def test_that_parts_combine_as_a_worked_example():
    # 1, 3 and 8, 8, 8: mean 28/5 = 5.6; squares 21.16 + 6.76 + 3 * 5.76 = 45.2
    shares = [Share(2, np.array([[2.0], [2.0]])), Share(3, np.array([[8.0], [0.0]]))]
    numbers, mean, variance = combined(shares)
    assert numbers == 5
    np.testing.assert_allclose([mean, variance], [[5.6], [45.2 / 5]], rtol=1e-14)
