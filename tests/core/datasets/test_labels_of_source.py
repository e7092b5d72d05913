"""Labels that are corrected under one choice of a source show under every other.

Every image is of one brightness that no other image has, so that it is known again whatever is
made of it; nothing here looks at rows.
"""

import itertools
import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from core.data_description import DataDescription
from core.data_labels import DataLabels
from core.datasets.extra_images import joined_source
from core.datasets.label_changes import LabelChange, LabelChanges, row_of
from core.datasets.label_file import file_beside, read_changes, whole_digest, write_changes
from core.datasets.loading import load_dataset
from core.datasets.sample import Part
from core.datasets.streaming.policy import USUAL, use_policy
from core.datasets.streaming.within_memory import image_cache
from core.errors import LoadError
from tests.support.labelled_sources import (
    CHOICES,
    CLASSES,
    LABELS,
    RNG,
    SIDE,
    SOURCES,
    TEST,
    TRAIN,
    correct,
    shown_labels,
    write_csv,
)


@pytest.fixture
def described(tmp_path):
    """Return a function that describes a source by the name of a choice."""
    places = {}

    def describe(kind, choice):
        if kind not in places:
            places[kind] = SOURCES[kind](tmp_path)
        source, chosen = str(places[kind]), dict(CHOICES[choice])
        if chosen.pop("extra images", False):
            own = tmp_path / "own.npz"
            labels = np.array([0, 1], np.uint8)
            np.savez(own, images=np.full((2, SIDE, SIDE, 1), 255, np.uint8), labels=labels)
            source = joined_source(source, str(own))
        if "split" in chosen and isinstance(chosen["split"], str):
            name = chosen["split"]
            chosen["split"] = str(write_csv(tmp_path, range(TRAIN, TRAIN + TEST), name))
            if "folder" in kind or kind == "zip":
                return None  # their classes have other names
        return DataDescription(source, **chosen)

    return describe


def check_pair(described, kind, first, second):
    """Correct some labels under one choice, and look at all of them under another."""
    one, other = described(kind, first), described(kind, second)
    if one is None or other is None:
        return
    dataset = load_dataset(one)
    plain = shown_labels(dataset, inverted=one.invert)
    assert plain.items() <= dict(enumerate(LABELS)).items()
    of_source = [number for number in plain if "other" not in first or number < TRAIN]
    chosen = set(RNG.sample(of_source, 6))
    labels = correct(dataset, one, chosen)
    assert labels.count == 6
    found = shown_labels(load_dataset(replace(other, labels=labels)), inverted=other.invert)
    assert len(found) >= TRAIN
    for number, label in found.items():
        added = number in chosen and not ("other" in second and number >= TRAIN)
        assert label == (LABELS[number] + added) % CLASSES, (kind, first, second, number)
    again = load_dataset(other)
    assert shown_labels(again, inverted=other.invert).items() <= dict(enumerate(LABELS)).items()


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("csv", "half, smaller, colour", "drawings"),
        ("idx", "as it is", "a quarter"),
        ("npz", "a quarter", "inverted"),
        ("folder", "smaller", "half, smaller, colour"),
        ("zip", "a quarter", "as it is"),
    ],
)
def test_that_labels_corrected_under_one_choice_show_under_another(
    described, kind, first, second
):
    check_pair(described, kind, first, second)


@pytest.mark.slow
@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize("kind", SOURCES)
def test_that_labels_corrected_under_any_choice_show_under_every_other(
    described, kind, is_streamed, tmp_path
):
    if is_streamed:
        use_policy(replace(USUAL, share=0.0, folder=tmp_path / "cache"))
    try:
        firsts = ("as it is", "half, smaller, colour", "inverted", "other test images")
        for first, second in itertools.product(firsts, CHOICES):
            check_pair(described, kind, first, second)
        if is_streamed:
            assert image_cache().contents().sets  # they did lie in files
    finally:
        use_policy(USUAL)


def test_that_streamed_images_are_kept_once_however_often_labels_are_corrected(
    described, tmp_path
):
    use_policy(replace(USUAL, share=0.0, folder=tmp_path / "cache"))
    try:
        description = described("csv", "a quarter")
        for _ in range(3):
            labels = correct(
                load_dataset(description), description, set(RNG.sample(range(32), 4))
            )
            load_dataset(replace(description, labels=labels))
        assert image_cache().contents().sets == 1
    finally:
        use_policy(USUAL)


