"""NumPy arrays as data: every usual name and shape, and what is refused."""

import io
import os
import pickle
import zipfile

import numpy as np
import pytest

from core.datasets.loading import load_dataset, load_images
from core.errors import LoadError
from tests.support.quick_sample import quick_sample

RNG = np.random.default_rng(5)
IMAGES = RNG.integers(0, 256, (6, 8, 5), dtype=np.uint8)
LABELS = np.array([0, 2, 1, 0, 2, 1])
NAMES = [
    ("x_train", "y_train"), ("X_train", "Y_train"), ("train_images", "train_labels"),
    ("images", "labels"), ("X", "y"), ("data", "target"), ("arr_0", "arr_1"),
    ("images_train", "labels_train"), ("x", "labels"), ("train_x", "train_y"),
]  # fmt: skip


def npz(path, **arrays):
    np.savez_compressed(path, **arrays)
    return str(path)


def refusal(source):
    with pytest.raises(LoadError) as refused:
        load_dataset(str(source))
    said = str(refused.value)
    assert said.isprintable()
    assert len(said) <= 300
    return said


@pytest.mark.parametrize("names", NAMES, ids=" ".join)
def test_that_images_and_labels_are_found_by_their_usual_names(tmp_path, names):
    path = npz(tmp_path / "set.npz", **dict(zip(names, (IMAGES, LABELS), strict=True)))
    dataset = load_dataset(path)
    np.testing.assert_array_equal(dataset.train.images, IMAGES[..., None])
    np.testing.assert_array_equal(dataset.train.labels, LABELS)
    assert dataset.test is None
    assert dataset.notes == ()
    np.testing.assert_array_equal(load_images(path), IMAGES[..., None])


def test_that_test_images_class_names_and_strangers_are_told_apart(tmp_path):
    path = npz(tmp_path / "set.npz", train_images=IMAGES, train_labels=LABELS[:, None],
               val_images=IMAGES[:1], val_labels=LABELS[:1], test_images=IMAGES[::-1],
               test_labels=LABELS[::-1], class_names=np.array(["cat", "dog", "eel"]),
               extra=np.zeros(3))  # fmt: skip
    dataset = load_dataset(path)
    np.testing.assert_array_equal(dataset.test.images, IMAGES[::-1, ..., None])
    assert dataset.test.labels.tolist() == [1, 2, 0, 1, 2, 0]
    assert dataset.class_names == ("cat", "dog", "eel")
    assert dataset.notes == ("Left out: 'extra', 'val_images', 'val_labels'.",)


COLOR = RNG.integers(0, 256, (6, 8, 5, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        pytest.param(COLOR, COLOR, id="channels last"),
        pytest.param(COLOR.transpose(0, 3, 1, 2), COLOR, id="channels first"),
        pytest.param(IMAGES[:, :5].reshape(6, 25), IMAGES[:, :5, :, None], id="flat"),
        pytest.param(np.asfortranarray(COLOR), COLOR, id="columns first"),
        pytest.param(IMAGES.astype(">i8"), IMAGES[..., None], id="big-endian"),
        pytest.param(IMAGES / 255, IMAGES[..., None], id="fractions of one"),
        pytest.param(IMAGES.astype(np.float32) + 0.25, IMAGES[..., None], id="decimals"),
        pytest.param(IMAGES > 99, (IMAGES > 99)[..., None] * 255, id="truth values"),
    ],
)
def test_that_arrays_of_any_shape_and_type_become_bytes(tmp_path, stored, expected):
    if stored.dtype.kind == "f" and stored.max() > 255:
        stored = np.minimum(stored, 255)
    dataset = load_dataset(npz(tmp_path / "set.npz", images=stored, labels=LABELS))
    assert dataset.train.images.dtype == np.uint8
    np.testing.assert_array_equal(dataset.train.images, expected)


@pytest.mark.parametrize(
    ("labels", "classes", "names"),
    [
        (np.array(["b", "a", "c"]), [1, 0, 2], ("a", "b", "c")),
        (np.array([b"b", b"a", b"b"]), [1, 0, 1], ("a", "b")),
        (np.eye(12, dtype=np.float32)[[3, 11, 0]], [3, 11, 0], tuple(map(str, range(12)))),
        (np.array([1.0, 4.0, 0.0]), [1, 4, 0], tuple(map(str, range(10)))),
    ],
)
def test_that_labels_may_be_text_or_one_of_many(tmp_path, labels, classes, names):
    dataset = load_dataset(npz(tmp_path / "set.npz", images=IMAGES[:3], labels=labels))
    assert dataset.train.labels.tolist() == classes
    assert dataset.class_names == names


