"""Let the run on screen go on in another file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.documents.labels import MAX_NAME
from core.sentence import sentence

if TYPE_CHECKING:  # it is imported when the first run is ready
    from gui.documents.run_recording import RunRecording


def moved_run(
    recording: RunRecording, path: Path, offered: str, *, progress: object, cancelled: object
) -> Path:
    """Return where the run is kept from now on.

    Parameters
    ----------
    recording : RunRecording
    path : Path
    offered : str
        The name of a file that was offered: under another one the run is called so, too.
    progress, cancelled : callable
        Of the background task; copying a file has no use for them.
    """
    moved = recording.move_to(path)
    document = None if recording.recorder is None else recording.recorder.document
    if document is not None and path.name != offered:
        document.relabel(document.labels.renamed(sentence(path.stem, MAX_NAME)))
    return moved
