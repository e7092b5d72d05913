"""Files that are no data, each with words of the sentence that says why."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import numpy as np

from tests.support.data_files import idx_bytes
from tests.support.own_sets import CLOTHES
from tests.support.picture_folders import picture_bytes, shade

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


def write_broken(path, kind):
    """Write such a file; return its place and what is to be said of it."""
    content, says = BROKEN[kind]
    path.write_bytes(content() if callable(content) else content)
    return path, says
