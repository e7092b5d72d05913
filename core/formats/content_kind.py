"""Tell by its first bytes what a file is; its name says nothing."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

#: So many bytes are enough to tell.
HEAD_BYTES = 4_096


class ContentKind(StrEnum):
    """What a file holds; the value fits into a sentence."""

    EMPTY = "an empty file"
    GZIP = "gzip data"
    ZIP = "a zip archive"
    IDX = "an IDX file"
    NPY = "a NumPy array"
    NPZ = "an .npz archive of NumPy arrays"
    SQLITE = "a Glassbox run or another database"
    PNG = "a PNG image"
    JPEG = "a JPEG image"
    GIF = "a GIF image"
    BMP = "a BMP image"
    TIFF = "a TIFF image"
    WEBP = "a WebP image"
    PDF = "a PDF document"
    HEIC = "a HEIC image"
    AVIF = "an AVIF image"
    JXL = "a JPEG XL image"
    SVG = "an SVG drawing"
    HDF5 = "an HDF5 file"
    MATLAB = "a MATLAB file"
    ARROW = "an Arrow or Feather file"
    PICKLE = "a Python pickle"
    OFFICE = "an old Office document"
    PARQUET = "a Parquet file"
    XZ = "an xz archive"
    BZIP2 = "a bzip2 archive"
    SEVEN_ZIP = "a 7z archive"
    RAR = "a RAR archive"
    TAR = "a tar archive"
    HTML = "a web page"
    LFS = "a placeholder of Git LFS instead of the file itself"
    JSON = "JSON text"
    TEXT = "text"
    BINARY = "binary data of an unknown kind"


#: What has to be unpacked by another program first.
FOREIGN_ARCHIVES = frozenset(
    (ContentKind.XZ, ContentKind.BZIP2, ContentKind.SEVEN_ZIP, ContentKind.RAR)
)
UNPACK_FIRST = "which has to be unpacked first: open the file or folder that comes out of it"

_BEGINNINGS = (
    (b"\x1f\x8b", ContentKind.GZIP),
    (b"PK\3\4", ContentKind.ZIP),
    (b"PK\5\6", ContentKind.ZIP),
    (b"\x93NUMPY", ContentKind.NPY),
    (b"SQLite format 3\0", ContentKind.SQLITE),
    (b"\x89PNG", ContentKind.PNG),
    (b"\xff\xd8\xff", ContentKind.JPEG),
    (b"GIF8", ContentKind.GIF),
    (b"II*\0", ContentKind.TIFF),
    (b"MM\0*", ContentKind.TIFF),
    (b"%PDF-", ContentKind.PDF),
    (b"\x89HDF\r\n", ContentKind.HDF5),
    (b"PAR1", ContentKind.PARQUET),
    (b"\xfd7zXZ\0", ContentKind.XZ),
    (b"BZh", ContentKind.BZIP2),
    (b"7z\xbc\xaf\x27\x1c", ContentKind.SEVEN_ZIP),
    (b"Rar!\x1a\x07", ContentKind.RAR),
    (b"version https://git-lfs", ContentKind.LFS),
    (b"\xff\x0a", ContentKind.JXL),
    (b"\0\0\0\x0cJXL ", ContentKind.JXL),
    (b"MATLAB 5.0", ContentKind.MATLAB),
    (b"ARROW1", ContentKind.ARROW),
    (b"\xd0\xcf\x11\xe0", ContentKind.OFFICE),
    *((bytes((0x80, protocol)), ContentKind.PICKLE) for protocol in range(2, 6)),
)
#: Byte order marks; those of UTF-32 begin like those of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: For what is no text of that encoding after all: older tables of Western Europe. Two names
#: with other letters must not become one.
ODD_BYTES = "glassbox.latin-1"
_IDX_TYPES = b"\x08\x09\x0b\x0c\x0d\x0e"
#: Control characters that no text has.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def kind_of(head: bytes) -> ContentKind:
    """Return what a file is that begins with these bytes."""
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if not head:
        return ContentKind.EMPTY
    if len(head) >= 4 and head[:2] == b"\0\0" and head[2] in _IDX_TYPES and 1 <= head[3] <= 8:
        return ContentKind.IDX
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return ContentKind.BMP
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return ContentKind.WEBP
    if head[4:8] == b"ftyp":
        if head[8:12] in (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1"):
            return ContentKind.HEIC
        if head[8:12] in (b"avif", b"avis"):
            return ContentKind.AVIF
    if head[257:262] == b"ustar":
        return ContentKind.TAR
    return _kind_of_text(head)


def encoding_of(head: bytes) -> str:
    """Return how the text of a file that begins with these bytes is written."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if b"\0" in head and len(head) % 2 == 0:  # no text of UTF-8
        for encoding in ("utf-16-le", "utf-16-be"):
            if _is_plain(head.decode(encoding, errors="replace")):
                return encoding
    return "utf-8"


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error(ODD_BYTES, _as_latin)


def _kind_of_text(head: bytes) -> ContentKind:
    encoding = encoding_of(head)
    text = head.decode(encoding, errors="replace")
    if _NO_TEXT.search(text):
        return ContentKind.BINARY
    start = text.lstrip("\ufeff \t\r\n")[:15].lower()
    if "<svg" in text[:1_000].lower():
        return ContentKind.SVG
    if start.startswith(("<!doctype html", "<html", "<head", "<?xml")):
        return ContentKind.HTML
    return ContentKind.JSON if start.startswith(("{", "[")) else ContentKind.TEXT


def _is_plain(text: str) -> bool:
    """Return whether everything is a letter or sign, and some of it, such as commas, ASCII."""
    return sum(letter.isascii() for letter in text) * 10 >= len(text) > 0 and all(
        letter.isprintable() or letter in "\t\r\n" for letter in text
    )
