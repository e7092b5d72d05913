"""How large a drawing has to be."""

import pytest

from core.drawing.sample_shape import sample_shape
from core.errors import LoadError


@pytest.mark.parametrize(
    ("read", "images", "expected"),
    [
        ((28, 28, 1), None, (28, 28, 1)),
        ((32, 24, 3), (28, 28, 1), (32, 24, 3)),
        ((784,), (28, 28, 1), (28, 28, 1)),
        ((12,), (3, 4, 1), (3, 4, 1)),
        ((784,), None, (28, 28, 1)),
        ((64,), (28, 28, 1), (8, 8, 1)),
    ],
)
def test_that_a_drawing_is_as_large_as_the_network_reads(read, images, expected):
    assert sample_shape(read, images) == expected


def test_that_numbers_that_are_no_picture_are_refused_in_words():
    with pytest.raises(LoadError, match="reads 12 numbers, which are no square picture"):
        sample_shape((12,), (28, 28, 1))
