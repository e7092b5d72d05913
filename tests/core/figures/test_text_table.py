"""Tables of words and numbers, and points, as parts of a figure."""

import csv
import io

import numpy as np
import pytest

from core.figures.drawing import figure_svg
from core.figures.figure import Figure
from core.figures.look import FigureLook
from core.figures.number_table import csv_lines
from core.figures.points import Points
from core.figures.text_table import TextTable

HOSTILE = 'a "b", <c>\n🦉'
ROWS = (("one", 1, 0.123456789, None), (HOSTILE, 20_000, None, None))
TABLE = TextTable("Runs", ("name", "steps", "loss", "empty"), ROWS, note="and more")
PLANE = Points("Plane", "along", "up", ("a", "b"), np.array([[0.0, 0.0], [1.0, 2.0]]),
               np.array([0, 1]))  # fmt: skip


def test_that_a_table_gives_its_numbers_whole_and_its_words():
    arrays = Figure("f", (TABLE,)).arrays()
    assert arrays.keys() == {"Runs", "Runs: words"}
    np.testing.assert_array_equal(arrays["Runs"], [[1, 0.123456789], [20_000, np.nan]])
    assert arrays["Runs: words"][:, 0].tolist() == ["one", HOSTILE]
    figure = Figure("f", (TABLE,))
    assert figure.columns("Runs") == ("steps", "loss")
    assert figure.columns("Runs: words") == ("name", "empty")


def test_that_words_read_back_from_a_table_as_they_were():
    figure = Figure("f", (TABLE,))
    lines = csv_lines(figure.arrays()["Runs: words"], figure.columns("Runs: words"))
    rows = list(csv.reader(io.StringIO("".join(lines), newline="")))
    assert rows == [["name", "empty"], ["one", ""], [HOSTILE, ""]]


def test_that_a_drawing_of_a_table_has_every_cell_and_stays_in_its_width():
    svg = figure_svg(Figure("f", (TABLE,)), FigureLook(width=400))
    for text in ("one", "20,000", "0.1235", "and more", "name"):
        assert f">{text}</text>" in svg
    assert "<c>" not in svg
    long = TextTable("t", ("a", "b"), (("x" * 500, "y" * 500),))
    places = figure_svg(Figure("f", (long,)), FigureLook(width=400)).split('<text x="')[1:]
    assert all(float(place.partition('"')[0]) <= 400 for place in places)


def test_that_points_are_drawn_where_they_are_and_up_is_up():
    figure = Figure("f", (PLANE,))
    svg = figure_svg(figure, FigureLook())
    dots = [part.partition('"')[0] for part in svg.split('cy="')[1:3]]
    assert float(dots[1]) < float(dots[0])
    np.testing.assert_array_equal(figure.arrays()["Plane"], [[0, 0, 0], [1, 2, 1]])
    assert figure.columns("Plane") == ("along", "up", "class")


@pytest.mark.parametrize(
    "part",
    [TextTable("t", ("a",), ()), TextTable("", ("",), ((None,),)),
     Points("p", "x", "y", (), np.zeros((0, 2)), np.zeros(0, int)),
     Points("p", "x", "y", ("a",), np.full((3, 2), np.nan), np.zeros(3, int)),
     Points("p", "x", "y", ("a",), np.ones((3, 2)), np.zeros(3, int))],
)  # fmt: skip
def test_that_what_is_empty_or_no_number_can_be_drawn(part):
    assert figure_svg(Figure("f", (part,)), FigureLook()).endswith("</svg>")
