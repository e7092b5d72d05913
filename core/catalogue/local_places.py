"""Where people say that sets of data lie."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from core.errors import LoadError, SpecError
from core.formats.atomic_write import write_atomically
from core.formats.file_access import open_for_reading
from core.json_text import parse_json_object

_FILE = "places.json"
_MOST_BYTES = 100_000


def local_place(name: str, downloads: Path) -> Path | None:
    """Return where the set called `name` lies; None if that was never said."""
    place = _read(downloads).get(name)
    return Path(place) if place else None


def remember_place(name: str, place: Path, downloads: Path) -> None:
    """Keep in the folder of downloads that the set called `name` lies at `place`.

    Raises
    ------
    OSError
        If it cannot be written down.
    """
    downloads.mkdir(parents=True, exist_ok=True)
    places = {**_read(downloads), name: str(place.absolute())}
    write_atomically(downloads / _FILE, json.dumps(places, indent=1).encode())


def _read(downloads: Path) -> dict[str, str]:
    text = ""
    with suppress(LoadError), open_for_reading(downloads / _FILE) as (file, _):
        text = file.read(_MOST_BYTES).decode(errors="replace")
    try:
        found = parse_json_object(text, _FILE) if text else {}
    except SpecError:
        return {}  # damaged: what it said can be said again
    return {name: place for name, place in found.items() if isinstance(place, str)}
