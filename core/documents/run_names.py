"""Names for the files of runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from core.documents.run_file_name import RUN_SUFFIX
from core.documents.run_title import DOT
from core.formats.file_name import file_name, free_path

LONGEST = 60
#: Of a name, as the disk counts: leaves room for the date, a number and what SQLite adds.
MOST_BYTES = 180


def new_run_path(folder: Path, name: str) -> Path:
    """Return where to keep a run that begins now."""
    name = name.replace(DOT, " ")
    kept = "".join(letter if letter.isalnum() or letter in " _-." else "-" for letter in name)
    now = datetime.now().astimezone()
    kept = kept.strip(" .")[:LONGEST].rstrip(" .") or "run"
    kept = f"{kept} {now:%Y-%m-%d %H.%M}"
    return free_path(folder / file_name(kept, RUN_SUFFIX))
