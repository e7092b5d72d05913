"""Tidy up after a crash, and find the runs it interrupted."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from core.documents.document_file import DocumentFile
from core.documents.new_file import PART_SUFFIX, is_abandoned, remove_with_companions
from core.documents.run_file_name import RUN_SUFFIX
from core.documents.sqlite_access import COMPANIONS, has_companion
from core.errors import LoadError


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found in a folder.

    Attributes
    ----------
    interrupted : tuple of Path
        Runs that were going on when their program was killed: whole again.
    damaged : mapping of Path to str
        Those that cannot be read, with the reason; left exactly as they are.
    """

    interrupted: tuple[Path, ...] = ()
    damaged: Mapping[Path, str] = field(default_factory=dict)


def recover_folder(folder: Path | str) -> Recovery:
    """Make single files of the runs a crash left open; remove what it left half-made.

    Runs that another window has open are left alone.  A folder that is not there is empty.
    """
    folder = Path(folder)
    interrupted = []
    damaged: dict[Path, str] = {}
    for part in sorted(folder.glob(f".*{PART_SUFFIX}")):
        if is_abandoned(part):
            remove_with_companions(part)
    for path in sorted(folder.glob(f"*{RUN_SUFFIX}")):
        if not has_companion(path, *COMPANIONS):
            continue
        try:
            document = DocumentFile(path)
            try:
                document.begin_writing()
            finally:
                document.close()
        except LoadError as error:
            if "another window" not in str(error):
                damaged[path] = str(error)
        except OSError:
            continue
        else:
            interrupted.append(path)
            remove_shared_memory(path)
    return Recovery(tuple(interrupted), damaged)


def remove_shared_memory(path: Path) -> None:
    """Remove the index a reader may have made beside a file that was left open."""
    if not has_companion(path, "-wal", "-journal"):
        with suppress(OSError):
            path.with_name(f"{path.name}-shm").unlink()
