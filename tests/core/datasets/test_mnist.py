import gzip
import hashlib
import shutil

import numpy as np
import pytest

from core.assets import asset_path
from core.datasets import mnist
from core.datasets.mnist import load_mnist
from core.errors import Cancelled, LoadError
from tests.support.data_files import real_digits


@pytest.fixture(scope="module")
def loaded():
    return load_mnist()


def test_that_all_digits_are_there_in_the_shape_networks_expect(loaded):
    assert loaded.name == "MNIST"
    assert loaded.train.images.shape == (60_000, 28, 28, 1)
    assert loaded.train.labels.shape == (60_000,)
    assert loaded.test.images.shape == (10_000, 28, 28, 1)
    assert loaded.class_names == ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")


def test_that_the_digits_are_the_published_ones(loaded):
    # The first labels and the class counts of the training set are widely published.
    assert loaded.train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert np.bincount(loaded.train.labels).tolist() == [
        5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]  # fmt: skip
    images, labels = real_digits()
    np.testing.assert_array_equal(loaded.test.images[..., 0], images)
    np.testing.assert_array_equal(loaded.test.labels, labels)


def test_that_the_shipped_files_have_the_hashes_of_their_readme():
    text = asset_path("mnist/README.md").read_text()
    for path in asset_path("mnist").glob("*.gz"):
        assert hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest() in text
    assert "CC BY-SA 3.0" in text


def test_that_one_changed_pixel_is_noticed(tmp_path, monkeypatch):
    shutil.copytree(asset_path("mnist"), tmp_path / "mnist")
    path = tmp_path / "mnist/t10k-images-idx3-ubyte.gz"
    content = bytearray(gzip.decompress(path.read_bytes()))
    content[500_000] ^= 1
    path.write_bytes(gzip.compress(content, compresslevel=1))
    monkeypatch.setattr(mnist, "asset_path", lambda name: tmp_path / name)
    with pytest.raises(LoadError, match=r"t10k-images-idx3-ubyte\.gz.*SHA-256"):
        load_mnist()


def test_that_loading_reports_progress_and_can_be_cancelled():
    seen = []

    def note(fraction, text):
        seen.append((fraction, text))

    with pytest.raises(Cancelled):
        load_mnist(progress=note, cancelled=lambda: bool(seen))
    assert seen == [(0.0, "Reading MNIST test digits")]
