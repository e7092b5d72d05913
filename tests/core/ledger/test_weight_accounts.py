"""Batch and step of random weights, against naive loops, on random runs.

35 runs: every optimiser with every schedule, on random architectures, with and without weight
decay, clipping, batch normalisation, dropout and changed images.
"""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.errors import Cancelled
from core.ledger.batch_replay import BatchReplay
from core.ledger.exports.numpy_export import as_numpy
from core.ledger.side import Side
from core.ledger.taken_step import taken_step
from core.losses.catalog import make_loss
from core.network_spec import build_network
from core.optimizers.catalog import OPTIMIZERS
from core.random_streams import random_stream
from core.schedules.catalog import SCHEDULES
from core.trace import trace_sample
from core.training.session_state import resumed_session
from core.training.snapshot import load_values
from tests.support import ledger_oracle
from tests.support.ledger_runs import noted_run
from tests.support.quick_sample import quick_sample
from tests.support.random_runs import EVERY, PAIRS
from tests.support.textbook import history

RUNS = range(PAIRS)
PARAMETERS = 6
LIMIT = 1e-5


@pytest.fixture(scope="module")
def runs():
    return {}


def run_of(runs, seed):
    if seed not in runs:
        runs[seed] = noted_run(seed)
    return runs[seed]


def replay_of(run):
    return BatchReplay(run.experiment, run.dataset.train)


def some_weights(run, seed):
    """Return addresses: all arrays in turn."""
    rng = np.random.default_rng([seed, 3])
    gradients = run.snapshots[-1].gradients
    for at in range(PARAMETERS):
        path = list(gradients)[at % len(gradients)]
        yield ParameterAddress(
            path, tuple(int(rng.integers(side)) for side in gradients[path].shape)
        )


def kinds_of(run):
    return {layer.KIND for layer in run.experiment.network.layers}


def is_plain(run):
    """Whether a sample does the same in training as in use, alone as in a batch."""
    return not kinds_of(run) & {"dropout", "batch_norm"}


def decay_of(run, address):
    layer = run.experiment.network.layers[address.layer]
    return layer.l2 if address.name == "weight" else 0.0


def batch_as_trained(run, step):
    """Return images and labels of a step's batch: what the session itself went through."""
    rows = run.snapshots[step].record.rows
    x = run.session._gradient_step.cut(rows, step - 1)
    return x, run.dataset.train.labels[rows].astype(np.int64)


@pytest.mark.slow
def test_that_the_runs_hold_everything(runs):
    made = [run_of(runs, seed) for seed in RUNS]
    pairs = {(r.experiment.optimizer.KIND, r.experiment.schedule.KIND) for r in made}
    assert len(pairs) == len(OPTIMIZERS) * len(SCHEDULES)
    factors = [snapshot.record.clip_factor for r in made for snapshot in r.snapshots[1:]]
    assert any(factor < 1 for factor in factors)
    assert any(
        factor == 1 and r.experiment.clip_norm for r in made for factor in
        [snapshot.record.clip_factor for snapshot in r.snapshots[1:]]
    )  # fmt: skip
    assert sum(is_plain(r) for r in made) >= 8
    assert any("dropout" in kinds_of(r) for r in made)
    assert any("batch_norm" in kinds_of(r) for r in made)
    assert any(not r.experiment.augmentation.is_off for r in made)
    assert any(decay_of(r, a) for r in made for a in some_weights(r, 0))
    assert len({r.experiment.network for r in made}) == len(RUNS)


@pytest.mark.parametrize("seed", quick_sample(RUNS, EVERY))
def test_that_the_samples_of_a_batch_add_up_to_its_gradient(runs, seed):
    run = run_of(runs, seed)
    replay = replay_of(run)
    for step in (2, len(run.snapshots) - 1):
        snapshot = run.snapshots[step]
        unclipped, factor = gradients_without_clipping(run, step)
        assert snapshot.record.clip_factor == pytest.approx(factor, rel=1e-5)
        for address in some_weights(run, seed):
            page = replay.page(address, snapshot)
            assert page.side is Side.BATCH
            assert page.stored == float(snapshot.gradients[address.path][address.index])
            assert page.agrees, (address, page.total, page.stored)
            assert len(page.terms) == len(snapshot.record)
            wanted = float(unclipped[address.path][address.index]) * factor
            assert page.total == pytest.approx(wanted, rel=1e-4, abs=LIMIT * page.account.scale)
            before = float(snapshot.record.values[address.path][address.index])
            decays = [line.value for line in page.lines if line.label == "+ λ · w"]
            assert sum(decays) == pytest.approx(decay_of(run, address) * before, rel=1e-6)
            names = {}
            exec(as_numpy(page).replace("print(", "("), names)
            assert float(names["total"]) == pytest.approx(page.total, rel=1e-9, abs=1e-15)


