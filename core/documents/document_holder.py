"""The document of a run that is being recorded, held for writing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from core.documents.document_changed import DocumentChanged
from core.documents.document_copy import document_copy
from core.documents.recorded_run import Place, RecordedRun
from core.documents.run_names import new_run_path
from core.documents.run_title import run_title
from core.errors import LoadError
from core.formats.file_access import short_name

if TYPE_CHECKING:
    from core.documents.recipe import Recipe
    from core.documents.recorder import Recorder
    from core.documents.run_document import RunDocument

#: Seconds until a document that could not be made or held is tried again.
RETRY_SECONDS = 5.0


class DocumentHolder:
    """Makes a run's document when there is none, or none that can be written, and holds it.

    Parameters
    ----------
    run : RecordedRun
    place : Place
        Where to keep a run that has no document yet.

    Attributes
    ----------
    place : Place
        May be another one for as long as there is no document; set from any thread.
    """

    def __init__(self, run: RecordedRun, place: Place) -> None:
        self._run = run
        self.place = place
        self._recipe: Recipe | None = None
        self._retry_at = 0.0

    @property
    def may_try(self) -> bool:
        """Whether it did not fail a short while ago."""
        return time.monotonic() >= self._retry_at

    @staticmethod
    def is_held(recorder: Recorder) -> bool:
        """Return whether the recorder has a document that is held and can be written.

        One whose file is gone from its place is looked for once a save failed.
        """
        document = recorder.document
        if document is None or not document.is_writing or recorder.leaves_document:
            return False
        return not recorder.warning or document.is_at_its_place

    def recipe(self) -> Recipe:
        """Return what to write into a document that has yet to be made."""
        if self._recipe is None:
            # sqlite3 and all that needs it take a tenth of a second: not before it is needed
            from core.documents.recipe import Recipe

            run = self._run
            self._recipe = Recipe.for_run(run.experiment, run.dataset, run.parent)
        return self._recipe

    def hold(self, recorder: Recorder) -> str | None:
        """Hold the recorder's document for writing, or else let it go on in a new one.

        No one else's steps are ever taken away: where someone went on with the run, or is
        about to, this one goes on as a branch.  So it does where the file holds later steps
        that cannot be read.

        Returns
        -------
        str or None
            None if the document is the one so far.  Of a new one why it was made: empty for
            the first of a run.

        Raises
        ------
        OSError, LoadError
            If no document can be held; `may_try` is False for `RETRY_SECONDS`.
        """
        before, reason = recorder.document, ""
        has_moved_on = recorder.leaves_document
        try:
            if before is not None and has_moved_on:
                reason = (
                    f"{short_name(before.path)}: what this file holds after step "
                    f"{recorder.saved_step:,} is damaged and stays as it is"
                )
            elif before is not None:
                try:
                    before.begin_writing()
                except OSError as error:
                    reason, has_moved_on = str(error), isinstance(error, DocumentChanged)
                else:
                    return None
            if before is not None and has_moved_on:
                document = self._branch(before, recorder)
            else:
                document = self._new_document(recorder)
        except (OSError, LoadError):
            self._retry_at = time.monotonic() + RETRY_SECONDS
            raise
        recorder.move_to(document)
        if before is not None:
            before.close()
            how = "as a branch in" if has_moved_on else "in"
            reason = f"{reason}: the run goes on {how} {short_name(document.path)}."
        self._retry_at = 0.0
        return reason

    def _title(self) -> str:
        """Return what the file is named after."""
        parent = self._run.parent
        step = None if parent is None else parent.step
        return run_title(self._run.experiment, self._run.dataset.name, step)

    def _branch(self, before: RunDocument, recorder: Recorder) -> RunDocument:
        """Return a document of a run of its own, held for writing."""
        from core.documents.branch_file import branch_file

        self.place.folder.mkdir(parents=True, exist_ok=True)
        path = new_run_path(self.place.folder, self._title())
        document = branch_file(before, path, recorder.saved_state)
        document.begin_writing()
        return document

    def _new_document(self, recorder: Recorder) -> RunDocument:
        """Return a document that has what was saved so far, held for writing."""
        place = self.place
        if place.path is not None and recorder.document is None:
            document = document_copy(
                recorder, self.recipe(), place.path, replace=place.may_replace
            )
        else:
            place.folder.mkdir(parents=True, exist_ok=True)
            path = new_run_path(place.folder, self._title())
            document = document_copy(recorder, self.recipe(), path, replace=False)
        document.begin_writing()
        return document
