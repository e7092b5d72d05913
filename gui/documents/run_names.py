"""Names for the files of runs."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import count
from pathlib import Path

from core.documents.run_file_name import run_file_name

LONGEST = 60
#: Of a name, as the disk counts: leaves room for the date, a number and what SQLite adds.
MOST_BYTES = 180


def new_run_path(folder: Path, name: str) -> Path:
    """Return where to keep a run that begins now."""
    kept = "".join(letter if letter.isalnum() or letter in " _-" else "-" for letter in name)
    now = datetime.now().astimezone()
    kept = kept.strip()[:LONGEST].encode()[:MOST_BYTES].decode(errors="ignore").strip()
    kept = f"{kept or 'run'} {now:%Y-%m-%d %H.%M}"
    return free_path(folder / run_file_name(kept))


def free_path(path: Path) -> Path:
    """Return `path`, or with a number the first such name that no file has."""
    if not os.path.lexists(path):  # false, too, where nobody may look
        return path
    others = (path.with_name(f"{path.stem} ({n}){path.suffix}") for n in count(2))
    return next(other for other in others if not os.path.lexists(other))