def test_that_the_same_images_are_set_aside_whatever_they_are_called(described):
    description = described("csv", "a quarter")
    dataset = load_dataset(description)
    labels = correct(dataset, description, set(range(12)))
    corrected = load_dataset(replace(description, labels=labels))
    assert np.array_equal(corrected.test.images, dataset.test.images)
    assert not np.array_equal(corrected.train.labels, dataset.train.labels)


def test_that_a_list_that_was_written_anew_is_noticed_and_one_that_grew_is_not(described):
    description = described("csv", "as it is")
    dataset = load_dataset(description)
    labels = correct(dataset, description, {1, 2, 3})
    used = load_dataset(replace(description, labels=labels))
    changes = read_changes(labels.file)
    write_changes(file_beside(description.source), changes.with_change(
        changes.changes[0].turned_back
    ))  # fmt: skip
    grown = load_dataset(replace(description, labels=labels))
    assert grown.train.labels.tolist() == used.train.labels.tolist()
    correct(dataset, description, {4, 5, 6})
    with pytest.raises(LoadError, match=r"expected 3 changes of labels as chosen"):
        load_dataset(replace(description, labels=labels))


def test_that_a_list_follows_data_that_was_moved(described, tmp_path):
    description = described("csv", "a quarter")
    labels = correct(load_dataset(description), description, {1, 2, 3})
    used = load_dataset(replace(description, labels=labels)).train.labels.tolist()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("shapes.csv", "shapes.csv.labels.json"):
        shutil.move(tmp_path / name, elsewhere / name)
    moved = replace(description, source=str(elsewhere / "shapes.csv"), labels=labels)
    assert load_dataset(moved).train.labels.tolist() == used


@pytest.mark.parametrize("change", ["a pixel", "a label", "one image less"])
def test_that_a_list_of_a_source_that_changed_is_refused(described, change):
    description = described("csv", "smaller")
    path = description.source
    labels = correct(load_dataset(description), description, {1, 2, 3})
    with open(path) as file:
        lines = file.read().splitlines()
    cells = lines[20].split(",")
    if change == "a pixel":
        other = {"1", "2"} - {cells[-1][0]}  # as many bytes as before
        lines[20] = ",".join([*cells[:-1], min(other) + "0" * (len(cells[-1]) - 1)])
    elif change == "a label":
        lines[20] = ",".join([str((int(cells[0]) + 1) % CLASSES), *cells[1:]])
    else:
        del lines[20]
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    with pytest.raises(LoadError, match="belong to other images or labels"):
        load_dataset(replace(description, labels=labels))


def test_that_test_images_of_another_source_have_the_labels_that_are_corrected_there(
    described,
):
    description = described("csv", "other test images")
    other = DataDescription(description.split)
    dataset = load_dataset(other)
    part = dataset.train
    assert row_of(Part.TEST, load_dataset(description).test, 3) is None
    labels = correct(dataset, other, {TRAIN + 2, TRAIN + 5})
    listed = replace(description, split=f"{description.split} + {labels.file}")
    found = load_dataset(listed)
    assert np.flatnonzero(found.test.labels != part.labels).tolist() == [2, 5]
    assert load_dataset(description).test.labels.tolist() == part.labels.tolist()


@pytest.mark.parametrize("choice", ["as it is", "a quarter", "half, smaller, colour"])
def test_that_a_list_of_an_earlier_version_is_read_where_it_was_made(described, choice):
    description = described("csv", choice)
    dataset = load_dataset(description)
    part = dataset.test or dataset.train
    name, label = "train" if dataset.test is None else "test", int(part.labels[2])
    change = LabelChange(name, 2, label, (label + 1) % CLASSES)
    path = file_beside(description.source)
    write_changes(path, LabelChanges(whole_digest(dataset), (change,), is_of_source=False))
    assert set(json.loads(path.read_text())) == {"digest", "changes"}
    listed = description.moved_to(f"{description.source} + {path}#1")
    corrected = load_dataset(listed)
    there = corrected.test or corrected.train
    assert there.labels[2] == change.after
    assert np.count_nonzero(there.labels != part.labels) == 1
    other = described("csv", "colour")
    with pytest.raises(LoadError, match="another size or split"):
        load_dataset(replace(other, labels=DataLabels(str(path))))
