"""A folder of images as data: classes by folder, sizes unified, broken ones named."""

import io
import os

import numpy as np
import pytest
from PIL import Image

from core.datasets.image_files import FolderFiles
from core.datasets.image_folder import load_image_folder
from core.datasets.image_preparation import ImagePreparation
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.errors import Cancelled, LoadError
from core.formats.picture_frame import PictureFit
from tests.support.picture_folders import picture_bytes, shade, write_pictures

WATCH = LoadingWatch()


def refusal(source):
    with pytest.raises(LoadError) as refused:
        load_dataset(str(source))
    said = str(refused.value)
    assert said.isprintable()
    assert len(said) <= 300
    return said


def test_that_folders_are_classes_and_names_the_order(tmp_path):
    write_pictures(tmp_path, {"dog/b.png": 9, "dog/a.png": 8, "cat/10.png": 2, "cat/2.png": 1})
    dataset = load_dataset(str(tmp_path))
    assert dataset.class_names == ("cat", "dog")
    assert dataset.train.images[:, 0, 0, 0].tolist() == [2, 1, 8, 9]
    assert dataset.train.labels.tolist() == [0, 0, 1, 1]
    assert dataset.image_shape == (6, 7, 1)
    assert dataset.test is None
    assert dataset.notes == ()


@pytest.mark.parametrize(("word", "test_word"), [("train", "test"), ("Training", "val")])
def test_that_training_and_test_images_are_told_apart(tmp_path, word, test_word):
    write_pictures(tmp_path, {f"{word}/2/a.png": 1, f"{word}/10/a.png": 2,
                              f"{test_word}/10/b.png": 3, "more/2/c.png": 4})  # fmt: skip
    dataset = load_dataset(str(tmp_path))
    assert dataset.class_names == ("2", "10")
    assert dataset.train.images[:, 0, 0, 0].tolist() == [2, 1]
    assert dataset.train.labels.tolist() == [1, 0]
    assert dataset.test.images[:, 0, 0, 0].tolist() == [3]
    assert dataset.test.labels.tolist() == [1]
    assert dataset.notes == ("1 image left out, such as those in 'more'.",)


def test_that_wrappers_deeper_folders_and_hidden_files_do_not_matter(tmp_path):
    write_pictures(tmp_path, {"photos/v1/cat/persian/a.png": 1, "photos/v1/dog/b.png": 2,
                              "photos/v1/dog/.hidden.png": 3, ".git/x/y.png": 4,
                              "photos/v1/__MACOSX/dog/b.png": 5})  # fmt: skip
    (tmp_path / "photos/v1/dog/Thumbs.db").write_bytes(b"x")
    (tmp_path / "photos/v1/dog/notes.txt").write_text("read me")
    dataset = load_dataset(str(tmp_path))
    assert dataset.class_names == ("cat", "dog")
    assert dataset.train.images[:, 0, 0, 0].tolist() == [1, 2]
    assert dataset.notes == ("Left out: 1 file other than images.",)


def test_that_broken_images_are_named_counted_and_left_out(tmp_path):
    write_pictures(tmp_path, {"a/1.png": 1, "a/2.png": 2, "b/3.png": 3, "b/4.png": 4})
    whole = (tmp_path / "a/2.png").read_bytes()
    (tmp_path / "a/2.png").write_bytes(whole[:-30])
    (tmp_path / "b/3.png").write_bytes(b"")
    dataset = load_dataset(str(tmp_path))
    assert dataset.train.images[:, 0, 0, 0].tolist() == [1, 4]
    assert dataset.train.labels.tolist() == [0, 1]
    said = "2 images cannot be read; left out: a/2.png, b/3.png"
    assert dataset.problems == (said,)
    assert f"{said}." in dataset.notes


def test_that_content_and_not_the_name_says_what_an_image_is(tmp_path):
    write_pictures(tmp_path, {"a/1.txt": 7, "b/2": 8})
    assert load_dataset(str(tmp_path)).train.images[:, 0, 0, 0].tolist() == [7, 8]


def test_that_most_images_decide_on_the_size(tmp_path):
    write_pictures(tmp_path, {"a/1.png": 90, "a/2.png": 90, "b/3.png": 90})
    (tmp_path / "b/4.png").write_bytes(picture_bytes(shade(200, (12, 7))))
    dataset = load_dataset(str(tmp_path))
    assert dataset.image_shape == (6, 7, 1)
    # 12×7 becomes 6×4 (3.5 rounded to even) in a frame of 0
    expected = np.zeros((6, 7), np.uint8)
    expected[:, 1:5] = 200
    np.testing.assert_array_equal(dataset.train.images[3, :, :, 0], expected)
    assert dataset.notes == ("1 image of another size was fitted to 6×7.",)


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        (PictureFit.FIT, [[0, 0, 0, 0], [10, 20, 30, 40], [50, 60, 70, 80], [0, 0, 0, 0]]),
        (
            PictureFit.CROP,
            [[18, 23, 28, 33], [28, 33, 38, 43], [48, 53, 58, 63], [58, 63, 68, 73]],
        ),
        (
            PictureFit.STRETCH,
            [[10, 20, 30, 40], [20, 30, 40, 50], [40, 50, 60, 70], [50, 60, 70, 80]],
        ),
    ],
)
def test_that_each_way_to_fit_keeps_what_it_says(tmp_path, fit, expected):
    picture = np.array([[10, 20, 30, 40], [50, 60, 70, 80]], np.uint8)
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1.png").write_bytes(picture_bytes(picture))
    preparation = ImagePreparation((4, 4), fit)
    image = load_image_folder(tmp_path, WATCH, preparation).train.images[0, :, :, 0]
    # enlarged along straight lines: a cell lies a quarter from the middle of the next pixel
    np.testing.assert_array_equal(image, expected)


