"""The numbers behind a figure, by name."""

import numpy as np

from core.figures.figure import Curve, Figure, Maps, Plot
from core.figures.number_table import csv_lines


def test_that_a_curve_has_the_names_of_its_axes():
    x, y = np.arange(3.0), np.array([0.1, 0.2, np.inf])
    figure = Figure("f", (Plot("Loss", "step", "loss", (Curve("run", x, y),)),))
    ((name, array),) = figure.arrays().items()
    assert name == "Loss: run"
    lines = "".join(csv_lines(array, figure.columns(name))).splitlines()
    assert lines[0] == "step,loss"
    rows = [line.split(",") for line in lines[1:]]
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
