"""Resume a run without a window."""

from __future__ import annotations

from argparse import Namespace

from core.commands.budget_option import chosen_budget
from core.commands.data_of_run import data_of_run
from core.commands.run_target import RunTarget
from core.commands.surroundings import Surroundings
from core.commands.training_course import CommandRun, train_and_report
from core.datasets.dataset import Dataset
from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.stored_run import is_document
from core.errors import LoadError
from core.fields import WholeNumber, accepted
from core.formats.file_access import short_name
from core.formats.output_target import OutputError

_EPOCHS = WholeNumber("Epochs", "More passes over the data.", 1, 1_000_000)


def resume_run(options: Namespace, surroundings: Surroundings) -> None:
    """Train exactly from where a run stopped: to the end of its plan, or so many epochs more.

    Whatever cannot be done is raised as `CoreError`.
    """
    if options.epochs is not None:
        accepted("resume", "epochs", _EPOCHS, options.epochs)
    budget = chosen_budget(options)
    if not is_document(options.run):
        raise LoadError(
            f"{short_name(options.run)}: only a run document can be resumed exactly; make "
            "one with train --out NAME.glassbox"
        )
    document = RunDocument(options.run)
    try:
        with surroundings.progress_bar() as bar:
            experiment = document.recipe.experiment
            dataset = data_of_run(options.run, experiment, options.data, bar)
            surroundings.interruption.kept = f"the run is in {document.path}"
            train_and_report(
                lambda: _continued(
                    document, dataset, options.epochs, surroundings.threads, budget
                ),
                RunTarget(document.path, is_document=True, may_replace=False),
                surroundings,
                bar,
            )
    finally:
        document.close()


def _continued(
    document: RunDocument,
    dataset: Dataset,
    epochs: int | None,
    threads: int | None,
    budget: int | None,
) -> CommandRun:
    """Return the run of `document`, which is held for writing."""
    try:
        document.begin_writing()  # first: no one else can add steps to it from now on
    except OSError as error:
        raise OutputError(str(error)) from None
    session = resume(document, dataset, threads=threads)
    # before the plan changes, so that it sees that
    recorder = Recorder(session, document, document_budget=budget)
    at_most, extended_by = None, 0
    if epochs is not None:
        at_most = session.step + epochs * session.steps_per_epoch
        missing = max(0, at_most - session.total_steps)
        extended_by = -(-missing // session.steps_per_epoch)
        if extended_by:
            session.extend(extended_by)
    return CommandRun(
        document.recipe.experiment,
        dataset,
        session,
        document.recipe.parent,
        recorder,
        at_most,
        extended_by,
    )
