"""What a worker does with a task, in this very process."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.documents.dataset_digest import dataset_digest
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.stored_run import StoredRun
from core.documents.weights_digest import weights_digest
from core.errors import LoadError
from core.experiment import experiment_to_json
from core.sweeping.data_parts import data_parts, dataset_of
from core.sweeping.program_identity import program_identity
from core.sweeping.run_result import run_result
from core.sweeping.sweep_spec import SweepObjective
from core.sweeping.trial_reply import TrialOutcome, read_reply
from core.sweeping.trial_task import TrialTask, task_text
from core.sweeping.trial_training import train_trial
from core.sweeping.worker_link import NoLink
from core.sweeping.worker_side import answer
from core.training.build import session_for
from core.training.events import ValidationFinished
from core.training.snapshot import take_snapshot
from tests.support.sessions import fingerprint
from tests.support.stub_pool import small_dataset
from tests.support.sweep_files import small_experiment, write_small_data

DATASET = small_dataset()


def task(experiment, digest=None, **changes):
    made = TrialTask(
        key="trial-0000-0",
        program=program_identity(),
        experiment=experiment_to_json(experiment),
        data_digest=digest or dataset_digest(DATASET),
        name="trial-0000",
        notes="",
        budget=5 * 2**20,
        topic="news",
        endings="endings",
    )
    return replace(made, **changes)


class Link(NoLink):
    def __init__(self, looks=10**9):
        self.said, self.looks = [], looks

    def say(self, news):
        self.said.append(news)

    def is_to_end(self):
        self.looks -= 1
        return self.looks < 0


def trained(tmp_path, experiment, link=None, **changes):
    content = train_trial(task(experiment, **changes), experiment, DATASET, link or Link())
    path = tmp_path / "run.glassbox"
    path.write_bytes(content)
    return path


def alone(experiment):
    session = session_for(experiment, DATASET)
    events = list(session.run())
    return session, events


@pytest.mark.parametrize("keeps_best", [False, True])
def test_that_a_trial_has_the_weights_of_the_run_trained_alone(tmp_path, keeps_best):
    experiment = small_experiment(epochs=4, keep_best=keeps_best)
    session, events = alone(experiment)
    with StoredRun(trained(tmp_path, experiment)) as run:
        snapshot = take_snapshot(session.network, step=session.step, epoch=session.epoch)
        assert run.step == session.step
        assert weights_digest(experiment.network, run.last.values) == weights_digest(
            experiment.network, snapshot.values
        )
    result = run_result(tmp_path / "run.glassbox", SweepObjective.VALIDATION_ACCURACY)
    judged = [event.accuracy for event in events if isinstance(event, ValidationFinished)]
    assert result.value == (max(judged) if keeps_best else judged[-1])
    assert result.ending == "completed"


def test_that_a_trial_that_was_ended_can_be_trained_to_its_end_exactly(tmp_path, monkeypatch):
    monkeypatch.setattr("core.sweeping.trial_training.NEWS_SECONDS", 0.0)
    experiment = small_experiment(epochs=4)
    link = Link(looks=7)
    path = trained(tmp_path, experiment, link)
    assert run_result(path, SweepObjective.VALIDATION_ACCURACY).ending is None
    document = RunDocument(path)
    session = resume(document, DATASET)
    document.close()
    assert session.step == 8
    list(session.run())
    assert fingerprint(session) == fingerprint(alone(experiment)[0])


def test_that_every_judgement_is_said_once(tmp_path, monkeypatch):
    monkeypatch.setattr("core.sweeping.trial_training.NEWS_SECONDS", 0.0)
    experiment, link = small_experiment(epochs=3), Link()
    trained(tmp_path, experiment, link)
    judged = [point for news in link.said[1:] for point in news["judged"]]
    _, events = alone(experiment)
    expected = [
        ("validation", event.step, event.loss, event.accuracy)
        for event in events
        if isinstance(event, ValidationFinished)
    ]
    assert [(p[0], p[1], p[3], p[4]) for p in judged if p[0] == "validation"] == expected
    assert [p[2] for p in judged if p[0] == "epoch"] == [1.0, 2.0, 3.0]
    json.dumps(link.said)


@pytest.mark.parametrize("budget", [5 * 2**20, 400_000, 1])
def test_that_the_budget_takes_states_of_the_way_and_never_the_last(tmp_path, budget):
    experiment = small_experiment(epochs=30)
    path = trained(tmp_path, experiment, budget=budget)
    document = RunDocument(path)
    steps = document.stored_steps().tolist()
    batches = document.history.batches()
    document.close()
    session, _ = alone(experiment)
    assert steps[-1] == len(batches) == session.step
    assert path.stat().st_size <= max(budget, 400_000)
    if budget == 1:
        assert len(steps) == 1
    else:
        assert steps[0] == 0
        assert len(steps) > 2


def test_that_a_worker_says_why_it_does_not_train(tmp_path):
    experiment = small_experiment(str(write_small_data(tmp_path / "stripes.npz")))
    cases = {
        TrialOutcome.REFUSED: task(experiment, program="0.0.9 (abc)"),
        TrialOutcome.NEEDS_DATA: task(experiment, digest="0" * 64),
    }
    for outcome, asked in cases.items():
        reply, content = read_reply(answer(task_text(asked)))
        assert (reply.outcome, content) == (outcome, b"")
    refused, _ = read_reply(answer(task_text(cases[TrialOutcome.REFUSED])))
    assert "0.0.9 (abc)" in refused.sentence
    assert program_identity() in refused.sentence
    parts = data_parts(DATASET, dataset_digest(DATASET))
    reply, _ = read_reply(answer(task_text(parts[0])))
    assert reply.outcome is TrialOutcome.KEPT
    too_large = task(experiment.replace(batch_size=10_000))
    reply, _ = read_reply(answer(task_text(too_large)))
    assert reply.outcome is TrialOutcome.IMPOSSIBLE
    assert "batch size" in reply.sentence
    reply, content = read_reply(answer(task_text(task(experiment))))
    assert reply.outcome is TrialOutcome.TRAINED
    assert content.startswith(b"SQLite format 3")


@pytest.mark.parametrize("labels", [np.uint8, np.uint16])
def test_that_data_in_parts_is_the_same_data(monkeypatch, labels):
    monkeypatch.setattr("core.sweeping.data_parts.PART_LETTERS", 500)
    train = LabelledImages(DATASET.train.images, DATASET.train.labels.astype(labels))
    dataset = Dataset("two", train, None, ("a", "b\n", "ü"))
    digest = dataset_digest(dataset)
    parts = data_parts(dataset, digest)
    assert len(parts) > 2
    assert all(len(task_text(part)) < 1_000_000 for part in parts)
    again = dataset_of({part.part: part for part in reversed(parts)})
    assert dataset_digest(again) == digest
    assert again.class_names == dataset.class_names
    other = {part.part: replace(part, digest="0" * 64) for part in parts}
    with pytest.raises(LoadError, match="arrived damaged"):
        dataset_of(other)
