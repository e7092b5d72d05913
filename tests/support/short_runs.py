"""Documents of short real trainings on real digits."""

from __future__ import annotations

from core.datasets.loading import load_dataset
from core.documents.labels import Labels
from core.documents.recipe import Origin, Recipe
from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.experiment import Experiment
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.session_state import capture, resumed_session
from tests.support.data_files import write_idx_folder

NETWORK = NetworkSpec(
    (28, 28, 1),
    (Conv2DSpec(4), ReLUSpec(), MaxPool2DSpec(), FlattenSpec(), DenseSpec(10), SoftmaxSpec()),
)


def digits(folder, train=120):
    """Return a data set of real digits that was read from files in `folder`."""
    return load_dataset(str(write_idx_folder(folder / "digits", train, 20)))


def short_experiment(data, **changes):
    """Return a recipe of nine steps an epoch."""
    made = Experiment(
        NETWORK,
        SGDSpec(0.1),
        name="short",
        data=data,
        batch_size=12,
        epochs=2,
        validate_every=3,
    )
    return made.replace(**changes)


def train_run(path, dataset, steps=9, *, name=None, tags=(), parent=None, **changes):
    """Write the document of a real run of some steps; return its path."""
    experiment = short_experiment(dataset.name, **changes)
    session = session_for(experiment, dataset)
    recipe = Recipe.for_run(experiment, dataset, parent)
    document = RunDocument.create(
        path, recipe, capture(session), labels=Labels(name or path.stem, "", tuple(tags))
    )
    _train_on(session, document, steps)
    return path


def branch_run(parent, path, dataset, step, steps=6, *, name=None, **changes):
    """Write the document of a branch of the run in `parent`; return its path."""
    old = RunDocument(parent)
    experiment, state = TimeMachine.of_document(old, dataset).branch(step, **changes)
    origin = Origin(old.recipe.run_id, old.labels.name, step)
    old.close()
    document = RunDocument.create(
        path,
        Recipe.for_run(experiment, dataset, origin),
        state,
        labels=Labels(name or path.stem),
    )
    _train_on(resumed_session(experiment, dataset, state), document, steps)
    return path


def open_and_train(path, dataset, steps):
    """Let the run in `path` go on for some steps; return its document, still open."""
    document = RunDocument(path)
    session = resume(document, dataset)
    document.begin_writing()
    recorder = Recorder(session, document)
    for _ in range(steps):
        recorder.record(list(session.run_step()))
    recorder.save()
    return document


def _train_on(session, document, steps):
    document.begin_writing()
    recorder = Recorder(session, document)
    for _ in range(steps):
        recorder.record(list(session.run_step()))
    recorder.close()
