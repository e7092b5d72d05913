"""Documents of small runs."""

import numpy as np

from core.documents.batch_rows import BATCH_ROW
from core.documents.recipe import Recipe
from core.documents.run_document import RunDocument
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.random_runs import (
    random_experiment,
    small_dataset,
)

EXPERIMENT, DATASET = random_experiment(1), small_dataset(1)


def begin(path, experiment=EXPERIMENT):
    """Return a session and a document that is held for it."""
    session = session_for(experiment, DATASET)
    document = RunDocument.create(path, Recipe.for_run(experiment, DATASET), capture(session))
    document.begin_writing()
    return session, document


def rows_from(first, count):
    rows = np.zeros(count, BATCH_ROW)
    rows["step"] = np.arange(first, first + count)
    rows["loss"] = np.sin(rows["step"])
    return rows
