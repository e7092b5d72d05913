"""IDX files as public data sets name and shape them."""

import gzip

import numpy as np
import pytest

from core.datasets.idx import read_idx_labels
from core.datasets.idx_names import Purpose, SetName, set_name
from core.datasets.loading import load_dataset, load_images
from core.errors import LoadError
from tests.support.data_files import idx_bytes

RNG = np.random.default_rng(5)
IMAGES = RNG.integers(0, 256, (12, 6, 9)).astype(np.uint8)
LABELS = (np.arange(12) % 10).astype(np.uint8)


def table(*columns):
    """Return labels as QMNIST has them: rows of whole numbers with the high byte first."""
    rows = np.stack(columns, axis=1).astype(">i4")
    return b"\0\0\x0c\2" + np.array(rows.shape, ">u4").tobytes() + rows.tobytes()


PAIRS = [
    ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    ("train-images.idx3-ubyte", "train-labels.idx1-ubyte"),
    ("TRAIN-IMAGES-IDX3-UBYTE", "TRAIN-LABELS-IDX1-UBYTE"),
    ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte"),
    ("train-images-idx3-ubyte", "train-labels-idx1-ubyte.GZ"),
    ("train-images-idx3-ubyte (1).gz", "train-labels-idx1-ubyte (2).gz"),
    ("train_images.idx", "train_labels.idx"),
    ("Train-Images.IDX", "train-labels.idx1"),
    ("trainImages.bin", "trainLabels.bin"),
    ("x_train.idx", "y_train.idx"),
    ("qmnist-train-images-idx3-ubyte.gz", "qmnist-train-labels-idx2-int.gz"),
    ("k49-train-imgs.idx", "k49-train-labels.idx"),
    ("digits.idx", "classes.idx"),
]


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content) if path.suffix.lower() == ".gz" else content)


@pytest.mark.parametrize(("images", "labels"), PAIRS)
@pytest.mark.parametrize("chosen", ["images", "labels", "folder"])
def test_that_images_find_their_labels_under_every_public_name(
    tmp_path, images, labels, chosen
):
    put(tmp_path / images, idx_bytes(IMAGES))
    put(tmp_path / labels, idx_bytes(LABELS))
    path = {"images": tmp_path / images, "labels": tmp_path / labels, "folder": tmp_path}
    loaded = load_dataset(str(path[chosen]))
    np.testing.assert_array_equal(loaded.train.images[..., 0], IMAGES)
    np.testing.assert_array_equal(loaded.train.labels, LABELS)
    assert loaded.test is None
    np.testing.assert_array_equal(load_images(str(path[chosen]))[..., 0], IMAGES)


@pytest.mark.parametrize(
    ("train", "test"),
    [
        ("train-{}-idx3-ubyte", "t10k-{}-idx3-ubyte"),
        ("emn-letters-train-{}.idx", "emn-letters-test-{}.idx"),
        ("qmnist-train-{}-idx3-ubyte", "QMNIST-test-{}.idx"),
        ("training_{}", "testing_{}"),
    ],
)
def test_that_training_images_find_the_test_images(tmp_path, train, test):
    for pattern, flip in ((train, False), (test, True)):
        put(tmp_path / pattern.format("images"), idx_bytes(255 - IMAGES if flip else IMAGES))
        put(tmp_path / pattern.format("labels"), idx_bytes(LABELS))
    loaded = load_dataset(str(tmp_path))
    np.testing.assert_array_equal(loaded.train.images[..., 0], IMAGES)
    np.testing.assert_array_equal(loaded.test.images[..., 0], 255 - IMAGES)
    alone = load_dataset(str(tmp_path / test.format("images")))
    np.testing.assert_array_equal(alone.train.images[..., 0], 255 - IMAGES)
    assert alone.test is None


def test_that_the_first_column_of_qmnists_labels_is_the_class(tmp_path):
    path = tmp_path / "qmnist-train-labels-idx2-int"
    path.write_bytes(table(LABELS, *(np.full(12, 1_000 * n) for n in range(7))))
    labels, notes = read_idx_labels(path)
    assert labels.tolist() == LABELS.tolist()
    assert labels.dtype == np.uint8
    assert notes == (f"Of the 8 columns of {path.name}, the first is the class.",)


