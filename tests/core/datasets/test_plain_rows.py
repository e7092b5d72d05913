"""The short way through a table reads whole numbers from 0 to 255, and nothing else."""

import numpy as np
import pytest

from core.datasets.plain_rows import plain_rows


def written(table, separator=","):
    return "".join(separator.join(map(str, row)) + "\n" for row in table.tolist()).encode()


@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (7, 1), (40, 65)])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("top", [9, 99, 255])
def test_that_a_table_comes_back(rng, shape, separator, top):
    table = rng.integers(0, top + 1, shape)
    text = written(table, separator)
    for content in (text, text[:-1]):
        found = plain_rows(content, separator, *shape)
        assert found.dtype == np.uint8
        assert np.array_equal(found, table)


def test_that_every_number_is_read_beside_every_kind_of_neighbour():
    numbers = [f"{value:0{width}}" for width in (1, 2, 3) for value in range(256)]
    rows = [[before, number, "255"] for before in ("0", "99", "100") for number in numbers]
    text = "".join(",".join(row) + "\n" for row in rows).encode()
    assert plain_rows(text, ",", len(rows), 3).tolist() == [
        [int(cell) for cell in row] for row in rows
    ]


@pytest.mark.parametrize("cell", [
    "256", "260", "300", "999", "1000", "0255", "", " 5", "5 ", "-1", "+1", "1.0", "1e1", '"5"',
    "5\r", "٥", "1,2", "x", "\0", "5\n6",
])  # fmt: skip
@pytest.mark.parametrize("place", range(9))
def test_that_any_other_cell_is_left_to_the_careful_way(cell, place):
    cells = ["12"] * 9
    cells[place] = cell
    rows = [",".join(cells[at : at + 3]) for at in (0, 3, 6)]
    assert plain_rows("\n".join([*rows, ""]).encode(), ",", 3, 3) is None


@pytest.mark.parametrize("text", [
    "1,2\n3\n4,5,6\n", "1,2,3,4\n5,6\n", "1,2\n3,4\n", "1;2;3\n4;5;6\n", "1,2,3\n\n4,5,6\n",
    "\n1,2,3\n4,5,6\n", "1,2,3,4,5,6\n", "1,2,3\n4,5,6\n7,8,9\n", ",1,2\n3,4,5\n", "",
])  # fmt: skip
def test_that_rows_of_other_lengths_are_left_to_the_careful_way(text):
    assert plain_rows(text.encode(), ",", 2, 3) is None
