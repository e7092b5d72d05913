"""Tables with fractions as brightness, and tables that a person has to explain."""

import gzip

import numpy as np
import pytest

from core.datasets.csv_choice import CsvChoice
from core.datasets.kaggle_csv import ROWS_PER_CHUNK, read_kaggle_csv
from core.errors import LoadError

RNG = np.random.default_rng(11)
PIXELS = RNG.integers(0, 256, (9, 36), dtype=np.uint8)
LABELS = np.arange(9) % 4


def table(rows, header=None, separator=",", end="\n"):
    lines = ([] if header is None else [header]) + [list(map(str, row)) for row in rows]
    return "".join(separator.join(line) + end for line in lines).encode()


def refusal(path, content, choice=None):
    path.write_bytes(content)
    with pytest.raises(LoadError) as refused:
        read_kaggle_csv(path, choice=choice)
    said = str(refused.value)
    assert said.startswith(path.name)
    assert len(said) <= 300
    return said


@pytest.mark.parametrize("digits", [3, 8, 17])
@pytest.mark.parametrize("has_header", [True, False])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_that_brightness_from_0_to_1_is_multiplied_by_255(tmp_path, digits, has_header, pack):
    rows = [
        [label, *(f"{value / 255:.{digits}f}" for value in pixels)]
        for label, pixels in zip(LABELS, PIXELS, strict=True)
    ]
    header = ["label", *(f"p{at}" for at in range(36))] if has_header else None
    path = tmp_path / "train.csv"
    path.write_bytes(pack(table(rows, header)))
    read = read_kaggle_csv(path)
    np.testing.assert_array_equal(read.images.reshape(9, 36), PIXELS)
    np.testing.assert_array_equal(read.labels, LABELS)
    assert "Brightness from 0 to 1 was multiplied by 255." in read.notes


def test_that_black_and_white_rows_after_fractions_are_full_bright(tmp_path):
    rows = np.full((ROWS_PER_CHUNK + 3, 17), 0.5)
    rows[:, 0] = 3
    rows[ROWS_PER_CHUNK:, 1:] = 1
    path = tmp_path / "train.csv"
    path.write_bytes(table(rows.tolist(), ["label", *(f"p{at}" for at in range(16))]))
    read = read_kaggle_csv(path)
    assert read.images[0].max() == read.images[0].min() == 128
    assert read.images[-1].min() == 255
    assert set(read.labels.tolist()) == {3}


def test_that_a_row_in_another_measure_is_refused_with_its_place(tmp_path):
    rows = np.full((ROWS_PER_CHUNK + 3, 17), 0.5)
    rows[:, 0] = 3
    rows[ROWS_PER_CHUNK + 1, 5] = 200
    header = ["label", *(f"p{at}" for at in range(16))]
    said = refusal(tmp_path / "train.csv", table(rows.tolist(), header))
    assert f"line {ROWS_PER_CHUNK + 3}, column p4: expected a number from 0 to 1" in said


@pytest.mark.parametrize("label", ["first", "last", "none", "Kind"])
@pytest.mark.parametrize("shape", [None, (4, 9, 1), (4, 3, 3)])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_that_a_choice_decides_where_labels_are_and_what_shape_images_have(
    tmp_path, label, shape, separator
):
    at = {"first": 0, "last": 36, "Kind": 20}.get(label)
    rows, header = PIXELS.tolist(), [f"a{at * at}" for at in range(36)]
    if at is not None:
        header.insert(at, "kind")
        for row, value in zip(rows, LABELS, strict=True):
            row.insert(at, value)
    path = tmp_path / "train.csv"
    path.write_bytes(b"\xef\xbb\xbf" + table(rows, header, separator, "\r\n"))
    read = read_kaggle_csv(path, choice=CsvChoice(label, shape))
    np.testing.assert_array_equal(read.images, PIXELS.reshape(9, *(shape or (6, 6, 1))))
    if at is None:
        assert read.labels is None
    else:
        np.testing.assert_array_equal(read.labels, LABELS)


def test_that_a_choice_says_whether_the_first_line_is_a_row(tmp_path):
    path = tmp_path / "train.csv"
    rows = [[label, *row] for label, row in zip(LABELS, PIXELS.tolist(), strict=True)]
    path.write_bytes(table(rows))
    assert len(read_kaggle_csv(path, choice=CsvChoice()).labels) == 9
    assert len(read_kaggle_csv(path, choice=CsvChoice(has_header=True)).labels) == 8


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (CsvChoice("species"), "no column 'species'"),
        (CsvChoice("first", (5, 9, 1)), "as 5×9×1 has, received 36"),
        (CsvChoice("none"), "as a square has, received 37"),
        (CsvChoice("first", (1, 4, 9)), "as 1×4×9 has"),
    ],
)
def test_that_a_choice_that_does_not_fit_is_refused(tmp_path, choice, says):
    rows = [[label, *row] for label, row in zip(LABELS, PIXELS.tolist(), strict=True)]
    content = table(rows, ["kind", *(f"a{at}" for at in range(36))])
    assert says in refusal(tmp_path / "train.csv", content, choice)