@pytest.mark.parametrize("wrong", [-1, 65_536, 2**31 - 1])
def test_that_a_label_out_of_range_is_named_by_its_place(tmp_path, wrong):
    labels = LABELS.astype(np.int64)
    labels[4] = wrong
    path = tmp_path / "labels"
    path.write_bytes(table(labels))
    with pytest.raises(LoadError, match=f"from 0 to 65,535, received {wrong} as label 5"):
        read_idx_labels(path)


def test_that_emnist_is_turned_upright_and_it_is_said(tmp_path):
    put(tmp_path / "emnist-letters-train-images-idx3-ubyte.gz", idx_bytes(IMAGES))
    put(tmp_path / "emnist-letters-train-labels-idx1-ubyte.gz", idx_bytes(LABELS + 1))
    loaded = load_dataset(str(tmp_path))
    np.testing.assert_array_equal(loaded.train.images[..., 0], IMAGES.swapaxes(1, 2))
    assert any("turned upright" in note for note in loaded.notes)
    assert loaded.class_names[-1] == "10"


def test_that_several_data_sets_in_a_folder_are_named_instead_of_one_being_taken(tmp_path):
    for title in ("emnist-letters", "emnist-digits"):
        put(tmp_path / f"{title}-train-images-idx3-ubyte", idx_bytes(IMAGES))
        put(tmp_path / f"{title}-train-labels-idx1-ubyte", idx_bytes(LABELS))
    with pytest.raises(LoadError, match=r"2 data sets.*emnistdigits, emnistletters"):
        load_dataset(str(tmp_path))
    one = load_dataset(str(tmp_path / "emnist-digits-train-images-idx3-ubyte"))
    assert len(one.train) == 12


def test_that_what_is_left_out_of_a_folder_is_said(tmp_path):
    put(tmp_path / "train-images-idx3-ubyte", idx_bytes(IMAGES))
    put(tmp_path / "train-labels-idx1-ubyte", idx_bytes(LABELS))
    assert load_dataset(str(tmp_path)).notes == ()
    for name in ("b.txt", "a.csv", ".hidden", "d", "e"):
        put(tmp_path / name, b"x")
    assert load_dataset(str(tmp_path)).notes == ("Left out: a.csv, b.txt, d and 1 more.",)


def test_that_labels_of_another_part_are_not_taken(tmp_path):
    put(tmp_path / "train-images-idx3-ubyte", idx_bytes(IMAGES))
    put(tmp_path / "t10k-labels-idx1-ubyte", idx_bytes(LABELS))
    with pytest.raises(LoadError, match="no file with their labels"):
        load_dataset(str(tmp_path))


def test_that_a_folder_of_tables_says_to_open_one(tmp_path):
    put(tmp_path / "train.csv", b"x")
    with pytest.raises(LoadError, match=r"to learn from train\.csv, open the file"):
        load_dataset(str(tmp_path))


def test_that_names_tell_title_and_purpose():
    assert set_name("t10k-images.idx3-ubyte.gz") == SetName("", Purpose.TEST)
    assert set_name("emnist-byclass-train-labels-idx1-ubyte") == SetName(
        "emnistbyclass", Purpose.TRAINING
    )
    assert set_name("my digits.idx") == SetName("mydigits", Purpose.UNKNOWN)


def test_that_labels_of_the_folder_of_another_data_set_are_not_taken(tmp_path):
    put(tmp_path / "mnist" / "train-images-idx3-ubyte", idx_bytes(IMAGES))
    put(tmp_path / "fashion" / "train-labels-idx1-ubyte", idx_bytes(LABELS))
    put(tmp_path / "train-labels-idx1-ubyte", idx_bytes(LABELS))
    with pytest.raises(LoadError, match="no file with their labels"):
        load_dataset(str(tmp_path / "mnist"))
