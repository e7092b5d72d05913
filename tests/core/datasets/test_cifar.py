"""CIFAR's batches, binary and pickled; nothing in them is executed."""

import os
import pickle
import struct

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.errors import LoadError
from tests.support.cifar_batches import (
    binary_batch,
    cifar_like,
    planes,
    python_batch,
    write_cifar,
)
from tests.support.data_mutations import mutated

NAMES = tuple(f"thing-{at}" for at in range(10))
IMAGES, LABELS = cifar_like(12, 10, 7)


@pytest.mark.parametrize("version", ["python", "binary"])
@pytest.mark.parametrize("inner", ["", "cifar-10-batches"])
def test_that_a_folder_of_batches_is_a_data_set(tmp_path, version, inner):
    images, labels = write_cifar(tmp_path / "cifar" / inner, version)
    dataset = load_dataset(str(tmp_path / "cifar"))
    np.testing.assert_array_equal(dataset.train.images, images)
    np.testing.assert_array_equal(dataset.train.labels, labels)
    np.testing.assert_array_equal(dataset.test.images, cifar_like(10, 10, 2)[0])
    assert dataset.class_names == NAMES
    assert dataset.notes == ()


def test_that_batches_come_by_number_and_one_of_them_brings_the_others(tmp_path):
    images, _ = write_cifar(tmp_path, "binary", 11, 2)
    dataset = load_dataset(str(tmp_path / "data_batch_10.bin"))
    np.testing.assert_array_equal(dataset.train.images, images)
    test = load_dataset(str(tmp_path / "test_batch.bin"))
    assert (len(test.train), test.test, test.class_names) == (10, None, NAMES)


@pytest.mark.parametrize("version", ["python", "binary"])
def test_that_cifar_100_has_its_fine_classes(tmp_path, version):
    images, labels = cifar_like(100, 100, 3)
    if version == "python":
        (tmp_path / "train").write_bytes(python_batch(images, labels, b"fine_labels"))
        names = pickle.dumps({"fine_label_names": [f"n{at}" for at in range(100)]}, 2)
        (tmp_path / "meta").write_bytes(names)
    else:
        (tmp_path / "train.bin").write_bytes(binary_batch(images, labels, coarse=True))
        (tmp_path / "fine_label_names.txt").write_text("\n".join(f"n{at}" for at in range(100)))
    dataset = load_dataset(str(tmp_path))
    np.testing.assert_array_equal(dataset.train.images, images)
    np.testing.assert_array_equal(dataset.train.labels, labels)
    assert dataset.class_names == tuple(f"n{at}" for at in range(100))


@pytest.mark.parametrize("protocol", [2, 3, 4])
def test_that_pickles_of_todays_python_are_read(tmp_path, protocol):
    batch = {b"data": planes(IMAGES), b"labels": LABELS.tolist(), b"filenames": ["a.png"] * 12}
    path = tmp_path / "batch"
    path.write_bytes(pickle.dumps(batch, protocol))
    dataset = load_dataset(str(path))
    np.testing.assert_array_equal(dataset.train.images, IMAGES)
    np.testing.assert_array_equal(dataset.train.labels, LABELS)
    assert dataset.class_names == tuple(map(str, range(10)))


class _Harm:
    def __reduce__(self):
        return os.mkdir, ("executed",)


class _Build:
    pass


def dumped(**changes):
    batch = {"data": planes(IMAGES), "labels": LABELS.tolist()}
    return pickle.dumps({**batch, **changes}, 2)