def gradients_without_clipping(run, step):
    """Return the gradients of the same step taken without clipping, and the naive factor."""
    state, limit = run.states[step - 1], run.experiment.clip_norm
    loose = replace(state, plan=replace(state.plan, clip_norm=None))
    twin = resumed_session(run.experiment, run.dataset, loose, threads=1)
    for _ in twin.run_step():
        pass
    gradients = {path: p.gradient.copy() for path, p in twin.network.named_parameters()}
    numbers = (float(g) for array in gradients.values() for g in array.reshape(-1))
    norm = math.sqrt(math.fsum(g * g for g in numbers))
    return gradients, 1.0 if limit is None else min(1.0, limit / norm)


@pytest.mark.parametrize("seed", quick_sample(RUNS, EVERY))
def test_that_shares_are_worked_otherwise_too(runs, seed):
    run = run_of(runs, seed)
    if is_plain(run):
        check_by_loops(run, seed)
    else:  # in training a sample of this network does not stand for itself
        check_by_nudging(run, seed)


def check_by_loops(run, seed):
    """Compare each sample's share with the products in its own trace, added up in loops."""
    step = len(run.snapshots) - 1
    snapshot = run.snapshots[step]
    spec = run.experiment.network
    network = build_network(spec, rng=np.random.default_rng(0))
    load_values(network, snapshot.record.values)
    loss = make_loss(run.experiment.loss, label_smoothing=run.experiment.label_smoothing)
    x, labels = batch_as_trained(run, step)
    traces = [trace_sample(network, loss, x[n].copy(), int(labels[n])) for n in range(len(x))]
    replay, outlines = replay_of(run), spec.outline()
    for address in some_weights(run, seed):
        page = replay.page(address, snapshot)
        outline = outlines[address.layer]
        start = f"{outline.position}.{outline.spec.KIND}."
        parameters = {
            path.removeprefix(start): array
            for path, array in snapshot.record.values.items()
            if path.startswith(start)
        }
        total, sizes = 0.0, 0.0
        for n, trace in enumerate(traces):
            expected, size = ledger_oracle.parameter_blamed(
                outline, trace.values[address.layer], trace.gradients[address.layer + 1],
                parameters, address.name, address.index,
            )  # fmt: skip
            term = page.terms[n]
            # alone, a sample's deltas round otherwise than among others
            assert abs(term.factors[0].value - expected) <= 5 * LIMIT * max(size, 1e-6)
            assert term.mark == f"“{labels[n]}”"
            total, sizes = total + expected / len(traces), sizes + size / len(traces)
        assert abs(page.terms.total() - total) <= LIMIT * max(sizes, 1e-30)
        assert len({term.label for term in page.terms}) == len(traces)


def check_by_nudging(run, seed):
    """In float64: nudge the weight before the step, and look at the loss of the whole batch."""
    step, nudge = len(run.snapshots) - 1, 1e-6
    snapshot = run.snapshots[step]
    rng = random_stream(run.experiment.seed, "init")
    network = build_network(run.experiment.network, rng=rng, dtype=np.float64)
    loss = make_loss(run.experiment.loss, label_smoothing=run.experiment.label_smoothing)
    x, labels = batch_as_trained(run, step)
    x = x.astype(np.float64)
    replay, compared = replay_of(run), 0

    def loss_with(address, change):
        load_values(network, snapshot.record.values)
        dict(network.named_parameters())[address.path].value[address.index] += change
        return loss.value_and_gradient(network.forward(x, training=True), labels)[0]

    for address in some_weights(run, seed):
        up, here, down = (loss_with(address, change) for change in (nudge, 0.0, -nudge))
        if abs(up + down - 2 * here) > 1e-10:
            continue  # a kink of a ReLU or a tie of a max-pool: there is no derivative
        page = replay.page(address, snapshot)
        slope = (up - down) / (2 * nudge)
        assert page.terms.total() == pytest.approx(slope, rel=2e-4, abs=2e-6), address
        compared += 1
    assert compared


