"""The folder of a sweep: its study, and a document for every run."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from core.documents.document_file import DocumentFile
from core.documents.run_file_name import RUN_SUFFIX
from core.errors import LoadError
from core.experiment import Experiment
from core.formats.atomic_write import write_atomically
from core.formats.file_access import short_name
from core.formats.file_name import free_path
from core.formats.system_reason import reason_not_written
from core.sweeping.found_run import run_trains
from core.sweeping.sweep_error import SweepError
from core.sweeping.trial_row import trial_name

STUDY_FILE, LOCK_FILE = "study.sqlite", "sweep.lock"


class SweepFolder:
    """Holds a folder for one sweep, for as long as this process lives.

    Parameters
    ----------
    path : Path or str
        Made if it is not there.

    Raises
    ------
    SweepError
        If it holds something else than a sweep, another process has it, or it cannot be
        written to.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        if not str(path).strip():
            raise SweepError("expected the name of a folder to write into, received none")
        try:
            self.path = self.path.resolve()
            self.path.mkdir(parents=True, exist_ok=True)
            found = {entry.name for entry in self.path.iterdir()}
        except (OSError, ValueError, RuntimeError) as error:
            reason = reason_not_written(error) if isinstance(error, OSError) else "no such name"
            raise SweepError(f"{short_name(path)}: cannot be written ({reason})") from None
        runs = sorted(name for name in found if name.endswith(RUN_SUFFIX))
        if runs and STUDY_FILE not in found:
            raise SweepError(
                f"{short_name(self.path)}: this folder holds runs of something else, such as "
                f"{short_name(runs[0])}: choose another one"
            )
        self._lock = self._held()

    @property
    def study(self) -> Path:
        """Where the study is."""
        return self.path / STUDY_FILE

    def run_path(self, number: int, seed: int | None) -> Path:
        """Return where the document of a run goes; `seed` is None where there is only one."""
        behind = "" if seed is None else f"-seed-{seed}"
        return self.path / f"{trial_name(number)}{behind}{RUN_SUFFIX}"

    def has_run(self, path: Path, experiment: Experiment) -> bool:
        """Return whether a run of this experiment is there, whole.

        What is damaged, or of another experiment, is put out of the way.
        """
        if not path.exists():
            return False
        try:
            DocumentFile(path).close()
            is_damaged = False
        except LoadError:
            is_damaged = True
        if not is_damaged and run_trains(path, experiment):
            return True
        front = "damaged" if is_damaged else "other"
        with suppress(OSError):
            path.rename(free_path(path.with_name(f"{front}-{path.name}")))
        return False

    def keep_run(self, path: Path, document: bytes) -> None:
        """Write the document of a run: all of it, or nothing.

        Raises
        ------
        SweepError
            If it cannot be written.
        """
        try:
            if path.exists():  # of no trial of the study: someone may still want it
                path.rename(free_path(path))
            write_atomically(path, document)
        except OSError as error:
            raise SweepError(
                f"{short_name(path)}: cannot be written ({reason_not_written(error)}): all "
                "trials before it are kept; start the sweep again when that is mended"
            ) from None

    def close(self) -> None:
        """Give the folder free."""
        self._lock.close()
        with suppress(OSError):
            (self.path / LOCK_FILE).unlink()

    def _held(self) -> sqlite3.Connection:
        """Return what keeps other processes out; it ends with this one, however that ends."""
        try:
            lock = sqlite3.connect(
                self.path / LOCK_FILE, timeout=0, isolation_level=None, check_same_thread=False
            )
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            is_held = name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
            reason = "another sweep is running in it" if is_held else "cannot be written"
            raise SweepError(f"{short_name(self.path)}: {reason}") from None
        return lock