GOOD = python_batch(IMAGES, LABELS)
START = b"\x80\x02"
#: A tuple of two tuples of two tuples …: small here, but it takes ages to hash if it is deeper.
DOUBLED = b"".join(b"h%ch%c\x86q%c0" % (at, at, at + 1) for at in range(16))
BROKEN = {
    "calls": (dumped(labels=_Harm()), "could run foreign code"),
    "calls by name": (START + b"cos\nsystem\n(U\x04ls /tR.", "could run foreign code"),
    "calls from the stack": (
        b"\x80\x04\x95\0\0\0\0\0\0\0\0\x8c\x02os\x8c\x06system\x93.", "could run foreign code"
    ),
    "builds a class": (dumped(labels=_Build()), "could run foreign code"),
    "other instruction": (START + b"\x81.", "0x81"),
    "persistent": (START + b"P1\n.", "0x50"),
    "cut": (GOOD[:-2000], "ends too early"),
    "no end": (GOOD[:-1], "ends too early"),
    "nothing on the stack": (START + b".", "damaged"),
    "no mark": (START + b"K\1t.", "damaged"),
    "unknown memory": (START + b"h\7.", "damaged"),
    "endless name": (START + b"c" + b"a" * 500, "damaged"),
    "a list": (START + b"].", "received other pickled data"),
    "no labels": (pickle.dumps({"data": planes(IMAGES)}, 2), "data and labels"),
    "no array": (dumped(data=[1, 2]), "data and labels"),
    "fewer labels": (dumped(labels=LABELS.tolist()[:5]), "one label an image"),
    "label of none": (dumped(labels=[10] * 12), "labels from 0 to 9"),
    "negative label": (dumped(labels=[-1] * 12), "labels from 0 to 9"),
    "fractions": (dumped(labels=[0.5] * 12), "0x47"),
    "float pixels": (dumped(data=planes(IMAGES).astype(np.float32)), "arrays of bytes"),
    "other size": (dumped(data=planes(IMAGES)[:, :3000]), "3,072 bytes"),
    "doubled and hashed": (START + b"}(K\1q\x000" + DOUBLED + b"h\x10K\1u.", "damaged"),
    "wrong length": (
        GOOD.replace(struct.pack("<i", 12 * 3072), struct.pack("<i", 12 * 3072 - 5)), ""
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_that_a_broken_or_harmful_pickle_is_refused_in_one_sentence(
    tmp_path, monkeypatch, kind
):
    monkeypatch.chdir(tmp_path)
    content, says = BROKEN[kind]
    (tmp_path / "batch").write_bytes(content)
    with pytest.raises(LoadError) as refused:
        load_dataset(str(tmp_path / "batch"))
    said = str(refused.value)
    assert says in said
    assert said.startswith("batch")
    assert said.isprintable()
    assert len(said) <= 300
    assert os.listdir(tmp_path) == ["batch"]


def test_that_batches_that_do_not_belong_together_are_refused(tmp_path):
    write_cifar(tmp_path, "binary")
    (tmp_path / "data_batch_2.bin").write_bytes(binary_batch(IMAGES, LABELS, coarse=True))
    with pytest.raises(LoadError, match=r"data_batch_2.bin: expected 10 classes"):
        load_dataset(str(tmp_path))


def test_that_labels_beyond_the_classes_are_refused_in_a_binary_batch(tmp_path):
    path = tmp_path / "batch.bin"
    path.write_bytes(binary_batch(IMAGES, np.array([*LABELS[:-1], 77])))
    with pytest.raises(LoadError, match=r"batch.bin: expected labels from 0 to 9, received 77"):
        load_dataset(str(path))


def test_that_names_that_cannot_be_read_leave_numbers_and_a_note(tmp_path):
    write_cifar(tmp_path, "python")
    (tmp_path / "batches.meta.txt").write_text("one\ntwo")
    dataset = load_dataset(str(tmp_path))
    assert dataset.class_names == tuple(map(str, range(10)))
    assert dataset.notes == ("batches.meta.txt names 2 of 10 classes.",)


def check_mutations(tmp_path, count):
    path = tmp_path / "batch"
    for content in (GOOD, binary_batch(IMAGES, LABELS)):
        for damaged in mutated(content, count, 1):
            path.write_bytes(damaged)
            try:
                load_dataset(str(path))
            except LoadError as error:
                said = str(error)
                assert said.startswith("batch"), said
                assert said.isprintable(), said
                assert len(said) <= 300, said


def test_that_a_damaged_batch_is_read_or_refused(tmp_path):
    check_mutations(tmp_path, 10)


@pytest.mark.slow
def test_that_every_damaged_batch_is_read_or_refused(tmp_path):
    check_mutations(tmp_path, 200)