@pytest.mark.parametrize("seed", quick_sample(RUNS, EVERY))
def test_that_the_step_of_a_weight_is_that_of_its_whole_history(runs, seed):
    run = run_of(runs, seed)
    spec = run.experiment.optimizer
    named = {"velocity": "velocity v", "mean": "mean m", "squares": "squares s"}
    for address in some_weights(run, seed):
        path, place = address.path, address.index
        first = float(run.snapshots[0].values[path][place])
        gradients = [float(snapshot.gradients[path][place]) for snapshot in run.snapshots[1:]]
        for step in (1, 2, len(gradients)):
            snapshot = run.snapshots[step]
            page = taken_step(address, run.experiment, snapshot)
            book = history(spec, first, gradients[:step], run.rates[:step])
            sizes = history(spec, 0.0, [abs(g) for g in gradients[:step]], run.rates[:step])
            assert page.side is Side.STEP
            assert page.stored == float(snapshot.values[path][place])
            assert page.agrees, (spec.KIND, address, page.relative_difference)
            lines = {line.label: line.value for line in page.lines}
            assert lines["learning rate η"] == run.rates[step - 1]
            assert page.total == pytest.approx(book["value"], rel=1e-5, abs=1e-7)
            # a change worked from what float32 could keep: sizes count, not what is left
            room = 4e-5 * abs(sizes["change"]) + 1e-12 + 1e-6 * abs(book["value"]) * (step > 1)
            assert lines["change of the weight"] == pytest.approx(book["change"], abs=room)
            for name, label in named.items():
                for when in ("before", "now"):
                    if f"{label} {when}" in lines:
                        size = max(abs(g) for g in gradients[:step])
                        size = size * size if name == "squares" else size
                        assert lines[f"{label} {when}"] == pytest.approx(
                            book[when][name], rel=1e-4, abs=1e-5 * size
                        )
            names = {}
            exec(as_numpy(page).replace("print(", "("), names)
            assert float(names["total"]) == pytest.approx(page.total, rel=1e-12)


def test_that_a_schedule_s_share_of_the_rate_is_told(runs):
    seed = next(s for s in RUNS if run_of(runs, s).experiment.schedule.KIND == "cosine")
    run = run_of(runs, seed)
    address = next(some_weights(run, seed))
    page = taken_step(address, run.experiment, run.snapshots[-1])
    rate, base = run.rates[-1], run.experiment.optimizer.learning_rate
    assert f"{rate / base:.4g} times {base:g}" in page.notes[-1]


def test_that_without_a_record_the_pages_are_refused(runs):
    run = run_of(runs, 0)
    bare = replace(run.snapshots[-1], record=None)
    address = next(some_weights(run, 0))
    with pytest.raises(LedgerError, match="without its batch"):
        replay_of(run).page(address, bare)
    with pytest.raises(LedgerError, match="without the step"):
        taken_step(address, run.experiment, bare)


def test_that_what_differs_from_use_is_said_plainly(runs):
    said = {"dropout": "Dropout", "batch_norm": "couples the samples"}
    seen = set()
    for seed in RUNS:
        run = run_of(runs, seed)
        page = replay_of(run).page(next(some_weights(run, seed)), run.snapshots[-1])
        notes = " ".join(page.notes)
        for kind, words in said.items():
            assert (words in notes) == (kind in kinds_of(run))
        is_changed = not run.experiment.augmentation.is_off
        assert ("changed at random" in notes) == is_changed
        seen |= kinds_of(run) & said.keys()
    assert seen == said.keys()


def test_that_a_coupled_batch_too_large_for_one_pass_is_refused_in_words(runs, monkeypatch):
    seed = next(s for s in RUNS if "batch_norm" in kinds_of(run_of(runs, s)))
    run = run_of(runs, seed)
    monkeypatch.setattr("core.ledger.batch_replay.MAX_COUPLED", 3)
    with pytest.raises(LedgerError, match="choose a smaller batch"):
        replay_of(run).page(next(some_weights(run, seed)), run.snapshots[-1])


def test_that_adding_up_can_be_given_up(runs):
    run = run_of(runs, 0)
    with pytest.raises(Cancelled):
        replay_of(run).page(
            next(some_weights(run, 0)), run.snapshots[-1], cancelled=lambda: True
        )
