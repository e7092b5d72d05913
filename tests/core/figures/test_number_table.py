"""Arrays as tables, as they are read back."""

import csv
import io

import numpy as np
import pytest

from core.figures.number_table import csv_lines

RNG = np.random.default_rng(5)


def read(array, columns=()):
    return list(csv.reader(io.StringIO("".join(csv_lines(array, columns)))))


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int64])
@pytest.mark.parametrize("shape", [(4,), (3, 5)])
def test_that_a_table_reads_back_to_the_very_same_numbers(kind, shape):
    array = (RNG.normal(size=shape) * 1e3).astype(kind)
    back = np.array(read(array), float).astype(kind).reshape(shape)
    assert np.array_equal(back, array)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_that_more_axes_become_a_line_a_number_with_its_place(kind):
    array = RNG.normal(size=(2, 3, 4)).astype(kind)
    array[1, 2, 3] = np.nan
    head, *rows = read(array)
    assert head == ["map", "row", "column", "value"]
    back = np.zeros_like(array)
    for *index, value in rows:
        back[tuple(map(int, index))] = float(value)
    assert len(rows) == 24
    assert np.array_equal(back, array, equal_nan=True)
