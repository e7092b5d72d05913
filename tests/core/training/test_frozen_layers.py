"""Layers that keep their weights while the others are trained."""

from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress
from core.documents.branching import branched_experiment, branched_state
from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.errors import SpecError
from core.experiment import Experiment, experiment_from_json, experiment_to_json
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.batch_replay import BatchReplay
from core.ledger.frozen_step import FROZEN_NOTE
from core.ledger.taken_step import taken_step
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.optimizers.adam import AdamSpec
from core.optimizers.adam_w import AdamWSpec
from core.optimizers.catalog import OPTIMIZERS
from core.optimizers.momentum import MomentumSpec
from core.optimizers.sgd import SGDSpec
from core.random_streams import random_stream
from core.training.build import session_for
from core.training.session_state import capture, resumed_session
from core.training.snapshot import take_snapshot
from tests.support.random_runs import fingerprint, small_dataset, take_steps

CONV, NORM, HIDDEN, LAST = 0, 1, 5, 7
WEIGHTED = (CONV, NORM, HIDDEN, LAST)
DATA = small_dataset(1)


def experiment_with(*frozen, l2=0.05, **changes):
    layers = [
        Conv2DSpec(3, l2=l2), BatchNormSpec(), ReLUSpec(), MaxPool2DSpec(), FlattenSpec(),
        DenseSpec(7, l2=l2), ReLUSpec(), DenseSpec(3, l2=l2), SoftmaxSpec(),
    ]  # fmt: skip
    for position in frozen:
        layers[position] = replace(layers[position], frozen=True)
    plain = Experiment(
        NetworkSpec((6, 6, 1), tuple(layers)),
        AdamWSpec(0.01),
        batch_size=8,
        epochs=4,
        validation_share=0.2,
        clip_norm=0.1,
    )
    return plain.replace(**changes)


def network_of(*frozen, **changes):
    return experiment_with(*frozen, **changes).network


def layer_of(path):
    return int(path.split(".")[0])


def values_of(session):
    return take_snapshot(session.network, step=0, epoch=0).values


@pytest.mark.parametrize("kind", OPTIMIZERS)
@pytest.mark.parametrize("frozen", [(CONV,), (NORM, LAST), (CONV, NORM, HIDDEN)])
def test_that_frozen_layers_keep_every_bit_while_all_others_change(kind, frozen):
    session = session_for(experiment_with(*frozen, optimizer=OPTIMIZERS[kind](0.01)), DATA)
    before = values_of(session)
    take_steps(session, 9)
    for path, array in values_of(session).items():
        is_same = array.tobytes() == before[path].tobytes()
        assert is_same == (layer_of(path) in frozen), path
    gradients = dict(session.network.named_parameters())
    assert all(np.any(named.gradient) for named in gradients.values())
    kept = {layer_of(name.split("/", 1)[1]) for name in session.optimizer.state()}
    assert not kept & set(frozen)


def test_that_a_frozen_run_is_a_loop_by_hand_that_skips_those_weights():
    rate, mu, limit, l2 = 0.05, 0.9, 0.1, 0.05
    experiment = experiment_with(
        CONV, HIDDEN, optimizer=MomentumSpec(rate, momentum=mu), clip_norm=limit, l2=l2
    )
    session = session_for(experiment, DATA, threads=1)
    plain = network_of(l2=0.0)
    by_hand = build_network(plain, rng=random_stream(experiment.seed, "init"))
    named = dict(by_hand.named_parameters())
    trained = [path for path in named if layer_of(path) not in (CONV, HIDDEN)]
    velocity = {path: np.zeros_like(named[path].value) for path in trained}
    loss = CategoricalCrossEntropy()
    for _ in range(8):
        session.notebook.want_next()
        event = next(iter(take_steps(session, 1)))
        record = session.notebook.record
        x = DATA.train.images[record.rows].astype(np.float32) / np.float32(255)
        labels = DATA.train.labels[record.rows].astype(np.int64)
        value, delta = loss.value_and_gradient(by_hand.forward(x, training=True), labels)
        by_hand.backward(delta)
        gradients = {path: named[path].gradient.copy() for path in trained}
        for path in trained:
            if path == f"{LAST}.dense.weight":
                value += 0.5 * l2 * float((named[path].value ** 2).sum())
                gradients[path] += l2 * named[path].value
        norm = np.sqrt(sum(float((g**2).sum()) for g in gradients.values()))
        assert norm > limit
        for path in trained:
            velocity[path] = mu * velocity[path] + gradients[path] * (limit / norm)
            named[path].value -= rate * velocity[path]
        assert event.loss == pytest.approx(value, rel=1e-5)
        assert record.clip_factor == pytest.approx(limit / norm, rel=1e-5)
    for path, array in values_of(session).items():
        if path in named:
            np.testing.assert_allclose(array, named[path].value, rtol=1e-4, atol=1e-6)


