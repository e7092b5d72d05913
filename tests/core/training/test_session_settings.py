"""Schedules, clipping, early stopping, the best weights and augmentation, in a session."""

from dataclasses import replace

import numpy as np
import pytest

from core.augmentation.augmenter import Augmenter
from core.augmentation.spec import AugmentationSpec
from core.errors import SpecError
from core.experiment import Experiment
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.adam import AdamSpec
from core.optimizers.sgd import SGDSpec
from core.schedules.cosine import CosineSpec
from core.schedules.reduce_on_plateau import ReduceOnPlateauSpec
from core.schedules.step_decay import StepDecaySpec
from core.training.build import session_for
from core.training.events import (
    BatchFinished,
    ValidationFinished,
)
from tests.support.sessions import (
    LAYERS,
    fingerprint,
    make_dataset,
    make_session,
    of_kind,
    pretend_validations,
)


def test_that_every_batch_tells_the_learning_rate_the_schedule_gave_it():
    session = make_session(schedule=StepDecaySpec(every=1, decay=0.1))
    rates = [event.learning_rate for event in of_kind(session.run(), BatchFinished)]
    assert rates == pytest.approx([0.05] * 5 + [0.005] * 5 + [0.0005] * 5)


def test_that_a_constant_schedule_computes_the_same_bits_as_cosine_at_its_top():
    plain, flat = make_session(), make_session(schedule=CosineSpec(final_share=1.0))
    list(plain.run())
    list(flat.run())
    assert fingerprint(plain) == fingerprint(flat)


def test_that_a_plateau_lowers_the_rate_of_the_next_epoch(monkeypatch):
    session = make_session(schedule=ReduceOnPlateauSpec(patience=0, decay=0.5))
    pretend_validations(monkeypatch, session, [(1.0, 0.5), (2.0, 0.5), (0.5, 0.5)])
    rates = [event.learning_rate for event in of_kind(session.run(), BatchFinished)]
    assert rates == pytest.approx([0.05] * 10 + [0.025] * 5)


def test_that_clipping_bounds_what_the_optimizer_sees():
    session = make_session(clip_norm=1e-3)
    for _ in range(3):
        list(session.run_step())
        gradients = [p.gradient for _, p in session.network.named_parameters()]
        norm = np.sqrt(sum(float(np.square(g).sum()) for g in gradients))
        assert norm == pytest.approx(1e-3, rel=1e-4)


def test_that_augmented_runs_repeat_bit_for_bit_and_differ_by_seed():
    spec = AugmentationSpec(shift=1, rotate=10, elastic=0.5, noise=0.05)
    first, again, other, plain = (
        make_session(augmentation=spec, seed=1),
        make_session(augmentation=spec, seed=1),
        make_session(augmentation=spec, seed=2),
        make_session(seed=1),
    )
    for session in (first, again, other, plain):
        list(session.run())
    assert fingerprint(first) == fingerprint(again)
    assert len({fingerprint(s) for s in (first, other, plain)}) == 3


def test_that_an_augmented_run_left_and_taken_up_again_is_the_same():
    spec = AugmentationSpec(shift=1, noise=0.1)
    whole, parted = make_session(augmentation=spec), make_session(augmentation=spec)
    list(whole.run())
    while parted.finished is None:
        list(parted.run_step())
    assert fingerprint(whole) == fingerprint(parted)


def test_that_validation_images_are_not_augmented():
    session = make_session(augmentation=AugmentationSpec(noise=1.0), epochs=1)
    *_, validation, _, _ = session.run()
    assert session.evaluate(session.data, session.validation_rows) == (
        validation.loss, validation.accuracy,
    )  # fmt: skip


def test_that_l2_pulls_the_weights_towards_zero():
    decayed = [
        Conv2DSpec(4, l2=0.1) if isinstance(layer, Conv2DSpec) else layer for layer in LAYERS
    ]
    plain, pulled = make_session(), make_session(network=NetworkSpec((6, 6, 1), tuple(decayed)))
    list(plain.run_step())
    start = dict(make_session().network.named_parameters())["0.conv2d.weight"].value
    list(pulled.run_step())
    path = "0.conv2d.weight"
    ours, theirs = (
        dict(session.network.named_parameters())[path].value for session in (pulled, plain)
    )
    np.testing.assert_allclose(ours, theirs - 0.05 * 0.1 * start, atol=1e-7)


def test_that_the_reported_losses_have_the_price_of_the_weights_in_them():
    decayed = tuple(
        replace(layer, l2=0.1) if isinstance(layer, Conv2DSpec | DenseSpec) else layer
        for layer in LAYERS
    )
    plain, pulled = make_session(), make_session(network=NetworkSpec((6, 6, 1), decayed))

    def price(session):
        named = session.network.named_parameters()
        weights = [p.value for path, p in named if path.endswith("weight")]
        return 0.05 * sum(float((w.astype(float) ** 2).sum()) for w in weights)

    before = price(pulled)
    rows = plain.validation_rows
    expected, accuracy = plain.evaluate(plain.data, rows)
    assert pulled.evaluate(pulled.data, rows) == (pytest.approx(expected + before), accuracy)
    first, dearer = next(plain.run_step()), next(pulled.run_step())
    assert dearer.loss == pytest.approx(first.loss + before, rel=1e-5)


@pytest.mark.parametrize(
    "changes",
    [
        {"optimizer": AdamSpec(0.01), "schedule": CosineSpec(warm_up=0.5)},
        {"clip_norm": 0.1, "augmentation": AugmentationSpec(rotate=10)},
    ],
)
def test_that_such_a_session_learns_to_tell_the_classes_apart(changes):
    session = make_session(epochs=15, **changes)
    last = of_kind(session.run(), ValidationFinished)[-1]
    assert last.accuracy == 1.0


def test_that_labels_of_no_class_are_refused_with_their_place():
    dataset = make_dataset()
    dataset.train.labels[17] = 2
    experiment = Experiment(NetworkSpec((6, 6, 1), LAYERS), SGDSpec())
    with pytest.raises(SpecError, match="from 0 to 1, but training image 17 has label 2"):
        session_for(experiment.replace(batch_size=8), dataset)


def test_that_augmented_shards_on_threads_give_the_bits_of_one_thread():
    network = NetworkSpec(
        (6, 6, 1), (FlattenSpec(), DenseSpec(300), ReLUSpec(), DenseSpec(2), SoftmaxSpec())
    )
    experiment = Experiment(
        network,
        AdamSpec(0.01),
        batch_size=None,
        epochs=3,
        clip_norm=0.5,
        augmentation=AugmentationSpec(shift=1, rotate=10, elastic=0.5, noise=0.05),
    )
    sessions = [session_for(experiment, make_dataset(1500), threads=n) for n in (1, 2, 4)]
    for session in sessions:
        list(session.run())
    assert len({fingerprint(session) for session in sessions}) == 1


def test_that_each_step_and_each_seed_draws_changes_of_its_own(monkeypatch):
    drawn = []

    class Recorder(Augmenter):
        def __init__(self, spec, image_shape, seed):
            super().__init__(spec, image_shape, seed)
            self.seed = seed

        def shard(self, images, rows, step, start=0):
            drawn.append((self.seed, step, start))
            return super().shard(images, rows, step, start)

    monkeypatch.setattr("core.training.build.Augmenter", Recorder)
    for seed in (3, 4):
        list(make_session(augmentation=AugmentationSpec(shift=1), epochs=1, seed=seed).run())
    assert drawn == [(seed, step, 0) for seed in (3, 4) for step in range(5)]
