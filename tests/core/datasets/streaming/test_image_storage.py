"""Images go to a file where their share of memory ends, and only those that are used stay."""

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.streaming.image_storage import FilePlace, ImageStorage
from core.datasets.streaming.pixel_file import PixelFile
from tests.support.mapped_images import is_mapped

SHAPE, SIZE = (4, 4, 1), 16


@pytest.fixture
def place(tmp_path):
    """Return where files are made: one.pixels, and so on."""
    names = iter(("one.pixels", "two.pixels"))
    return FilePlace(
        "key", 1 << 20, lambda most: PixelFile(tmp_path / next(names), 1 << 20, "some")
    )


def pieces(count):
    return [np.full((1, *SHAPE), 100 + at, np.uint8) for at in range(count)]


@pytest.mark.parametrize("is_count_known", [False, True])
def test_that_not_an_image_more_than_the_share_is_in_memory(place, is_count_known):
    for count, mapped in ((5, False), (6, True)):
        storage = ImageStorage(5 * SIZE, place)
        images = storage.collected(SHAPE, pieces(count), count if is_count_known else None)
        assert is_mapped(images) is mapped
        assert np.array_equal(images, np.concatenate(pieces(count)))
        storage.abandon()


def test_that_only_images_that_are_used_stay_in_the_file(place, tmp_path):
    storage = ImageStorage(SIZE, place)
    images = storage.collected(SHAPE, pieces(6))
    train = LabelledImages(images[3:].copy(), np.zeros(3, np.uint8))
    found = storage.finished(Dataset("some", train, None, ("a",)))
    assert np.array_equal(found.train.images, np.concatenate(pieces(6)[3:]))
    (path,) = tmp_path.iterdir()
    kept = path.read_bytes()
    assert bytes([105]) * SIZE in kept
    assert bytes([100]) * SIZE not in kept
