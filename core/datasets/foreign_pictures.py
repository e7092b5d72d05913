"""Pictures of kinds that are not read, told by the endings of their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_ENDINGS = frozenset(
    (
        "heic", "heif", "avif", "svg", "svgz", "jxl", "jp2", "j2k", "jpx", "psd", "xcf", "ai",
        "eps", "exr", "hdr", "dcm", "ico", "tga", "pcx", "dds", "cr2", "cr3", "nef", "arw",
        "dng", "raf", "orf", "rw2", "pef", "srw", "raw",
    )
)  # fmt: skip
_SHOWN = 3


def foreign_pictures(names: Iterable[str]) -> str:
    """Return which pictures among files are not read, and what helps; empty if none are.

    Such as ``12 .heic pictures cannot be read: save them as PNG or JPEG``.
    """
    endings = (name.rpartition(".")[2].casefold() for name in names if "." in name)
    found = Counter(ending for ending in endings if ending in _ENDINGS)
    if not found:
        return ""
    kinds = [f"{count:,} .{ending}" for ending, count in found.most_common(_SHOWN)]
    more = " and others" if len(found) > _SHOWN else ""
    return f"{', '.join(kinds)} pictures{more} cannot be read: save them as PNG or JPEG"
