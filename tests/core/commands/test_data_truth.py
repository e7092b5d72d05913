"""What the command data says of sets as people have them, and of twenty broken ones."""

import gzip
import io
import tarfile
import zipfile

import numpy as np
import pytest

from tests.support.data_files import idx_bytes
from tests.support.own_sets import CLOTHES, OWN_SETS
from tests.support.picture_folders import picture_bytes, shade, write_pictures

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("write", OWN_SETS)
def test_that_the_truth_is_told_about_a_set(run, tmp_path, write):
    path, truth = write(tmp_path)
    code, report, _ = run("data", path, "--json")
    assert code == 0
    assert {key: report[key] for key in truth} == truth
    assert len(report["digest"]) == 64


@pytest.mark.parametrize("write", OWN_SETS)
def test_that_every_set_trains_by_its_name_alone(run, tmp_path, write):
    path, _ = write(tmp_path)
    arguments = ("--preset", "seed-mlp", "--data", path, "--iterations", 2, "--batch-size", 5)
    code, report, said = run("train", *arguments, "--json")
    assert code == 0, said
    assert report["steps"] == 2


TABLE = ["label", *(f"pixel{at}" for at in range(16))]
ROW = ["1", *map(str, range(16))]


def text(*rows):
    return "\n".join(",".join(row) for row in rows).encode()


def archive(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def arrays(**named):
    buffer = io.BytesIO()
    np.savez(buffer, **named)
    return buffer.getvalue()


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/1.png", bytes(1 << 27))
        file.writestr("b/1.png", bytes(1 << 27))
    return buffer.getvalue()


def linked_archive():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as file:
        link = tarfile.TarInfo("data_batch_1")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        file.addfile(link)
    return buffer.getvalue()


def tar_of_pictures(mode):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{mode}") as file:
        for name in ("a/1.png", "b/1.PNG"):
            content = picture_bytes(shade(9))
            member = tarfile.TarInfo(name)
            member.size = len(content)
            file.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


IMAGES = np.zeros((4, 5, 6), np.uint8)
BROKEN = {
    "empty": (b"", "empty"),
    "words": (b"Dear Glassbox,\nplease learn.\n", "expected the header"),
    "header alone": (text(TABLE), "no row of data"),
    "short row": (text(TABLE, ROW, ROW[:-1]), "line 3: expected 17 columns, received 16"),
    "word as pixel": (text(TABLE, [*ROW[:-1], "x"]), "line 2, column pixel15"),
    "pixel of 256": (text(TABLE, [*ROW[:-1], "256"]), "from 0 to 255, received '256'"),
    "label of 1.5": (text(TABLE, ["1.5", *ROW[1:]]), "from 0 to 65,535, received '1.5'"),
    "no square": (text(TABLE[:-1], ROW[:-1]), "square"),
    "web page": (b"<!DOCTYPE html><html>not found</html>", "a web page"),
    "lfs": (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    "gzip cut": (gzip.compress(text(TABLE, ROW))[:-9], "ends too early"),
    "gzip damaged": (b"\x1f\x8b" + b"x" * 60, "damaged"),
    "idx cut": (idx_bytes(CLOTHES[:3])[:900], "labels"),
    "png alone": (picture_bytes(shade(3)), "a PNG image"),
    "npz without labels": (arrays(images=IMAGES), "there are no labels"),
    "npz unlike": (arrays(images=IMAGES, labels=np.zeros(3)), "holds 4 images"),
    "npz of nan": (arrays(images=IMAGES + np.nan, labels=np.zeros(4)), "NaN or infinity"),
    "npz pickled": (
        arrays(images=np.array([{}, {}], object), labels=np.zeros(2)), "object"
    ),
    "npz too wide": (arrays(images=np.zeros((2, 4, 300)), labels=np.zeros(2)), "at most 256"),
    "zip of texts": (archive(**{"a.txt": b"1", "b.txt": b"2"}), "none of them an image"),
    "zip leading out": (archive(**{"..__a__1.png": b"1", "b__1.png": b"2"}), "leads out"),
    "zip bomb": (bomb, "are accepted"),  # packed when needed: it takes half a second
    "tar with a link": (linked_archive(), "is a link"),
    "tar of pictures": (tar_of_pictures(""), "open the folder, or pack them as a zip"),
    "tar.gz of pictures": (tar_of_pictures("gz"), "open the folder, or pack them as a zip"),
    "tar.xz": (tar_of_pictures("xz"), "an xz archive, which has to be unpacked first"),
    "tar.bz2": (tar_of_pictures("bz2"), "a bzip2 archive, which has to be unpacked first"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(64), "a 7z archive, which has to be unpacked first"),
    "rar": (b"Rar!\x1a\x07" + bytes(64), "a RAR archive, which has to be unpacked first"),
    "zip.gz cut": (gzip.compress(archive(a__1=b"1", b__1=b"2"))[:-12], "ends too early"),
    "hdf5": (b"\x89HDF\r\n\x1a\n" + bytes(64), "an HDF5 file"),
    "parquet": (b"PAR1" + bytes(64), "a Parquet file"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_that_a_broken_file_is_refused_in_a_sentence_that_says_why(refusal, tmp_path, kind):
    content, says = BROKEN[kind]
    path = tmp_path / "set.csv"
    path.write_bytes(content() if callable(content) else content)
    code, said = refusal("data", path, "--json")
    assert code == 1
    assert says in said
    assert len(said.removeprefix("glassbox data: ")) <= 330


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (lambda folder: None, "train-images"),
        (lambda folder: write_pictures(folder, {"1.png": 1, "2.png": 2}), "a folder for each"),
        (lambda folder: (folder / "a.txt").write_text("1"), "train-images"),
    ],
)
def test_that_a_folder_of_no_set_is_refused_as_well(refusal, tmp_path, write, says):
    folder = tmp_path / "set"
    folder.mkdir()
    write(folder)
    assert says in refusal("data", folder, "--json")[1]


def test_that_what_is_wrong_inside_a_set_is_among_its_problems(run, tmp_path):
    write_pictures(tmp_path, {f"a/{at}.png": at for at in range(30)} | {"b/1.png": 7})
    (tmp_path / "a/99.png").write_bytes(b"\x89PNG no more")
    code, report, _ = run("data", tmp_path, "--json")
    assert code == 0
    said = " · ".join(report["problems"])
    for problem in ("1 image cannot be read; left out: a/99.png", "uneven", "of one colour"):
        assert problem in said
