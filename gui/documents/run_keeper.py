"""Keeps the run on screen, and every run before it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.datasets.dataset import Dataset
from core.documents.run_mark import MarkKind, RunMark
from core.experiment import Experiment
from gui.background.job_queue import JobQueue
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun

if TYPE_CHECKING:
    from core.documents.recorded_run import Place
    from core.documents.recorder import Recorder
    from gui.documents.run_recording import RunRecording


class RunKeeper(QObject):
    """Knows the run on screen and its recording.

    Parameters
    ----------
    folder : Path
        Where runs are kept unless the user chooses another place.

    Attributes
    ----------
    budget : int or None
        Bytes that the states of a new run may take in its file; None for the usual.
    recording : RunRecording or None
        Of the current run.
    tasks : JobQueue
        Whatever reads or writes a whole file.
    marks : list of RunMark
        What happened to the current run besides training.

    Signals
    -------
    recorder_changed()
        Another run is current, or the current one has got its recorder or another document.
    saved(Path)
    warned(str)
        Why the current run is not being saved; empty when it is saved again.
    marked(RunMark)
    twin_recorder_made()
        A run that is trained along with the current one has got its recorder or another
        document.
    """

    recorder_changed = Signal()
    saved = Signal(object)
    warned = Signal(str)
    marked = Signal(object)
    twin_recorder_made = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.budget: int | None = None
        self.recording: RunRecording | None = None
        self.marks: list[RunMark] = []
        self.tasks = JobQueue("documents", self)
        self._closing: list[RunRecording] = []
        self._is_shut = False

    @property
    def recorder(self) -> Recorder | None:
        """Keeps the states of the current run; None before it is started."""
        return None if self.recording is None else self.recording.recorder

    @property
    def experiment(self) -> Experiment | None:
        """What the current run was made from."""
        return None if self.recording is None else self.recording.run.experiment

    @property
    def dataset(self) -> Dataset | None:
        """What the current run is trained on."""
        return None if self.recording is None else self.recording.run.dataset

    @property
    def path(self) -> Path | None:
        """Where the current run is kept, if it is."""
        return None if self.recording is None else self.recording.path

    def keep(self, run: PreparedRun) -> RunRecording:
        """Make `run` the current one; the one before has ended."""
        self._let_go()
        recording = self.recording = self._recording_of(run)
        self.marks = list(run.marks)
        recording.recorder_made.connect(self.recorder_changed)
        recording.saved.connect(self.saved)
        recording.warned.connect(self.warned)
        recording.marked.connect(self._on_marked)
        recording.twin_recorder_made.connect(self.twin_recorder_made)
        self.recorder_changed.emit()
        return recording

    def let_go(self) -> None:
        """Have no current run any more; the one before has ended."""
        self._let_go()
        self.marks = []
        self.recorder_changed.emit()

    def note(self, kind: MarkKind, text: str = "") -> None:
        """Write down that something happened to the current run."""
        if self.recording is not None:
            self.recording.note(kind, text)

    def use_place(self, folder: Path, budget: int | None) -> None:
        """Keep runs there from now on, and so much of their past; also one yet to be begun."""
        self.folder, self.budget = folder.absolute(), budget
        if self.recording is not None:
            self.recording.use_place(self._place())

    def refuse(self, run: PreparedRun | ViewedRun) -> None:
        """Let go of a run that is not going to be the current one."""
        if isinstance(run, ViewedRun) or run.recorder is None:
            return
        if run.recorder.document is None:
            return
        if self._is_shut:
            for one in (run, *run.twins):
                if one.recorder is not None and one.recorder.document is not None:
                    one.recorder.document.close()
        else:
            self._close_later(self._recording_of(run))

    def shut_down(self) -> None:
        """Let go of the current run, which has ended and is saved."""
        self._is_shut = True
        if not self.tasks.shut_down():
            return  # it still has a document in its hands, and waiting has a limit
        if self.recording is not None:
            self._closing.append(self.recording)
        for recording in self._closing:
            recording.close()

    def _let_go(self) -> None:
        recording, self.recording = self.recording, None
        if recording is not None:
            recording.disconnect(self)
            self._close_later(recording)

    def _recording_of(self, run: PreparedRun) -> RunRecording:
        # the window is painted before anything can be written down
        from gui.documents.run_recording import RunRecording

        return RunRecording(run, self._place(), self)

    def _place(self) -> Place:
        from core.documents.recorded_run import Place

        return Place(self.folder, budget=self.budget)

    def _close_later(self, recording: RunRecording) -> None:
        self._closing.append(recording)
        # not on the main thread, as files may be slow
        self.tasks.add(partial(_close, recording), self._forget)

    def _forget(self, recording: RunRecording) -> None:
        """Give the memory of a run that is closed back."""
        self._closing.remove(recording)
        recording.deleteLater()

    @Slot(object)
    def _on_marked(self, mark: RunMark) -> None:
        self.marks.append(mark)
        self.marked.emit(mark)


def _close(recording: RunRecording, *, progress: object, cancelled: object) -> RunRecording:
    recording.close()
    return recording
