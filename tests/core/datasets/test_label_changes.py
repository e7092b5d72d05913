"""Corrected labels: a list beside the data, and what it makes of the data."""

import hashlib
import json

import numpy as np
import pytest

from core.datasets.data_source import absolute_source, is_on_another_computer
from core.datasets.extra_images import parted_source
from core.datasets.label_changes import (
    LabelChange,
    LabelChanges,
    row_of,
    source_labels,
    with_changes,
)
from core.datasets.label_file import (
    file_beside,
    file_in,
    joined_labels,
    parted_count,
    parted_labels,
    read_changes,
    whole_digest,
    write_changes,
)
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.sample import Part
from core.datasets.source_digest import source_digest
from core.datasets.source_rows import TEST, TRAIN
from core.documents.dataset_digest import dataset_digest
from core.errors import LoadError
from tests.support.explored_data import clustered_dataset

DATA = clustered_dataset(train=20, test=10)


def changed(*changes):
    return LabelChanges(whole_digest(DATA), tuple(LabelChange(*change) for change in changes))


def digest_of(path, dataset):
    """Return the digest of a source that a data set was made of."""
    return source_digest(str(path), source_labels(dataset), LoadingWatch())


def other_than(part, index):
    """Return a label an image has, and another."""
    label = int((DATA.train if part == TRAIN else DATA.test).labels[index])
    return label, (label + 1) % 4


@pytest.fixture
def table(tmp_path):
    """Return the path of a CSV of digits, and what is in it."""
    rng = np.random.default_rng(5)
    pixels, labels = rng.integers(0, 256, (12, 16)), rng.integers(0, 3, 12)
    labels[:3] = 0, 1, 2
    lines = [
        ",".join(map(str, [label, *row])) for label, row in zip(labels, pixels, strict=True)
    ]
    header = ",".join(["label", *(f"pixel{at}" for at in range(16))])
    path = tmp_path / "digits.csv"
    path.write_text("\n".join([header, *lines]) + "\n")
    return path, labels


def test_that_labels_are_corrected_in_a_copy_and_said():
    before = DATA.train.labels.copy(), DATA.test.labels.copy()
    found = with_changes(
        DATA,
        changed((TRAIN, 4, *other_than(TRAIN, 4)), (TEST, 9, *other_than(TEST, 9))),
        "list",
    )
    assert found.train.labels[4] == other_than(TRAIN, 4)[1]
    assert found.test.labels[9] == other_than(TEST, 9)[1]
    assert np.count_nonzero(found.train.labels != before[0]) == 1
    assert np.count_nonzero(found.test.labels != before[1]) == 1
    assert DATA.train.labels.tolist() == before[0].tolist()
    assert DATA.test.labels.tolist() == before[1].tolist()
    assert found.train.images is DATA.train.images
    assert not found.train.labels.flags.writeable
    assert found.notes == ("2 labels are corrected by list.",)


def test_that_corrected_labels_are_another_data_set_and_undone_ones_the_same():
    label, other = other_than(TRAIN, 2)
    list_of_one = changed((TRAIN, 2, label, other))
    assert dataset_digest(with_changes(DATA, list_of_one, "list")) != dataset_digest(DATA)
    undone = list_of_one.with_change(list_of_one.changes[-1].turned_back)
    assert len(undone) == 2
    assert undone.corrected() == {}
    assert dataset_digest(with_changes(DATA, undone, "list")) == dataset_digest(DATA)


def test_that_a_label_changed_twice_counts_once_from_what_it_was():
    found = changed((TRAIN, 2, 1, 3), (TEST, 2, 0, 2), (TRAIN, 2, 3, 0)).corrected()
    assert found == {
        (TRAIN, 2): LabelChange(TRAIN, 2, 1, 0),
        (TEST, 2): LabelChange(TEST, 2, 0, 2),
    }


def test_that_validation_images_are_rows_of_the_training_images():
    assert row_of(Part.VALIDATION, DATA.train, np.int64(7)) == (TRAIN, 7)
    assert row_of(Part.TEST, DATA.test, 7) == (TEST, 7)


@pytest.mark.parametrize(
    "change",
    [
        (TRAIN, 20, 0, 1),
        (TEST, 10, 0, 1),
        (TRAIN, 3, 9, 1),
        (TRAIN, 3, int(DATA.train.labels[3]), 4),
    ],
)
def test_that_changes_that_do_not_fit_are_refused(change):
    with pytest.raises(LoadError, match=r"^list: "):
        with_changes(DATA, changed(change), "list")


def test_that_changes_to_test_images_that_are_not_there_are_refused():
    data = clustered_dataset(train=5)
    without = type(data)(data.name, data.train, None, data.class_names)
    with pytest.raises(LoadError, match="no test image 0"):
        with_changes(without, LabelChanges("0" * 64, (LabelChange(TEST, 0, 0, 1),)), "list")


