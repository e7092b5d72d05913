"""What the choices about data do to its images and labels."""

import numpy as np
import pytest
from PIL import Image

from core.data_description import DataDescription
from core.data_extra import DataExtra
from core.datasets.loading import load_dataset, load_images
from core.errors import LoadError

RNG = np.random.default_rng(5)
IMAGES = RNG.integers(0, 256, (40, 6, 4, 3), np.uint8)
LABELS = np.repeat(np.arange(4), 10).astype(np.uint8)


@pytest.fixture(scope="module")
def npz(tmp_path_factory):
    path = tmp_path_factory.mktemp("set") / "set.npz"
    np.savez(path, images=IMAGES, labels=LABELS, test_images=IMAGES[:6], test_labels=LABELS[:6])
    return str(path)


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    """A folder of pictures, no two of the same size."""
    folder = tmp_path_factory.mktemp("photos")
    for at in range(6):
        (folder / "ab"[at % 2]).mkdir(exist_ok=True)
        pixels = np.full((20 + 3 * at, 30 - 2 * at, 3), (200, 100, 40 * at), np.uint8)
        Image.fromarray(pixels).save(folder / "ab"[at % 2] / f"{at}.png")
    return str(folder)


def described(source, **choices):
    return load_dataset(DataDescription(source, **choices))


def test_that_without_choices_the_images_are_the_very_same(npz):
    plain, same = load_dataset(npz), described(npz)
    np.testing.assert_array_equal(plain.train.images, same.train.images)
    assert plain.class_names == same.class_names


def test_that_inverted_images_and_the_images_add_up_to_white(npz):
    dataset = described(npz, invert=True)
    for part, images in ((dataset.train, IMAGES), (dataset.test, IMAGES[:6])):
        assert np.all(part.images.astype(int) + images == 255)
    assert np.all(load_images(DataDescription(npz, invert=True)) == 255 - IMAGES)


def test_that_grey_is_luma_and_colour_repeats_it(npz):
    grey = described(npz, channels=1).train.images
    assert grey.shape == (40, 6, 4, 1)
    luma = IMAGES.astype(float) @ [0.299, 0.587, 0.114]
    assert np.abs(grey[..., 0] - luma).max() <= 1
    flat = DataDescription(npz, channels=3)
    np.testing.assert_array_equal(load_dataset(flat).train.images, IMAGES)


def test_that_fit_has_borders_crop_cuts_and_stretch_does_neither(tmp_path):
    wide = np.zeros((1, 8, 16, 1), np.uint8)
    wide[:, :, :4], wide[:, :, 4:] = 100, 200
    path = tmp_path / "wide.npz"
    np.savez(path, images=wide, labels=[0])
    fitted, cropped, stretched = (
        described(str(path), size=(8, 8), fit=fit).train.images[0, ..., 0]
        for fit in ("fit", "crop", "stretch")
    )
    assert not fitted[:2].any()
    assert not fitted[6:].any()
    assert fitted[2:6].tolist() == [[100, 100, 200, 200, 200, 200, 200, 200]] * 4
    assert np.all(cropped == 200)  # the left quarter is cut away
    assert stretched.tolist() == [[100, 100, 200, 200, 200, 200, 200, 200]] * 8


def test_that_pictures_of_many_sizes_load_in_the_one_that_is_chosen(photos):
    dataset = described(photos, size=(10, 12), fit="stretch", channels=3)
    assert dataset.image_shape == (10, 12, 3)
    assert np.all(dataset.train.images[0] == (200, 100, 0))
    assert dataset.class_names == ("a", "b")
    assert described(photos, size=(10, 12), channels=1).image_shape == (10, 12, 1)


def test_that_each_channel_of_two_is_resized_alone(tmp_path):
    images = np.zeros((1, 4, 4, 2), np.uint8)
    images[..., 1] = 77
    np.savez(tmp_path / "two.npz", images=images, labels=[0])
    made = described(str(tmp_path / "two.npz"), size=(2, 2), fit="stretch").train.images
    assert made.tolist() == [[[[0, 77]] * 2] * 2]
    with pytest.raises(LoadError, match="received 2"):
        described(str(tmp_path / "two.npz"), channels=1)