def test_that_one_picture_in_colour_makes_all_of_them_so_unless_grey_is_wanted(tmp_path):
    write_pictures(tmp_path, {"a/1.png": 90})
    red = np.zeros((6, 7, 3), np.uint8)
    red[..., 0] = 200
    (tmp_path / "a/2.png").write_bytes(picture_bytes(red))
    dataset = load_dataset(str(tmp_path))
    assert dataset.image_shape == (6, 7, 3)
    assert dataset.train.images[0, 3, 3].tolist() == [90, 90, 90]
    assert dataset.train.images[1, 3, 3].tolist() == [200, 0, 0]
    grey = load_image_folder(tmp_path, WATCH, ImagePreparation(channels=1))
    assert grey.image_shape == (6, 7, 1)
    assert grey.train.images[1, 0, 0, 0] == 60  # 0.299 of 200
    assert grey.notes == ("1 image in colour became grey.",)


def _encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


GREY = Image.fromarray(shade(120))
TURNED = Image.Exif()
TURNED[0x0112] = 6


@pytest.mark.parametrize(
    ("content", "shape", "corner"),
    [
        pytest.param(_encoded(GREY, "JPEG"), (6, 7, 1), [120], id="jpeg"),
        pytest.param(_encoded(GREY, "BMP"), (6, 7, 1), [120], id="bmp"),
        pytest.param(_encoded(GREY, "GIF"), (6, 7, 1), [120], id="gif"),
        pytest.param(_encoded(GREY, "TIFF"), (6, 7, 1), [120], id="tiff"),
        pytest.param(_encoded(GREY, "PPM"), (6, 7, 1), [120], id="pgm"),
        pytest.param(_encoded(GREY.convert("1"), "PNG"), (6, 7, 1), None, id="one bit"),
        pytest.param(_encoded(GREY.convert("P"), "PNG"), (6, 7, 1), [120], id="palette"),
        pytest.param(
            _encoded(Image.new("RGBA", (7, 6), (9, 9, 9, 0)), "PNG"), (6, 7, 3), [255] * 3,
            id="seen through",
        ),
        pytest.param(
            _encoded(Image.fromarray(shade(120).astype(np.uint16) * 257), "PNG"), (6, 7, 1),
            [120], id="16 bits",
        ),
        pytest.param(_encoded(GREY, "JPEG", exif=TURNED), (7, 6, 1), [120], id="turned"),
        pytest.param(
            _encoded(Image.new("RGB", (300, 200), (1, 2, 3)), "PNG"), (171, 256, 3), [1, 2, 3],
            id="larger than 256",
        ),
    ],
)  # fmt: skip
def test_that_pictures_of_every_kind_are_read(tmp_path, content, shape, corner):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1.png").write_bytes(content)
    dataset = load_dataset(str(tmp_path))
    assert dataset.image_shape == shape
    if corner is not None:
        assert dataset.train.images[0, 0, 0].tolist() == corner


def test_that_large_pictures_are_read_alike_by_two_threads(tmp_path):
    names = {f"{at % 3}/{at:03}.png": 0 for at in range(40)}
    write_pictures(tmp_path, names)
    for at, name in enumerate(names):
        (tmp_path / name).write_bytes(picture_bytes(shade(at, (100, 100))))
    (tmp_path / "1/004.png").write_bytes(b"broken")
    dataset = load_dataset(str(tmp_path))
    expected = [at for part in range(3) for at in range(part, 40, 3) if at != 4]
    assert dataset.train.images[:, 50, 50, 0].tolist() == expected
    assert dataset.train.labels.tolist() == [at % 3 for at in expected]


def _no_folders(folder):
    write_pictures(folder, {"1.png": 1, "2.png": 2})


def _only_broken(folder):
    (folder / "a").mkdir()
    (folder / "a/1.png").write_bytes(b"\x89PNG broken")


def _only_huge(folder):
    (folder / "a").mkdir()
    content = bytearray(picture_bytes(shade(1)))
    content[16:24] = (40_000).to_bytes(4, "big") * 2
    (folder / "a/1.png").write_bytes(content)


def _pipe(folder):
    (folder / "a").mkdir()
    os.mkfifo(folder / "a/1.png")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: None, "train-images"),
        (_no_folders, "a folder for each class"),
        (_only_broken, "none of the images can be read"),
        (_only_huge, "none of the images can be read"),
        (_pipe, "train-images"),
    ],
)
def test_that_a_folder_without_classes_is_refused_in_one_sentence(tmp_path, make, says):
    folder = tmp_path / "photos"
    folder.mkdir()
    make(folder)
    assert says in refusal(folder)


def test_that_images_that_take_too_much_are_refused_before_memory_is_taken(tmp_path):
    write_pictures(tmp_path, {"a/1.png": 1})
    files = FolderFiles(tmp_path)
    files.ways = lambda _: [("a", "1.png")] * 60_000
    from core.datasets.image_reader import read_image_files

    with pytest.raises(LoadError, match="choose a smaller size"):
        read_image_files(files, ImagePreparation((256, 256), channels=3), WATCH)


def test_that_reading_a_folder_reports_and_can_be_cancelled(tmp_path):
    write_pictures(tmp_path, {"a/1.png": 1, "b/1.png": 2})
    shares = []
    load_dataset(str(tmp_path), progress=lambda share, text: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    with pytest.raises(Cancelled):
        load_dataset(str(tmp_path), cancelled=lambda: len(shares) > 2)


def test_that_a_link_in_a_circle_ends(tmp_path):
    write_pictures(tmp_path, {"a/1.png": 1})
    (tmp_path / "a/again").symlink_to(tmp_path)
    assert len(load_dataset(str(tmp_path)).train) == 1
