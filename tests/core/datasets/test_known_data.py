"""Sets that are known by name, read; and known again where they lie."""

from dataclasses import replace

import numpy as np
import pytest

from core.catalogue.data_folders import DATA_VARIABLE
from core.catalogue.known_sets import CIFAR10, FASHION_MNIST, KNOWN_SETS, MNIST_SET
from core.data_description import DataDescription
from core.datasets import known_data
from core.datasets.data_source import absolute_source
from core.datasets.dataset import LabelledImages
from core.datasets.first_look import first_look
from core.datasets.loading import load_dataset, load_images
from core.documents.dataset_digest import dataset_digest, has_digest
from core.errors import LoadError
from core.formats.cache_folder import CACHE_VARIABLE
from tests.support.cifar_batches import write_cifar
from tests.support.data_files import idx_bytes, real_digits, write_idx_folder
from tests.support.known_sets import know, write_emnist, write_fashion


@pytest.fixture(autouse=True)
def shared(tmp_path, monkeypatch):
    """The only folder with sets in it."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "shared"))
    monkeypatch.setattr("core.catalogue.data_folders.SYSTEM_FOLDERS", ())
    return tmp_path / "shared"


def refusal(source):
    with pytest.raises(LoadError) as refused:
        load_dataset(source)
    return str(refused.value)


def test_that_fashion_has_its_names_and_its_credit_by_name_and_by_path(shared):
    folder = write_fashion(shared)
    images, labels = real_digits()
    for source in ("fashion-mnist", str(folder), str(folder / "train-images-idx3-ubyte.gz")):
        dataset = load_dataset(source)
        assert dataset.name == "Fashion-MNIST"
        assert dataset.class_names[:2] == ("T-shirt/top", "Trouser")
        assert dataset.credit == FASHION_MNIST.credit
        np.testing.assert_array_equal(dataset.train.images[..., 0], images[:200])
        np.testing.assert_array_equal(dataset.test.labels, labels[200:240])


def test_that_choices_hold_for_a_name_as_for_a_path(shared):
    write_fashion(shared)
    described = DataDescription("fashion-mnist", size=(14, 14), invert=True, split=0.2)
    dataset = load_dataset(described)
    assert dataset.image_shape == (14, 14, 1)
    assert dataset.class_names == FASHION_MNIST.class_names
    assert dataset.credit == FASHION_MNIST.credit
    assert first_look(described).class_names == FASHION_MNIST.class_names
    assert load_images("fashion-mnist").shape == (200, 28, 28, 1)


def test_that_a_set_is_known_by_its_labels_wherever_it_lies(tmp_path, monkeypatch):
    folder = write_idx_folder(tmp_path / "digits", 300, 0)
    assert load_dataset(str(folder)).credit is None
    digest = known_data.hashlib.sha256(real_digits()[1][:300].tobytes()).hexdigest()
    know(monkeypatch, replace(FASHION_MNIST, train_count=300, labels_sha256=digest))
    dataset = load_dataset(str(folder))
    assert (dataset.name, dataset.class_names[9]) == ("Fashion-MNIST", "Ankle boot")
    assert load_dataset(str(write_idx_folder(tmp_path / "more", 301, 0))).credit is None


def test_that_runs_on_a_set_that_had_numbers_for_names_find_it_still(shared):
    folder = write_fashion(shared)
    named = load_dataset(str(folder))
    numbered = replace(named, class_names=tuple("0123456789"), credit=None)
    assert dataset_digest(named) != dataset_digest(numbered)
    assert has_digest(named, dataset_digest(numbered))
    assert has_digest(named, dataset_digest(named))
    other = replace(
        numbered, train=LabelledImages(named.train.images[::-1], named.train.labels)
    )
    assert not has_digest(named, dataset_digest(other))
    assert not has_digest(numbered, dataset_digest(named))


def test_that_emnist_stands_upright_and_counts_its_letters_from_a(shared):
    write_emnist(shared / "emnist", "letters", [1, 26, 2, 1])
    dataset = load_dataset("emnist-letters")
    np.testing.assert_array_equal(dataset.train.images[..., 0], real_digits()[0][:4])
    assert [dataset.class_names[at] for at in dataset.train.labels] == ["A", "Z", "B", "A"]
    write_emnist(shared / "emnist", "letters", [0, 1])
    assert "expected labels from 1, received 0" in refusal("emnist-letters")
    write_emnist(shared / "emnist", "letters", [1, 27])
    assert "expected 26 classes, received the label 26" in refusal("emnist-letters")
    write_emnist(shared / "emnist", "balanced", [9, 10, 36, 46])
    dataset = load_dataset("emnist-balanced")
    assert [dataset.class_names[at] for at in dataset.train.labels] == ["9", "A", "a", "t"]


def test_that_cifar_is_read_from_its_folder(shared):
    write_cifar(shared / "cifar-10", "binary", 5, 3)
    dataset = load_dataset("cifar-10")
    assert dataset.image_shape == (32, 32, 3)
    assert dataset.credit == CIFAR10.credit
    assert dataset.class_names[:3] == ("airplane", "automobile", "bird")


def test_that_another_set_under_the_name_is_refused(shared):
    folder = write_fashion(shared)
    images = np.zeros((200, 8, 8), np.uint8)
    for name, count in (("train", 200), ("t10k", 40)):
        path = folder / f"{name}-images-idx3-ubyte.gz"
        path.write_bytes(idx_bytes(images[:count]))
    assert "expected images of 28×28×1" in refusal("fashion-mnist")


@pytest.mark.parametrize("name", [name for name in KNOWN_SETS if name != "mnist"])
def test_that_a_set_that_is_not_here_says_how_to_come_by_it(name, monkeypatch):
    known = KNOWN_SETS[name]
    know(monkeypatch, replace(known, python_package=()))
    said = refusal(name)
    assert said.startswith(f"{known.title} is not on this computer: ")
    assert (f"“data {name} --download”" in said) == bool(known.remote)
    assert known.needs in said
    assert len(said) < 300


def test_that_names_stay_names_wherever_a_program_is_started():
    for name in KNOWN_SETS:
        assert absolute_source(name) == name
        assert absolute_source(f"./{name}") != name


def test_that_mnist_has_its_credit():
    assert load_dataset("mnist").credit == MNIST_SET.credit
