"""Turn free text into names of files."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from core.formats.path_facts import is_taken

#: In bytes of UTF-8; most systems take no more.
LONGEST = 255
#: Kept free for a number, and for what is put behind the name while the file is written.
SPARE = 32
_FORBIDDEN = frozenset('/\\:*?"<>|')
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def file_name(text: str, suffix: str = "", *, fallback: str = "unnamed") -> str:
    """Return a name for a file that every system takes, as close to `text` as possible.

    Parameters
    ----------
    text : str
        Whatever a person wrote; dots in it are no endings.
    suffix : str
        What the name is to end in, such as ``".glassbox"``; not put there twice.
    fallback : str
        If nothing of the text is left.
    """
    if suffix and has_ending(text, suffix):
        text = text[: -len(suffix)]
    kept = "".join(
        letter if letter.isprintable() and letter not in _FORBIDDEN else "-" for letter in text
    )
    kept = _cut(kept.strip(" ."), LONGEST - SPARE - len(suffix.encode())).rstrip(" .")
    if not kept.strip("-"):
        kept = fallback
    if kept.partition(".")[0].strip().lower() in _RESERVED:
        kept = f"_{kept}"
    return f"{kept}{suffix}"


def has_ending(name: str, *suffixes: str) -> bool:
    """Return whether `name` ends in one of the suffixes, whatever their case."""
    return name.casefold().endswith(tuple(suffix.casefold() for suffix in suffixes))


def with_ending(path: Path, suffix: str) -> Path:
    """Return `path`, ended in `suffix` unless it is already, whatever its case."""
    return path if has_ending(path.name, suffix) else path.with_name(f"{path.name}{suffix}")


def free_path(path: Path) -> Path:
    """Return `path`, or with a number the first such name that nothing has."""
    if not is_taken(path):
        return path
    stem = _cut(path.stem, LONGEST - SPARE - len(path.suffix.encode()))
    others = (path.with_name(f"{stem} {n}{path.suffix}") for n in count(2))
    return next(other for other in others if not is_taken(other))


def _cut(text: str, most: int) -> str:
    """Return as many letters of `text` as fit into so many bytes."""
    raw = text.encode("utf-8", errors="surrogateescape")
    if len(raw) <= most:
        return text
    return raw[:most].decode("utf-8", errors="ignore")