def test_that_a_list_comes_back_as_it_was_written(tmp_path):
    changes = changed((TRAIN, 4, 1, 2), (TEST, 3, 0, 1), (TRAIN, 4, 2, 1))
    path = tmp_path / "new folder" / "a.labels.json"
    write_changes(path, changes)
    assert read_changes(path) == changes
    assert json.loads(path.read_text())["changes"][0] == {
        "part": "train", "index": 4, "from": 1, "to": 2
    }  # fmt: skip
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"digest": 5, "changes": []}',
        '{"digest": "%s"}',
        '{"digest": "%s", "changes": {}}',
        '{"digest": "%s", "changes": [], "more": 1}',
        '{"digest": "%s", "changes": [1]}',
        '{"digest": "%s", "changes": [{"part": "train", "index": 1, "from": 2}]}',
        '{"digest": "%s", "changes": [{"part": "own", "index": 1, "from": 2, "to": 3}]}',
        '{"digest": "%s", "changes": [{"part": "train", "index": -1, "from": 2, "to": 3}]}',
        '{"digest": "%s", "changes": [{"part": "train", "index": true, "from": 2, "to": 3}]}',
        '{"digest": "%s", "changes": [{"part": "train", "index": 1.0, "from": 2, "to": 3}]}',
        '{"digest": "%s", "changes": [{"part": ["train"], "index": 1, "from": 2, "to": 3}]}',
        '{"digest": "%s", "changes": [' + "[" * 100_000,
        " " * 1_000_001,
        "\udc80",
    ],
)
def test_that_what_is_no_list_is_refused_in_a_sentence(tmp_path, text):
    path = tmp_path / "x.labels.json"
    path.write_bytes(text.replace("%s", "ab" * 32).encode("utf-8", "surrogateescape"))
    with pytest.raises(LoadError, match=r"x\.labels\.json"):
        read_changes(path)


def test_that_a_list_too_long_to_be_read_again_is_not_written(tmp_path):
    path = tmp_path / "x.labels.json"
    long = LabelChanges("ab" * 32, (LabelChange(TRAIN, 1_000_000, 1, 2),) * 25_000)
    with pytest.raises(LoadError, match="no room"):
        write_changes(path, long)
    assert not path.exists()


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("mnist", ("mnist", "")),
        ("a.csv + b.labels.json", ("a.csv", "b.labels.json")),
        ("a.csv + b.labels.json#12", ("a.csv", "b.labels.json#12")),
        ("a + b.csv + /c/b.labels.json#0", ("a + b.csv", "/c/b.labels.json#0")),
        ("b.labels.json", ("b.labels.json", "")),
        ("a.csv + b.json", ("a.csv + b.json", "")),
        ("a.csv + b.labels.json#x", ("a.csv + b.labels.json#x", "")),
    ],
)
def test_that_a_source_names_its_corrections(source, parts):
    assert parted_labels(source) == parts


def test_that_the_name_of_a_source_is_taken_apart_as_it_was_put_together():
    source = joined_labels("a.csv", "/b/c.labels.json", 3)
    assert parted_labels(parted_source(f"{source} + /own.npz")[0]) == (
        "a.csv",
        "/b/c.labels.json#3",
    )
    assert parted_count("/b/c.labels.json#3") == ("/b/c.labels.json", 3)
    assert parted_count("/b/c.labels.json") == ("/b/c.labels.json", None)


def test_that_all_places_in_a_source_become_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = absolute_source("a.csv + b.labels.json#2 + own.npz")
    assert found == f"{tmp_path}/a.csv + {tmp_path}/b.labels.json#2 + {tmp_path}/own.npz"
    assert absolute_source("mnist + b.labels.json") == f"mnist + {tmp_path}/b.labels.json"
    assert is_on_another_computer(r"mnist + \\there\b.labels.json + own.npz")


def test_that_a_list_lies_beside_a_file_and_beside_a_folder(tmp_path):
    assert file_beside(f"{tmp_path}/digits.csv") == tmp_path / "digits.csv.labels.json"
    assert file_beside(f"{tmp_path}/photos/") == tmp_path / "photos.labels.json"
    assert file_in(tmp_path, "ab" * 32).name == "ab" * 16 + ".labels.json"


def test_that_data_is_read_with_its_corrections_and_never_written_to(table):
    path, labels = table
    original = hashlib.sha256(path.read_bytes()).hexdigest()
    plain = load_dataset(str(path))
    list_path = file_beside(str(path))
    one = LabelChange(TRAIN, 5, int(labels[5]), (int(labels[5]) + 1) % 3)
    two = LabelChange(TRAIN, 0, 0, 2)
    write_changes(list_path, LabelChanges(digest_of(path, plain), (one, two)))
    assert load_dataset(str(path)).train.labels.tolist() == labels.tolist()
    all_of_them = load_dataset(f"{path} + {list_path}")
    wanted = labels.copy()
    wanted[5] = one.after
    assert load_dataset(f"{path} + {list_path}#1").train.labels.tolist() == wanted.tolist()
    wanted[0] = 2
    assert all_of_them.train.labels.tolist() == wanted.tolist()
    assert "2 labels are corrected by digits.csv.labels.json." in all_of_them.notes
    with pytest.raises(LoadError, match=r"digits\.csv\.labels\.json: expected 3 changes"):
        load_dataset(f"{path} + {list_path}#3")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == original


def test_that_corrections_of_other_data_are_refused(table):
    path, _ = table
    list_path = file_beside(str(path))
    write_changes(list_path, changed())
    with pytest.raises(LoadError, match="belong to other images or labels"):
        load_dataset(f"{path} + {list_path}")


def test_that_a_test_image_of_another_label_is_other_data():
    test = DATA.test
    labels = test.labels.copy()
    labels[0] ^= 1
    other = type(DATA)(DATA.name, DATA.train, type(test)(test.images, labels), DATA.class_names)
    assert dataset_digest(other) == dataset_digest(DATA)
    assert whole_digest(other) != whole_digest(DATA)
