import os

import numpy as np
import pytest

from core.datasets.data_source import absolute_source, is_on_another_computer
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.extra_images import joined_source, parted_source, with_extra
from core.errors import LoadError


def a_dataset(rng):
    images = rng.integers(0, 256, (12, 5, 4, 1)).astype(np.uint8)
    images.flags.writeable = False
    labels = np.arange(12, dtype=np.uint8) % 3
    return Dataset("noise", LabelledImages(images, labels), None, ("a", "b", "c"))


def saved(path, images, labels):
    np.savez(path, images=images, labels=np.array(labels, np.uint8))
    return str(path)


def test_that_own_images_stand_behind_those_to_train_on(tmp_path, rng):
    dataset = a_dataset(rng)
    own = rng.integers(0, 256, (2, 5, 4, 1)).astype(np.uint8)
    found = with_extra(dataset, saved(tmp_path / "own.npz", own, [2, 0]))
    np.testing.assert_array_equal(found.train.images[:12], dataset.train.images)
    np.testing.assert_array_equal(found.train.images[12:], own)
    assert found.train.labels.tolist() == [*dataset.train.labels.tolist(), 2, 0]
    assert found.train.labels.dtype == np.uint8
    assert found.name == "noise + 2 images of one's own"
    assert "2 images" in found.notes[-1]
    assert len(dataset.train) == 12


def test_that_images_of_another_size_or_class_are_refused(tmp_path, rng):
    dataset = a_dataset(rng)
    one = np.zeros((1, 5, 4, 1), np.uint8)
    with pytest.raises(LoadError, match=r"own\.npz: expected labels from 0 to 2, received 3"):
        with_extra(dataset, saved(tmp_path / "own.npz", one, [3]))
    with pytest.raises(LoadError, match=r"own\.npz: "):
        with_extra(dataset, saved(tmp_path / "own.npz", one[:, :4], [1]))
    with pytest.raises(LoadError, match="no such file"):
        with_extra(dataset, str(tmp_path / "gone.npz"))


@pytest.mark.parametrize(
    ("source", "base", "extra"),
    [
        ("mnist", "mnist", ""),
        ("mnist + /a/own.npz", "mnist", "/a/own.npz"),
        ("/a + b/train.csv", "/a + b/train.csv", ""),
        ("/a + b/train.csv + /c + d/own.npz", "/a + b/train.csv", "/c + d/own.npz"),
        ("a.csv + own.npz", "a.csv", "own.npz"),
        (" + own.npz", " + own.npz", ""),
        ("", "", ""),
    ],
)
def test_that_a_source_is_parted_where_something_is_added(source, base, extra):
    assert parted_source(source) == (base, extra)
    assert joined_source(base, extra) == source


def test_that_both_parts_of_a_source_mean_the_same_everywhere():
    assert absolute_source("mnist + own.npz") == f"mnist + {os.path.abspath('own.npz')}"
    assert absolute_source("a.csv + own.npz") == (
        f"{os.path.abspath('a.csv')} + {os.path.abspath('own.npz')}"
    )
    # no other computer is asked because a file says so
    assert is_on_another_computer(r"mnist + \\server\share\own.npz")
    assert not is_on_another_computer("mnist + /server/own.npz")
