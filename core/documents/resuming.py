"""Go on with a run that is in a document."""

from __future__ import annotations

from core.datasets.dataset import Dataset
from core.documents.run_document import RunDocument
from core.errors import LoadError, SpecError
from core.formats.file_access import short_name
from core.training.session import TrainingSession
from core.training.session_state import resumed_session


def resume(
    document: RunDocument, dataset: Dataset, *, threads: int | None = None
) -> TrainingSession:
    """Return the session of a run as it was at its last undamaged snapshot.

    The next step gives the very bits it would have given without the interruption.

    Parameters
    ----------
    document : RunDocument
    dataset : Dataset
        The very images the run was trained on.
    threads : int, optional
        See `session_for`.

    Raises
    ------
    LoadError
        If these are other images, or no snapshot can be gone on from.
    """
    document.recipe.check_dataset(dataset, document.watch.check)
    state = document.latest()
    earlier = None if state.has_gradients else document.state_before(state.step - 1)
    try:
        session = resumed_session(
            document.recipe.experiment, dataset, earlier or state, threads=threads
        )
    except SpecError as error:
        raise LoadError(f"{short_name(document.path)}: {error}"[:300]) from None
    while session.step < state.step and session.finished is None:
        document.watch.check()
        list(session.run_step())  # the gradients that views show were not kept
    return session