def test_that_a_frozen_normalisation_trains_as_it_judges_and_gathers_nothing(rng):
    spec = BatchNormSpec(frozen=True)
    layer = spec.build((4,), rng=rng, dtype=np.float64)
    layer.gamma.value[...] = rng.normal(size=4)
    for array in layer.state.values():
        array[...] = rng.uniform(0.5, 2, size=4)
    before = {name: array.copy() for name, array in layer.state.items()}
    x, g = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))
    np.testing.assert_allclose(
        layer.forward(x, training=True), layer.forward(x, training=False), rtol=1e-12
    )
    spread = np.sqrt(before["running_variance"] + spec.epsilon)
    np.testing.assert_allclose(layer.backward(g), g * layer.gamma.value / spread, rtol=1e-12)
    normal = (x - before["running_mean"]) / spread
    np.testing.assert_allclose(layer.gamma.gradient, (g * normal).sum(axis=0), rtol=1e-12)
    for name, array in layer.state.items():
        np.testing.assert_array_equal(array, before[name])


def test_that_frozen_goes_through_json_and_that_older_files_load_without_it():
    experiment = experiment_with(CONV, NORM, HIDDEN)
    text = experiment_to_json(experiment)
    assert experiment_from_json(text) == experiment
    older = text.replace('"frozen": true', '"frozen": false')
    assert experiment_from_json(older) == experiment_with()
    lines = experiment_to_json(experiment_with()).splitlines()
    bare = "\n".join(line for line in lines if '"frozen"' not in line)
    for before, after in ((",\n        }", "\n        }"), (",\n      }", "\n      }")):
        bare = bare.replace(before, after)
    assert "frozen" not in bare
    assert experiment_from_json(bare) == experiment_with()


def test_that_frozen_must_be_true_or_false():
    with pytest.raises(SpecError, match="frozen must be true or false"):
        DenseSpec(3, frozen=1)


def test_that_a_network_with_nothing_left_to_train_is_refused():
    with pytest.raises(SpecError, match=r"Every layer with weights is frozen.*untick Frozen"):
        session_for(experiment_with(*WEIGHTED), DATA)
    session_for(experiment_with(*WEIGHTED[1:]), DATA)


@pytest.mark.parametrize("stop", [1, 4, 9])
def test_that_a_frozen_run_resumed_from_its_document_gives_the_same_bits(tmp_path, stop):
    experiment = experiment_with(CONV, NORM, keep_best=True)
    whole = session_for(experiment, DATA)
    take_steps(whole, 14)
    session = session_for(experiment, DATA)
    document = RunDocument.create(
        tmp_path / "run.glassbox", Recipe.for_run(experiment, DATA), capture(session)
    )
    document.begin_writing()
    recorder = Recorder(session, document)
    for _ in range(stop):
        recorder.record(list(session.run_step()))
    recorder.save()
    recorder.close()
    again = resume(RunDocument(tmp_path / "run.glassbox"), DATA)
    assert again.step == stop
    take_steps(again, 14 - stop)
    assert fingerprint(again) == fingerprint(whole)


