"""A zip of a folder of images: read in place, and what misleads is refused."""

import gzip
import io
import stat
import struct
import zipfile

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.errors import LoadError
from tests.support.data_files import PIXEL_NAMES
from tests.support.picture_folders import picture_bytes, shade, write_pictures

ONE = picture_bytes(shade(1))


def zipped(members, packing=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(path, content):
    path.write_bytes(content)
    with pytest.raises(LoadError) as refused:
        load_dataset(str(path))
    said = str(refused.value)
    assert said.isprintable()
    assert len(said) <= 300
    assert said.startswith(path.name)
    return said


def with_claimed_size(content, size):
    """Return an archive whose first member claims in the directory to be so large."""
    at = content.index(b"PK\1\2") + 24
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


@pytest.mark.parametrize("before", ["", "photos/", "photos/v2/"])
@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_that_an_archive_is_read_like_the_folder_in_it(tmp_path, before, packing):
    shades = {"train/cat/a.png": 1, "train/dog/b.png": 2, "test/dog/c.png": 3}
    folder = write_pictures(tmp_path / "folder", shades)
    members = {f"{before}{name}": picture_bytes(shade(value)) for name, value in shades.items()}
    members |= {"__MACOSX/train/._a.png": b"x", f"{before}train/cat/.DS_Store": b"y"}
    path = tmp_path / "photos.zip"
    path.write_bytes(zipped(members, packing))
    ours, theirs = load_dataset(str(path)), load_dataset(str(folder))
    assert ours.class_names == theirs.class_names == ("cat", "dog")
    assert ours.notes == theirs.notes == ()
    for one, other in ((ours.train, theirs.train), (ours.test, theirs.test)):
        np.testing.assert_array_equal(one.images, other.images)
        np.testing.assert_array_equal(one.labels, other.labels)


def test_that_a_damaged_member_is_a_broken_image(tmp_path):
    content = bytearray(zipped({"a/1.png": ONE, "b/2.png": ONE}, zipfile.ZIP_STORED))
    content[content.index(ONE) + 50] ^= 255
    path = tmp_path / "photos.zip"
    path.write_bytes(content)
    dataset = load_dataset(str(path))
    assert dataset.train.labels.tolist() == [1]
    assert dataset.problems == ("1 image cannot be read; left out: a/1.png",)


def test_that_a_zip_that_was_packed_once_more_holds_the_same(tmp_path):
    content = zipped({"a/1.png": ONE, "b/2.png": ONE, "__MACOSX/a/._1.png": b"\0\5\x16\7"})
    for name, packed in (
        ("set.zip", content), ("set.zip.gz", gzip.compress(content)),
        ("outer.zip", zipped({"set.zip": content})),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(packed)
    plain, *others = (load_dataset(str(path)) for path in sorted(tmp_path.iterdir()))
    for other in others:
        assert (other.class_names, other.problems) == (("a", "b"), ())
        np.testing.assert_array_equal(other.train.images, plain.train.images)


def test_that_a_zip_of_one_csv_is_read_as_before(tmp_path):
    rows = [",".join(["label", *PIXEL_NAMES]), ",".join(["3"] + ["7"] * 784)]
    path = tmp_path / "train.zip"
    path.write_bytes(zipped({"train.csv": "\n".join(rows)}))
    assert load_dataset(str(path)).train.labels.tolist() == [3]


def _link():
    link = zipfile.ZipInfo("a/1.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped({link: "/etc/passwd", "b/2.png": ONE})


def _encrypted():
    content = bytearray(zipped({"a/1.png": ONE, "b/2.png": ONE}))
    content[content.index(b"PK\1\2") + 8] |= 1
    return bytes(content)


PAIR = zipped({"a/1.png": ONE, "b/2.png": ONE})


def bomb():
    return zipped({f"a/{at}.png": bytes(1 << 22) for at in range(20)})


BROKEN = {
    "traversal": (zipped({"../a/1.png": ONE, "b/2.png": ONE}), "leads out"),
    "inner traversal": (zipped({"a/../../1.png": ONE, "b/2.png": ONE}), "leads out"),
    "backslashes": (zipped({"a\\..\\..\\1.png": ONE, "b/2.png": ONE}), "leads out"),
    "absolute": (zipped({"/a/1.png": ONE, "b/2.png": ONE}), "leads out"),
    "drive": (zipped({"C:/a/1.png": ONE, "b/2.png": ONE}), "leads out"),
    "link": (_link(), "is a link"),
    "encrypted": (_encrypted(), "encrypted"),
    "rare packing": (zipped({"a/1.png": ONE, "b/2.png": ONE}, zipfile.ZIP_BZIP2), "rare way"),
    "bomb": (bomb, "packed bytes claim"),  # packed when needed: it takes a while
    "claims": (with_claimed_size(PAIR, (1 << 32) - 2), "packed bytes claim"),
    "cut": (PAIR[:-40], "zip archive"),
    "no end": (PAIR[:60], "zip archive"),
    "directory gone": (PAIR[:30] + PAIR[-22:], "zip archive"),
    "no folders": (zipped({"1.png": ONE, "2.png": ONE}), "a folder for each class"),
    "no images": (zipped({"a/1.txt": "x", "b/2.txt": "y"}), "none of them an image"),
    "only broken": (zipped({"a/1.png": "x", "b/2.png": "y"}), "none of the images"),
    "empty images": (zipped({"a/1.png": "", "b/2.png": ""}), "none of the images"),
    "only hidden": (zipped({".a/1.png": ONE, "__MACOSX/2.png": ONE}), "empty"),
    "empty": (zipped({}), "empty"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_that_a_misleading_archive_is_refused_in_one_sentence(tmp_path, kind):
    content, says = BROKEN[kind]
    content = content() if callable(content) else content
    assert says in refusal(tmp_path / "photos.zip", content)
    assert [path.name for path in tmp_path.iterdir()] == ["photos.zip"]
