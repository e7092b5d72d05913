"""The table of images, read back by another reader."""

import csv
import io
from dataclasses import replace

import numpy as np

from core.evaluation.image_table import image_table
from tests.support.said_verdicts import said


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_that_every_number_comes_back_in_the_order_of_the_gallery():
    verdicts = said([0, 1, 1], [1, 1, 0], [0.75, 0.1, np.nan], [0.5, 0, 1], [2.5, 0.1, np.inf])
    names = ("a, quoted", "=SUM(A1)")
    rows = rows_of(image_table(verdicts, np.array([2, 0]), names, "test", {20}))
    assert [(row["part"], row["index"], row["row"]) for row in rows] == [
        ("test", "2", "20"),
        ("test", "0", "0"),
    ]
    assert [row["label"] for row in rows] == ["'=SUM(A1)", "a, quoted"]
    assert [row["predicted"] for row in rows] == ["a, quoted", "'=SUM(A1)"]
    assert [row["probability"] for row in rows] == ["", "0.75"]
    assert [row["loss"] for row in rows] == ["", "2.5"]
    assert [row["margin"] for row in rows] == ["1.0", "0.5"]
    assert [row["marked"] for row in rows] == ["1", "0"]
    without = replace(verdicts, gives_probabilities=False)
    assert rows_of(image_table(without, np.array([0]), names, "test"))[0]["probability"] == ""
    assert rows_of(image_table(verdicts, np.array([], int), names, "test")) == []
