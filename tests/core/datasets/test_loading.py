import gzip

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.errors import Cancelled, LoadError
from tests.support.data_files import (
    idx_bytes,
    real_digits,
    write_idx_folder,
    write_kaggle_csv,
)


def _refusal(source):
    with pytest.raises(LoadError) as caught:
        load_dataset(str(source))
    assert len(str(caught.value)) <= 300
    return str(caught.value)


def test_that_mnist_is_known_by_name():
    assert load_dataset("mnist").name == "MNIST"


def test_that_a_csv_becomes_training_images_without_test_images(tmp_path):
    images, labels = real_digits()
    path = write_kaggle_csv(tmp_path / "train.csv", images[:20], labels[:20])
    dataset = load_dataset(str(path))
    assert dataset.name == "train.csv"
    assert dataset.test is None
    assert len(dataset.class_names) == 10
    np.testing.assert_array_equal(dataset.train.labels, labels[:20])


def test_that_a_csv_without_labels_cannot_be_trained_on(tmp_path):
    path = write_kaggle_csv(tmp_path / "test.csv", real_digits()[0][:5], None)
    assert "no label column" in _refusal(path)


def test_that_a_folder_of_idx_files_gives_training_and_test_images(tmp_path):
    images, labels = real_digits()
    dataset = load_dataset(str(write_idx_folder(tmp_path / "own", 30, 12)))
    np.testing.assert_array_equal(dataset.train.images, images[:30, ..., None])
    np.testing.assert_array_equal(dataset.test.images, images[30:42, ..., None])
    np.testing.assert_array_equal(dataset.test.labels, labels[30:42])


def test_that_the_test_images_of_a_folder_may_be_missing(tmp_path):
    assert load_dataset(str(write_idx_folder(tmp_path / "own", 30, 0))).test is None


def test_that_one_idx_file_finds_its_companions(tmp_path):
    folder = write_idx_folder(tmp_path / "own", 30, 12)
    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
        dataset = load_dataset(str(folder / name))
        assert len(dataset.train) == 30
        assert len(dataset.test) == 12
    assert len(load_dataset(str(folder / "t10k-images-idx3-ubyte")).train) == 12


def test_that_images_may_be_packed_while_labels_are_not(tmp_path):
    folder = write_idx_folder(tmp_path / "own", 30, 0)
    plain = folder / "train-images-idx3-ubyte"
    (folder / f"{plain.name}.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    assert len(load_dataset(str(folder)).train) == 30


def test_that_labels_beyond_nine_make_more_classes(tmp_path):
    folder = write_idx_folder(tmp_path / "own", 3, 0)
    (folder / "train-labels-idx1-ubyte").write_bytes(idx_bytes(np.array([1, 2, 25])))
    assert load_dataset(str(folder)).class_names == tuple(map(str, range(26)))


def test_that_images_and_labels_must_be_equally_many(tmp_path):
    folder = write_idx_folder(tmp_path / "own", 30, 0)
    (folder / "train-labels-idx1-ubyte").write_bytes(idx_bytes(np.zeros(29)))
    message = _refusal(folder)
    assert "30 images" in message
    assert "29 labels" in message


def test_that_test_images_must_have_the_size_of_training_images(tmp_path):
    folder = write_idx_folder(tmp_path / "own", 30, 12)
    (folder / "t10k-images-idx3-ubyte").write_bytes(idx_bytes(np.zeros((12, 14, 14))))
    assert "expected images of 28×28" in _refusal(folder)


def test_that_what_is_no_data_is_refused_in_one_sentence(tmp_path):
    assert "no such file or folder" in _refusal(tmp_path / "nowhere.csv")
    assert "train-images-idx3-ubyte" in _refusal(tmp_path)
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    assert "expected mnist, a .csv file" in _refusal(picture)
    lonely = tmp_path / "train-images-idx3-ubyte"
    lonely.write_bytes(idx_bytes(real_digits()[0][:3]))
    assert "train-labels-idx1-ubyte" in _refusal(lonely)
    _refusal("zero\0byte.csv")
    _refusal("x" * 100_000)


def test_that_loading_a_folder_can_be_cancelled(tmp_path):
    folder = write_idx_folder(tmp_path / "own", 30, 12)
    with pytest.raises(Cancelled):
        load_dataset(str(folder), cancelled=lambda: True)
