"""Tables whose labels are names of classes."""

import numpy as np
import pytest

from core.data_description import DataDescription
from core.datasets.loading import load_dataset
from core.errors import LoadError

NAMES = ("fir", "Äpfel, rote", "barn", "<b>7</b>")


def table(labels, *, separator=",", place="first", quote='"'):
    """Return a table of as many images of 4×4 as labels; the first pixel counts them."""
    pixels = [f"pixel{at}" for at in range(16)]
    lines = [separator.join(["label", *pixels] if place == "first" else [*pixels, "label"])]
    for at, label in enumerate(labels):
        cells = [str(at % 256), *["9"] * 15]
        name = f"{quote}{label}{quote}"
        lines.append(separator.join([name, *cells] if place == "first" else [*cells, name]))
    return "\n".join(lines) + "\n"


def load(tmp_path, text):
    path = tmp_path / "things.csv"
    path.write_text(text, encoding="utf-8")
    return load_dataset(str(path))


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_that_names_become_classes_in_the_order_of_letters(tmp_path, place, separator):
    labels = [NAMES[at] for at in (0, 1, 0, 2, 3, 1)]
    dataset = load(tmp_path, table(labels, place=place, separator=separator))
    assert dataset.class_names == ("<b>7</b>", "barn", "fir", "Äpfel, rote")
    assert [dataset.class_names[label] for label in dataset.train.labels] == labels
    assert dataset.train.images[:, 0, 0, 0].tolist() == list(range(6))


def test_that_a_name_that_first_comes_up_in_a_later_piece_of_a_long_table_is_a_class(tmp_path):
    labels = ["b"] * 2_100 + ["a", "300"]
    dataset = load(tmp_path, table(labels))
    assert dataset.class_names == ("300", "a", "b")
    assert dataset.train.labels[[0, 2_099, 2_100, 2_101]].tolist() == [2, 2, 1, 0]


def test_that_more_than_256_names_are_told_apart(tmp_path):
    labels = [f"thing {at:03}" for at in np.random.default_rng(1).permutation(300)]
    dataset = load(tmp_path, table(labels, quote=""))
    assert [dataset.class_names[label] for label in dataset.train.labels] == labels


def test_that_a_test_table_is_matched_by_names(tmp_path):
    (tmp_path / "test.csv").write_text(table(["barn", "fir"]), encoding="utf-8")
    (tmp_path / "train.csv").write_text(table(["apple", "barn", "fir"]), encoding="utf-8")
    described = DataDescription(str(tmp_path / "train.csv"), split=str(tmp_path / "test.csv"))
    assert load_dataset(described).test.labels.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["fir", *["barn"] * 2_000, ""], "line 2003, column label: expected the name of a"),
        (["3", "fir"], "line 3, column label: expected a whole number from 0 to 65,535"),
        (["fir", "3"], "line 2, column label: expected a whole number from 0 to 65,535"),
    ],
)
def test_that_a_label_that_is_no_name_or_no_number_is_named_by_its_line(tmp_path, labels, said):
    with pytest.raises(LoadError, match=said):
        load(tmp_path, table(labels, quote=""))


def test_that_a_short_row_is_refused_by_its_columns(tmp_path):
    with pytest.raises(LoadError, match="line 4: expected 17 columns, received 2"):
        load(tmp_path, table(["fir", "barn"]) + "fir,1\n")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-16"])
def test_that_names_with_letters_of_older_tables_stay_two_classes(tmp_path, encoding):
    path = tmp_path / "older.csv"
    path.write_bytes(table(["größer", "gräßer"] * 3).encode(encoding))
    dataset = load_dataset(str(path))
    assert dataset.class_names == ("gräßer", "größer")
    assert dataset.train.labels.tolist() == [1, 0] * 3
