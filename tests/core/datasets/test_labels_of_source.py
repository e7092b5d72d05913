"""Labels that are corrected under one choice of a source show under every other.

Every image is of one brightness that no other image has, so that it is known again whatever is
made of it; nothing here looks at rows.
"""

import gzip
import itertools
import json
import random
import shutil
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.data_description import DataDescription
from core.data_labels import DataLabels
from core.datasets.data_source import absolute_data
from core.datasets.extra_images import joined_source
from core.datasets.label_changes import LabelChange, LabelChanges, row_of, source_labels
from core.datasets.label_file import (
    file_beside,
    labels_apart,
    named_labels,
    read_changes,
    whole_digest,
    write_changes,
)
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.sample import Part
from core.datasets.source_digest import source_digest
from core.datasets.streaming.policy import USUAL, use_policy
from core.datasets.streaming.within_memory import image_cache
from core.errors import LoadError, SpecError

TRAIN, TEST, SIDE, CLASSES = 32, 10, 12, 4
RNG = random.Random(5)
#: The class of every image, by its number; those behind `TRAIN` are test images.
LABELS = [*range(CLASSES), *(RNG.randrange(CLASSES) for _ in range(TRAIN + TEST - CLASSES))]
RNG.shuffle(LABELS)


def brightness(image):
    return 5 * image + 20


def pixels(images, side=SIDE):
    return np.array([np.full((side, side), brightness(one)) for one in images], np.uint8)


def write_csv(folder, images=range(TRAIN), name="shapes.csv"):
    header = ",".join(["label", *(f"pixel{at}" for at in range(SIDE**2))])
    rows = [[LABELS[one], *[brightness(one)] * SIDE**2] for one in images]
    path = folder / name
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")
    return path


def write_gzip(folder):
    path = write_csv(folder)
    packed = folder / "shapes.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    return packed


def write_idx(folder):
    place = folder / "idx"
    place.mkdir()
    for word, images in (("train", range(TRAIN)), ("t10k", range(TRAIN, TRAIN + TEST))):
        of, count = pixels(images), len(images)
        head = b"\0\0\x08\x03" + struct.pack(">3I", count, SIDE, SIDE)
        (place / f"{word}-images-idx3-ubyte").write_bytes(head + of.tobytes())
        labels = bytes(LABELS[one] for one in images)
        head = b"\0\0\x08\x01" + struct.pack(">I", count)
        (place / f"{word}-labels-idx1-ubyte").write_bytes(head + labels)
    return place


def write_npz(folder):
    path = folder / "arrays.npz"
    labels = np.array(LABELS)
    np.savez(
        path,
        x_train=pixels(range(TRAIN)),
        y_train=labels[:TRAIN],
        x_test=pixels(range(TRAIN, TRAIN + TEST)),
        y_test=labels[TRAIN:],
    )
    return path


def write_folder(folder, *, has_test=True):
    place = folder / "pictures"
    for one in range(TRAIN + TEST if has_test else TRAIN):
        part = ("train" if one < TRAIN else "test",) if has_test else ()
        of_class = place.joinpath(*part, f"class {LABELS[one]}")
        of_class.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels([one])[0]).save(of_class / f"{one * 7 % 41}.png")
    return place


def write_zip(folder):
    place = write_folder(folder)
    path = folder / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(place.rglob("*.png")):
            archive.write(one, one.relative_to(folder))
    shutil.rmtree(place)
    return path


SOURCES = {
    "csv": write_csv,
    "gzip": write_gzip,
    "idx": write_idx,
    "npz": write_npz,
    "folder": write_folder,
    "flat folder": lambda folder: write_folder(folder, has_test=False),
    "zip": write_zip,
}
CHOICES = {
    "as it is": {},
    "smaller": {"size": (8, 8), "fit": "crop"},
    "colour": {"channels": 3, "size": (16, 10), "fit": "stretch"},
    "inverted": {"invert": True},
    "standardised": {"normalise": "standardise"},
    "a quarter": {"split": 0.25},
    "half, smaller, colour": {"split": 0.5, "size": (6, 6), "channels": 3},
    "named": {"class_names": ("a", "b", "c", "d")},
    "other test images": {"split": "shapes_test.csv"},
    "drawings": {"extra images": True},
}


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


def shown_labels(dataset, *, inverted):
    """Return what every image is called, by its number."""
    found = {}
    for part in (dataset.train, dataset.test):
        for image, label in (
            zip(*(() if part is None else (part.images, part.labels)), strict=True)
            if part
            else ()
        ):
            middle = int(image[image.shape[0] // 2, image.shape[1] // 2, 0])
            number = ((255 - middle if inverted else middle) - 20) / 5
            if number in range(TRAIN + TEST):
                assert number not in found
                found[int(number)] = int(label)
    return found


def correct(dataset, description, images):
    """Correct the labels of images of a data set as a walk through it does."""
    inverted = description.invert
    changes = []
    for part, data in ((Part.TRAIN, dataset.train), (Part.TEST, dataset.test)):
        for at in range(0 if data is None else len(data)):
            middle = int(
                data.images[at][data.images.shape[1] // 2, data.images.shape[2] // 2, 0]
            )
            number = ((255 - middle if inverted else middle) - 20) / 5
            row = row_of(part, data, at)
            if number in images and row is not None:
                label = int(data.labels[at])
                changes.append(LabelChange(*row, label, (label + 1) % CLASSES))
    base = description.source.partition(" + ")[0]
    digest = source_digest(base, source_labels(dataset), LoadingWatch())
    made = LabelChanges(digest, tuple(changes))
    write_changes(file_beside(base), made)
    return named_labels(file_beside(base), made)


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
        lines[20] = ",".join([*cells[:-1], "7"])
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


def test_that_a_source_names_a_list_as_its_description_would():
    listed = labels_apart(DataDescription("a.csv + b.labels.json#3 + own.npz", size=(4, 4)))
    assert listed.source == "a.csv + own.npz"
    assert listed.labels == DataLabels("b.labels.json", 3)
    assert labels_apart(listed) == listed


def test_that_corrected_labels_are_part_of_what_an_experiment_says_of_its_data(tmp_path):
    labels = DataLabels("a.labels.json", 2, "ab" * 32)
    described = DataDescription("a.csv", labels=labels)
    assert described.has_choices
    plain = json.loads(json.dumps(described.to_plain()))
    assert plain["labels"] == {"file": "a.labels.json", "count": 2, "digest": "ab" * 32}
    assert DataDescription.from_plain(plain) == described
    assert "labels" not in DataDescription("a.csv", invert=True).to_plain()
    assert "labels corrected" in described.choice_words()
    assert absolute_data(described).labels.file.endswith("/a.labels.json")


@pytest.mark.parametrize(
    "labels",
    [
        5,
        "a.labels.json",
        {},
        {"file": ""},
        {"file": 5},
        {"file": "a\0"},
        {"file": "a", "count": -1},
        {"file": "a", "count": True},
        {"file": "a", "count": 1.0},
        {"file": "a", "digest": "AB" * 32},
        {"file": "a", "digest": 5},
        {"file": "a", "more": 1},
    ],
)
def test_that_what_is_no_choice_of_labels_is_refused(labels):
    with pytest.raises(SpecError, match=r"^data: labels"):
        DataDescription.from_plain({"source": "a.csv", "labels": labels})