def test_that_a_share_of_every_class_is_set_aside_and_nothing_is_lost(npz):
    dataset = described(npz, split=0.3)
    assert np.bincount(dataset.train.labels).tolist() == [7] * 4
    assert np.bincount(dataset.test.labels).tolist() == [3] * 4
    together = np.concatenate([dataset.train.images, dataset.test.images])
    assert {image.tobytes() for image in together} == {image.tobytes() for image in IMAGES}
    again = described(npz, split=0.3)
    np.testing.assert_array_equal(again.test.images, dataset.test.images)
    assert "left out" in dataset.notes[-1]


def test_that_a_share_of_which_nothing_comes_is_refused(npz):
    with pytest.raises(LoadError, match="cannot be set aside"):
        described(npz, split=0.01)


def test_that_test_images_come_from_another_source_by_the_names_of_its_classes(
    photos, tmp_path
):
    other = tmp_path / "b"
    other.mkdir()
    Image.fromarray(np.full((9, 9, 3), 50, np.uint8)).save(other / "x.png")
    dataset = described(photos, size=(8, 8), channels=3, split=str(tmp_path))
    assert dataset.test.images.shape == (1, 8, 8, 3)
    assert dataset.test.labels.tolist() == [1]
    other.rename(tmp_path / "zebra")
    with pytest.raises(LoadError, match="'zebra' is none"):
        described(photos, size=(8, 8), channels=3, split=str(tmp_path))


def test_that_test_images_of_another_shape_are_refused(npz, photos):
    with pytest.raises(LoadError, match="choose a size"):
        described(npz, split=photos)


def test_that_class_names_replace_those_of_the_source(npz):
    dataset = described(npz, class_names=tuple("wxyz"))
    assert dataset.class_names == tuple("wxyz")
    with pytest.raises(LoadError, match="each of 4 classes, received 3"):
        described(npz, class_names=tuple("xyz"))


def _written(path, rows, header, separator=","):
    lines = [header, *rows] if header else rows
    path.write_text("\n".join(separator.join(map(str, line)) for line in lines))
    return str(path)


@pytest.mark.parametrize("separator", [",", ";", "/"])
@pytest.mark.parametrize(("label", "at"), [("first", 0), ("last", 16), ("kind", 5), (None, 5)])
def test_that_a_table_is_read_as_its_choices_say(tmp_path, separator, label, at):
    pixels = IMAGES[:, :2, :2, :].reshape(40, 12).tolist()
    pixels = [[*row, 1, 2, 3, 4] for row in pixels]
    header = [f"p{n * n}" for n in range(16)]
    named = "label" if label is None else "kind"
    header.insert(at, named)
    for row, own in zip(pixels, LABELS.tolist(), strict=True):
        row.insert(at, own)
    path = _written(tmp_path / "a.csv", pixels, header, separator)
    extra = DataExtra(label, separator=separator, shape=(4, 2, 2))
    dataset = described(path, extra=extra)
    np.testing.assert_array_equal(dataset.train.labels, LABELS)
    assert dataset.image_shape == (4, 2, 2)
    assert dataset.train.images[3].ravel().tolist() == [
        value for place, value in enumerate(pixels[3]) if place != at
    ]


def test_that_images_for_a_prediction_are_read_by_the_choices_of_the_run(tmp_path):
    rows = [[*range(16)], [*range(16, 32)]]
    path = _written(tmp_path / "test.csv", rows, None)
    data = DataDescription(path, extra=DataExtra("last", header=False, shape=(8, 2, 1)))
    assert load_images(data).shape == (2, 8, 2, 1)


def test_that_rows_and_columns_are_exchanged_if_that_is_chosen(npz, tmp_path):
    turned = described(npz, extra=DataExtra(transposed=True)).train.images
    np.testing.assert_array_equal(turned, IMAGES.transpose(0, 2, 1, 3))
    rows = [[1, *image[:4, :4, 0].ravel()] for image in IMAGES]
    emnist = _written(tmp_path / "emnist-train.csv", rows, None)
    upright = load_dataset(emnist).train.images[..., 0]
    as_stored = described(emnist, extra=DataExtra(transposed=False)).train.images[..., 0]
    np.testing.assert_array_equal(upright, IMAGES[:, :4, :4, 0].transpose(0, 2, 1))
    np.testing.assert_array_equal(as_stored, IMAGES[:, :4, :4, 0])
    turned = described(emnist, extra=DataExtra(transposed=True)).train.images[..., 0]
    np.testing.assert_array_equal(turned, upright)
    data = DataDescription(emnist, extra=DataExtra(transposed=False, label="first"))
    np.testing.assert_array_equal(load_images(data)[..., 0], IMAGES[:, :4, :4, 0])
