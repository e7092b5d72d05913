import io
import zipfile

import numpy as np
import pytest

from core.datasets.labelled_npz import MOST_IMAGES
from core.drawing.own_digits import (
    OwnDigits,
    as_samples,
    read_own_digits,
    write_own_digits,
)
from core.errors import LoadError


def some(rng, count=3):
    digits = OwnDigits.none()
    for label in range(count):
        image = rng.integers(0, 256, (28, 28)).astype(np.uint8)
        digits = digits.with_digit(image, label)
    return digits


def test_that_digits_come_back_as_they_were_kept_and_need_no_pickle(tmp_path, rng):
    digits = some(rng).relabelled(1, 7).without(0)
    path = tmp_path / "a folder" / "mine.npz"
    write_own_digits(path, digits)
    found = read_own_digits(path)
    np.testing.assert_array_equal(found.images, digits.images)
    assert found.labels.tolist() == [7, 2]
    with np.load(path, allow_pickle=False) as plain:
        assert plain["images"].dtype == plain["labels"].dtype == np.uint8
        assert plain["images"].shape == (2, 28, 28, 1)
    write_own_digits(path, OwnDigits.none())
    assert len(read_own_digits(path)) == 0


def test_that_too_many_digits_and_labels_of_no_class_are_refused(rng):
    full = OwnDigits(
        np.zeros((MOST_IMAGES, 28, 28, 1), np.uint8), np.zeros(MOST_IMAGES, np.uint8)
    )
    image = np.zeros((28, 28), np.uint8)
    with pytest.raises(LoadError, match="delete some"):
        full.with_digit(image, 1)
    assert len(full.followed_by(some(rng))) == MOST_IMAGES
    for label in (-1, 256):
        with pytest.raises(LoadError, match="from 0 to 255"):
            OwnDigits.none().with_digit(image, label)
        with pytest.raises(LoadError, match="from 0 to 255"):
            some(rng).relabelled(0, label)


def npz(**arrays):
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("images.npy", bytes(50_000_000))
    return buffer.getvalue()


IMAGES, LABELS = np.zeros((2, 28, 28, 1), np.uint8), np.zeros(2, np.uint8)
GARBAGE = {
    "nothing": b"",
    "text": b"hello, this is no archive at all",
    "half": npz(images=IMAGES, labels=LABELS)[:300],
    "other arrays": npz(weights=IMAGES),
    "one more": npz(images=IMAGES, labels=LABELS, more=LABELS),
    "other sizes": npz(images=IMAGES[:, :20], labels=LABELS),
    "other counts": npz(images=IMAGES, labels=LABELS[:1]),
    "floats": npz(images=IMAGES.astype(np.float32), labels=LABELS),
    "objects": npz(images=np.array([{}], object), labels=LABELS),
    "a bomb": bomb,  # packed when needed: it takes a while
}


@pytest.mark.parametrize("name", GARBAGE)
def test_that_garbage_meets_one_sentence(name, tmp_path):
    path = tmp_path / "mine.npz"
    content = GARBAGE[name]
    path.write_bytes(content() if callable(content) else content)
    with pytest.raises(LoadError, match=r"^mine\.npz: ") as raised:
        read_own_digits(path)
    assert len(str(raised.value)) <= 300
    assert "\n" not in str(raised.value)


def test_that_digits_take_the_shape_of_any_network(rng):
    digits = some(rng)
    found = as_samples(digits.images, (28, 28, 3))
    np.testing.assert_array_equal(found, np.repeat(digits.images, 3, axis=3))
    for shape in ((14, 14, 1), (32, 20, 2)):
        assert as_samples(digits.images, shape).shape == (3, *shape)
    halved = digits.images.reshape(3, 14, 2, 14, 2).mean(axis=(2, 4))
    half = as_samples(digits.images, (14, 14, 1))[..., 0]
    assert np.corrcoef(half.ravel(), halved.ravel())[0, 1] > 0.75
    assert as_samples(OwnDigits.none().images, (14, 14, 1)).shape == (0, 14, 14, 1)