CHANGES = {"freeze": ((), (CONV, NORM)), "thaw": ((CONV, NORM), ()), "swap": ((CONV,), (LAST,))}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("step", [0, 6])
def test_that_a_branch_may_freeze_and_thaw_and_is_then_the_headless_branch(name, step):
    frozen, then = CHANGES[name]
    before, after = experiment_with(*frozen), experiment_with(*then)
    recorded = session_for(before, DATA)
    recorder = Recorder(recorded, None, budget=3000)
    while recorded.finished is None:
        recorder.record(list(recorded.run_step()))
    machine = TimeMachine.of_recorder(recorder, before, DATA)
    branched, state = machine.branch(step, network=after.network)
    assert branched == after
    session = resumed_session(branched, DATA, state)

    by_hand = session_for(before, DATA)
    take_steps(by_hand, step)
    old = dict(by_hand.optimizer.state())
    assert session.optimizer.step_count == by_hand.optimizer.step_count
    assert {layer_of(path.split("/")[1]) for path in session.optimizer.state()} == (
        set(WEIGHTED) - set(then)
    )
    for path, array in session.optimizer.state().items():
        np.testing.assert_array_equal(array, old.get(path, np.zeros_like(array)), err_msg=path)

    start = values_of(session)
    for path, array in values_of(by_hand).items():
        np.testing.assert_array_equal(start[path], array)
    same = branched_experiment(before, {"network": after.network})
    fresh = session_for(same, DATA)
    twin = resumed_session(same, DATA, branched_state(capture(by_hand), before, same, fresh))
    take_steps(session, 7)
    take_steps(twin, 7)
    assert fingerprint(session) == fingerprint(twin)
    for path, array in values_of(session).items():
        assert (array.tobytes() == start[path].tobytes()) == (layer_of(path) in then), path


def test_that_a_branch_that_freezes_forgets_the_best_weights_so_far():
    before, after = (
        experiment_with(*frozen, keep_best=True, l2=0.0) for frozen in ((), (CONV,))
    )
    session = session_for(before, DATA)
    take_steps(session, 9)
    assert session.best.step
    fresh = session_for(after, DATA)
    state = branched_state(capture(session), before, after, fresh)
    assert state.best == capture(fresh).best
    branch = resumed_session(after, DATA, state)
    kept = values_of(branch)["0.conv2d.weight"]
    take_steps(branch, 10**6)
    np.testing.assert_array_equal(values_of(branch)["0.conv2d.weight"], kept)


def test_that_a_branch_still_cannot_have_other_layers():
    with pytest.raises(SpecError, match="layers cannot change"):
        branched_experiment(
            experiment_with(),
            {"network": replace(network_of(CONV), layers=network_of(CONV).layers[2:])},
        )


def test_that_the_ledger_tells_a_frozen_weight_s_batch_and_that_it_stays():
    experiment = experiment_with(CONV, NORM, optimizer=AdamSpec(0.01), l2=0.2)
    session = session_for(experiment, DATA, threads=1)
    take_steps(session, 3)
    session.notebook.want_next()
    take_steps(session, 1)
    record = session.notebook.record
    assert record.clip_factor < 1
    snapshot = take_snapshot(session.network, step=4, epoch=1, record=record)
    replay = BatchReplay(experiment, DATA.train)
    for path, gradient in snapshot.gradients.items():
        address = ParameterAddress(path, tuple(side - 1 for side in gradient.shape))
        batch = replay.page(address, snapshot)
        assert batch.agrees, (path, batch.total, batch.stored)
        step = taken_step(address, experiment, snapshot)
        assert step.agrees
        is_frozen = layer_of(path) in (CONV, NORM)
        assert (FROZEN_NOTE in step.notes) == is_frozen
        assert (step.total == float(record.values[path][address.index])) == is_frozen


@pytest.mark.parametrize("is_beside_another", [False, True])
def test_that_a_frozen_normalisation_works_in_shards_on_any_number_of_threads(
    monkeypatch, is_beside_another
):
    monkeypatch.setattr("core.training.shard_plan.THREADED_SHARD", 0)
    experiment = experiment_with(NORM, batch_size=None, optimizer=SGDSpec(0.1))
    if is_beside_another:  # whose parts have to wait for each other
        layers = experiment.network.layers
        layers = (*layers[:HIDDEN], BatchNormSpec(), *layers[HIDDEN:])
        experiment = experiment.replace(network=replace(experiment.network, layers=layers))
    data = small_dataset(2, count=400)
    sessions = [session_for(experiment, data, threads=threads) for threads in (1, 2)]
    for session in sessions:
        assert session._gradient_step.plan.is_coupled == is_beside_another
        take_steps(session, 3)
    assert fingerprint(sessions[0]) == fingerprint(sessions[1])
