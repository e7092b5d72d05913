"""What a folder of one's own says of its licence, and of what to cite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from core.catalogue.data_credit import DataCredit
from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_name
from core.formats.path_facts import files_in, is_folder
from core.sentence import printable

_LICENCES = ("license", "licence", "copying")
_CITATION = "citation"
_ENDINGS = frozenset(("", ".txt", ".md", ".cff", ".bib"))
_MOST_FILES, _MOST_BYTES, _LONGEST = 2_000, 65_536, 300
#: A line of CITATION.cff, which may begin an entry of a list: ``- family-names: "Muster"``.
_FIELD = re.compile(r"(\s*)(?:-\s+)?([a-z-]+):\s+[\"']?(.*?)[\"']?\s*")


def own_credit(source: str) -> DataCredit | None:
    """Return the credit that lies in a folder of data, or beside a file and is called after it.

    The first line of ``LICENSE``, ``LICENCE`` or ``COPYING`` counts, and what ``CITATION.cff``
    or ``CITATION`` asks for; beside ``photos.zip``, of ``photos.LICENSE`` and the like.

    Parameters
    ----------
    source : str
        Path of a file or a folder.

    Returns
    -------
    DataCredit or None
        None if there is no such file that can be read.
    """
    place = Path(source)
    if is_folder(place):
        found = [(path, path.name) for path in files_in(place, at_most=_MOST_FILES)]
    else:
        beside = files_in(place.parent, at_most=_MOST_FILES)
        named = [(path, _rest_of_name(path, place)) for path in beside if path != place]
        found = [(path, rest) for path, rest in named if rest]
    licence, citation = (
        next((path for path, name in found if _is_called(name, words)), None)
        for words in (_LICENCES, (_CITATION,))
    )
    said = "" if licence is None else _first_line(licence)
    cited = "" if citation is None else _citation(citation)
    if not said and not cited:
        return None
    where = "" if licence is None or not said else f" ({licence.name})"
    return DataCredit(short_name(source), f"{said}{where}", cited, "")


def _rest_of_name(path: Path, place: Path) -> str:
    """Return what a file is called besides the name of the data; empty if it is not of it."""
    for name in (place.name, place.stem):
        if path.name.startswith(name):
            return path.name.removeprefix(name).lstrip(".-_ ")
    return ""


def _is_called(name: str, words: Sequence[str]) -> bool:
    path = Path(name.casefold())
    return path.suffix in _ENDINGS and path.stem in words


def _lines(path: Path) -> list[str]:
    """Return the lines of a text without those that are blank; none if it cannot be read."""
    try:
        with open_for_reading(path) as (file, _size):
            text = file.read(_MOST_BYTES).decode("utf-8", "replace")
    except LoadError:
        return []
    return [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]


def _first_line(path: Path) -> str:
    lines = _lines(path)
    return _short(lines[0].strip().strip("#=* ")) if lines else ""


def _citation(path: Path) -> str:
    lines = _lines(path)
    if path.suffix.casefold() != ".cff":
        return _short(" ".join(" ".join(line.split()) for line in lines))
    once: dict[str, str] = {}
    families: list[str] = []
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None or not field[3]:
            continue
        if field[1] == "" and not line.startswith("-"):
            once.setdefault(field[2], field[3])
        elif field[2] in ("family-names", "name"):
            families.append(field[3])
    year = once.get("year") or once.get("date-released", "")[:4]
    names = ", ".join(dict.fromkeys(families))
    parts = (names, once.get("title", ""), year, once.get("doi") or once.get("url", ""))
    return _short(". ".join(part for part in parts if part))


def _short(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
