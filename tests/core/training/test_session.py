"""The training loop."""

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.errors import OrderError, SpecError
from core.experiment import Experiment
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.events import (
    BatchFinished,
    EpochFinished,
    FinishReason,
    SessionFinished,
    ValidationFinished,
)


def make_dataset(count=50):
    """Return two classes that a network can tell apart: ink at the top or at the bottom."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, count).astype(np.uint8)
    images = rng.integers(0, 60, (count, 6, 6, 1)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[3 * label : 3 * label + 3] += 180
    return Dataset("two", LabelledImages(images, labels), None, ("top", "bottom"))


def make_experiment(**changes):
    network = NetworkSpec(
        (6, 6, 1), (Conv2DSpec(4), ReLUSpec(), FlattenSpec(), DenseSpec(2), SoftmaxSpec())
    )
    experiment = Experiment(
        network, SGDSpec(0.05), batch_size=8, epochs=2, validation_share=0.2
    )
    return experiment.replace(**changes)


def weights_of(session):
    return {path: p.value.copy() for path, p in session.network.named_parameters()}


def test_that_one_epoch_brings_every_batch_then_its_judgement_and_one_end():
    events = list(session_for(make_experiment(epochs=1), make_dataset()).run())
    kinds = [type(event) for event in events]
    assert kinds == [BatchFinished] * 5 + [ValidationFinished, EpochFinished, SessionFinished]
    assert events[-1] == SessionFinished(FinishReason.COMPLETED, step=5)


def test_that_the_epoch_loss_weighs_a_short_last_batch_by_its_length():
    events = list(session_for(make_experiment(epochs=1, batch_size=24), make_dataset()).run())
    batches = [event for event in events if isinstance(event, BatchFinished)]
    (epoch,) = [event for event in events if isinstance(event, EpochFinished)]
    assert [batch.images for batch in batches] == [24, 16]
    assert epoch.loss == pytest.approx((24 * batches[0].loss + 16 * batches[1].loss) / 40)


def test_that_the_same_seed_gives_the_same_bits_and_another_seed_others():
    first, again, other = (
        session_for(make_experiment(seed=seed), make_dataset()) for seed in (1, 1, 2)
    )
    for session in (first, again, other):
        list(session.run())
    for path, value in weights_of(first).items():
        np.testing.assert_array_equal(value, weights_of(again)[path])
    assert any(np.any(v != weights_of(other)[path]) for path, v in weights_of(first).items())


def test_that_being_left_and_taken_up_again_changes_nothing():
    whole = session_for(make_experiment(), make_dataset())
    events = list(whole.run())
    parted = session_for(make_experiment(), make_dataset())
    pieces = []
    while parted.finished is None:
        pieces.extend(parted.run_step())
    assert [type(e) for e in pieces] == [type(e) for e in events]
    for path, value in weights_of(whole).items():
        np.testing.assert_array_equal(value, weights_of(parted)[path])


def test_that_a_full_batch_cut_into_shards_has_the_gradient_of_the_whole(monkeypatch):
    whole = session_for(make_experiment(batch_size=None), make_dataset())
    list(whole.run_step())
    monkeypatch.setattr("core.training.shard_plan.CONV_SHARD", 7)
    sharded = session_for(make_experiment(batch_size=None), make_dataset())
    list(sharded.run_step())
    for path, value in weights_of(whole).items():
        np.testing.assert_allclose(sharded_value(sharded, path), value, rtol=1e-4, atol=1e-6)


def sharded_value(session, path):
    return dict(session.network.named_parameters())[path].value


def test_that_a_session_learns_to_tell_the_classes_apart():
    session = session_for(make_experiment(epochs=15), make_dataset())
    last = [event for event in session.run() if isinstance(event, ValidationFinished)][-1]
    assert last.accuracy == 1.0


@pytest.mark.parametrize("rate", [1e9, 1e30**0.3])
def test_that_a_huge_learning_rate_ends_the_run_and_names_step_and_tensor(rate):
    experiment = make_experiment(optimizer=SGDSpec(rate), epochs=50)
    session = session_for(experiment, make_dataset())
    *_, last = session.run()
    assert last.reason is FinishReason.DIVERGED
    assert f"step {last.step:,}" in last.explanation
    assert any(path in last.explanation for path in weights_of(session))
    with pytest.raises(OrderError, match="takes no step"):
        session.extend(1)


def test_that_a_completed_session_can_be_extended():
    session = session_for(make_experiment(epochs=1), make_dataset())
    list(session.run())
    session.extend(1)
    assert [e.step for e in session.run() if isinstance(e, BatchFinished)] == [6, 7, 8, 9, 10]


def test_that_validation_comes_every_k_steps_as_asked():
    session = session_for(make_experiment(epochs=1, validate_every=2), make_dataset())
    steps = [event.step for event in session.run() if isinstance(event, ValidationFinished)]
    assert steps == [2, 4, 5]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"batch_size": 41}, "batch size is 41, but there are only 40 training images"),
        ({"network": NetworkSpec((6, 6, 1), (FlattenSpec(), DenseSpec(2)))}, "make Softmax"),
        (
            {"network": NetworkSpec((6, 6, 1), (FlattenSpec(), DenseSpec(3), SoftmaxSpec()))},
            "2 classes",
        ),
        (
            {"network": NetworkSpec((7, 7, 1), (FlattenSpec(), DenseSpec(2), SoftmaxSpec()))},
            "images are 6×6×1",
        ),
        ({"network": NetworkSpec((6, 6, 1), ())}, "no layer yet"),
    ],
)
def test_that_what_cannot_be_trained_is_refused_with_a_sentence(changes, sentence):
    with pytest.raises(SpecError, match=sentence):
        session_for(make_experiment(**changes), make_dataset())
