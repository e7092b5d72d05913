"""Let the run on screen go on in another file."""

from __future__ import annotations

from pathlib import Path

from core.documents.labels import MAX_NAME
from core.sentence import sentence
from gui.documents.run_recording import RunRecording


def moved_run(
    recording: RunRecording, path: Path, name: str, *, progress: object, cancelled: object
) -> Path:
    """Return where the run is kept from now on.

    Parameters
    ----------
    recording : RunRecording
    path : Path
    name : str
        What it is called from now on; empty if its name stays.
    progress, cancelled : callable
        Of the background task; copying a file has no use for them.
    """
    moved = recording.move_to(path)
    document = None if recording.recorder is None else recording.recorder.document
    if name and document is not None:
        document.relabel(document.labels.renamed(sentence(name, MAX_NAME)))
    return moved
