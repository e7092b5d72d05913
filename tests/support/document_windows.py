"""What windows on one folder of runs do to its files, without any window."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from core.documents.branch_file import branch_file
from core.documents.document_changed import DocumentChanged
from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.errors import LoadError
from tests.support.random_runs import small_dataset

DATASET = small_dataset(4)


def _names_of(path):
    return [other for other in path.parent.iterdir() if other.samefile(path)]


class DocumentWindow:
    """Does to a document what a window or a command does, with its locks.

    Parameters
    ----------
    folder : Path
    name : str
        What its own files begin with.
    """

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.recorder = None
        self.branches = 0
        self.saved = []  # (path, step) of everything that was ever said to be saved

    @property
    def is_open(self):
        return self.recorder is not None

    @property
    def document(self):
        return self.recorder.document

    def open(self, path):
        """Open a run for looking; return whether it could be opened."""
        try:
            document = RunDocument(path)
        except LoadError as error:
            if "another window" in str(error):
                return False
            raise
        self.recorder = Recorder(resume(document, DATASET), document, save_every=1e9)
        return True

    def train(self, steps):
        self._hold()
        for _ in range(steps):
            self.recorder.record(list(self.recorder.session.run_step()))

    def save(self):
        self._hold()
        assert self.recorder.save(), self.recorder.warning
        self.saved.append((self.document.path, self.recorder.saved_step))

    def rest(self):
        """Save as a pause does; the file is given free, as after the end of a run."""
        self.save()
        assert self.recorder.rest()
        self.document.end_writing()

    def close(self):
        if self.document.is_writing:
            self.save()
        self.document.close()
        self.recorder = None

    def kill(self):
        """Leave the files as a killed process does, with nothing that was not saved."""
        left = {}
        if self.document.is_writing:
            real = Path(os.path.realpath(self.document.path))
            for number, name in enumerate(_names_of(real)):  # held under any of them
                for suffix in ("", "-wal"):
                    source = name.with_name(name.name + suffix)
                    if source.exists():
                        left[source] = self.folder.parent / f"left-{number}{suffix}"
                        shutil.copyfile(source, left[source])
        self.document.close()
        for place, copy in left.items():
            shutil.copyfile(copy, place)  # the same inode, as the lock was on
        self.recorder = None

    def _hold(self):
        recorder = self.recorder
        try:
            recorder.document.begin_writing()
        except DocumentChanged:
            self.branches += 1
            path = self.folder / f"{self.name} {self.branches}.glassbox"
            branch = branch_file(recorder.document, path, recorder.saved_state)
            branch.begin_writing()
            recorder.document.close()
            recorder.move_to(branch)