def test_that_npy_files_that_are_called_alike_belong_together(tmp_path):
    for name, array in {"x_train": IMAGES, "y_train": LABELS, "x_test": IMAGES[:2],
                        "y_test": LABELS[:2], "other_train": IMAGES[:4]}.items():  # fmt: skip
        np.save(tmp_path / f"{name}.npy", array)
    for name in ("x_train.npy", "y_train.npy"):
        dataset = load_dataset(str(tmp_path / name))
        np.testing.assert_array_equal(dataset.train.images, IMAGES[..., None])
        np.testing.assert_array_equal(dataset.train.labels, LABELS)
        np.testing.assert_array_equal(dataset.test.images, IMAGES[:2, ..., None])
    assert "no array with their labels" in refusal(tmp_path / "other_train.npy")


class _Harm:
    def __reduce__(self):
        return os.mkdir, ("executed",)


def header(text, body=b""):
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode() + body


def archive(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(f"{name}.npy", content)
    return buffer.getvalue()


def as_npz(**arrays):
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def as_npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


FIELDS = "{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}\n"
GOOD = as_npz(images=IMAGES, labels=LABELS)
BROKEN = {
    "cut.npz": (GOOD[:-30], "zip archive"),
    "end.npz": (GOOD[:-3], "zip archive"),
    "no-labels.npz": (as_npz(images=IMAGES), "no labels"),
    "no-images.npz": (as_npz(labels=LABELS), "no images"),
    "run.npz": (as_npz(format=LABELS, progress=LABELS), "no images"),
    "fewer.npz": (as_npz(images=IMAGES, labels=LABELS[:4]), "6 images"),
    "negative.npz": (as_npz(images=IMAGES - 200.0, labels=LABELS), "from 0 to 255"),
    "nan.npz": (as_npz(images=np.full((6, 4, 4), np.nan), labels=LABELS), "NaN"),
    "sixteen.npz": (as_npz(images=IMAGES.astype(np.uint16) * 256, labels=LABELS), "0 to 255"),
    "complex.npz": (as_npz(images=IMAGES * 1j, labels=LABELS), "expected numbers"),
    "words.npz": (as_npz(images=IMAGES.astype("U3"), labels=LABELS), "text"),
    "line.npz": (as_npz(images=IMAGES.ravel(), labels=LABELS), "N×H×W"),
    "wide.npz": (as_npz(images=np.zeros((2, 4, 300)), labels=LABELS[:2]), "at most 256"),
    "none.npz": (as_npz(images=IMAGES[:0], labels=LABELS[:0]), "one label an image"),
    "label-300.npz": (as_npz(images=IMAGES, labels=LABELS + 65_535), "labels from 0 to 65,535"),
    "label-half.npz": (as_npz(images=IMAGES, labels=LABELS / 2), "whole numbers"),
    "labels-wide.npz": (as_npz(images=IMAGES, labels=np.ones((6, 3))), "single 1 a row"),
    "unlike.npz": (
        as_npz(x_train=IMAGES, y_train=LABELS, x_test=IMAGES[:, :4], y_test=LABELS),
        "like the training images",
    ),
    "pickle.npz": (
        archive(images=as_npy(IMAGES),
                labels=header(FIELDS.format("|O", "(6,)"), pickle.dumps([_Harm()]))),
        "Python objects",
    ),
    "announces.npz": (
        archive(images=header(FIELDS.format("<f8", "(1000000, 200, 200)")),
                labels=as_npy(LABELS)),
        "at most",
    ),
    "short.npz": (
        archive(images=as_npy(IMAGES)[:-1], labels=as_npy(LABELS)), "the header announces"
    ),
    "bomb.npz": (archive(images=bytes(1 << 24), labels=as_npy(LABELS)), "packed bytes"),
    "executing.npy": (header(FIELDS.format("|O", "(6,)"), pickle.dumps([_Harm()])), "Python"),
    "header.npy": (header("{'descr': __import__('os'), }"), "header of the array"),
    "text.npy": (b"\x93NUMPY", "no .npy array"),
    "alone.npy": (as_npy(IMAGES), "beside it"),
    "labels.npy": (as_npy(LABELS), "beside it"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_that_a_broken_array_is_refused_in_one_sentence(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    content, says = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    said = refusal(tmp_path / name)
    assert says in said
    assert said.startswith(name)
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("member", quick_sample(["folder", "pipe"], 1))
def test_that_what_is_no_file_is_refused(tmp_path, member):
    path = tmp_path / "set.npz"
    if member == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    refusal(path)
