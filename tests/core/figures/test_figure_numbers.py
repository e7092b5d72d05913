"""The numbers behind a figure, as they are read back."""

import csv
import io

import numpy as np
import pytest

from core.figures.figure import Curve, Figure, Maps, Plot
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


def test_that_a_curve_has_the_names_of_its_axes():
    x, y = np.arange(3.0), np.array([0.1, 0.2, np.inf])
    figure = Figure("f", (Plot("Loss", "step", "loss", (Curve("run", x, y),)),))
    ((name, array),) = figure.arrays().items()
    assert name == "Loss: run"
    head, *rows = read(array, figure.columns(name))
    assert head == ["step", "loss"]
    assert np.array_equal(np.array(rows, float), np.column_stack([x, y]))


def test_that_maps_of_one_shape_are_one_array_and_others_are_apart():
    same = Maps("same", ("0", "1"), (np.ones((2, 3)), np.zeros((2, 3))))
    apart = Maps("apart", ("a", "b"), (np.ones((2, 3)), np.ones((4, 1))))
    arrays = Figure("f", (same, apart, same)).arrays()
    assert {name: one.shape for name, one in arrays.items()} == {
        "same": (2, 2, 3),
        "apart: a": (2, 3),
        "apart: b": (4, 1),
        "same (2)": (2, 2, 3),
    }
