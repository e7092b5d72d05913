"""How much a run may put into its document, and whether its disk has the room."""

from __future__ import annotations

from contextlib import suppress

from core.documents.disk_room import DiskRoom, bytes_to_come
from core.documents.document_thinning import document_budget
from core.documents.run_document import RunDocument
from core.errors import LoadError
from core.training.session import TrainingSession
from core.training.session_state import SessionState


class DocumentRoom:
    """Knows the budget of a document, and looks at its disk before it is full.

    Parameters
    ----------
    chosen : int or None
        Bytes that the user lets states take; None for the usual.
    disk : DiskRoom
    """

    def __init__(self, chosen: int | None, disk: DiskRoom) -> None:
        self._chosen = chosen
        self._disk = disk
        self._least = 0

    def begin_with(self, document: RunDocument, step: int) -> None:
        """Never ask a document to give up what it has up to `step`."""
        self._least = sum(one.size for one in document.contents() if one.step <= step)

    def budget(self, state: SessionState) -> int:
        """Return how many bytes states such as this may take."""
        usual = self._chosen or document_budget(state.without_gradients().size)
        return max(usual, self._least)

    def look(
        self, document: RunDocument, session: TrainingSession, spacing: int, state: SessionState
    ) -> str:
        """Return what is to be said about the disk; `spacing` is in steps between states."""
        taken = 0
        with suppress(LoadError):  # saving says what is wrong with it
            taken = sum(one.size for one in document.contents())
        needed = bytes_to_come(
            steps=max(session.total_steps - session.step, 0),
            spacing=spacing,
            state_size=state.size,
            budget=self.budget(state),
            taken=taken,
        )
        return self._disk.look(document.path, needed)
