"""Weights that were pruned: in a network that keeps zeros, what is 0 stays 0."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress
from core.documents.recipe_differences import layers_text
from core.documents.run_title import run_title
from core.errors import SpecError
from core.experiment import experiment_from_json, experiment_to_json
from core.ledger.frozen_step import PRUNED_NOTE
from core.ledger.taken_step import taken_step
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import build_network, network_spec_from_json, network_spec_to_json
from core.optimizers.adam import AdamSpec
from core.optimizers.catalog import OPTIMIZERS
from core.presets import SEED_CNN
from core.training.objective import Objective
from core.training.session_state import VALUES, capture, resumed_session
from core.training.snapshot import take_snapshot
from core.what_if.edits import Edits
from core.what_if.prune import Prune
from core.what_if.set_number import SetNumber
from tests.support.recorded_runs import record_run

CNN = SEED_CNN.network
PRUNED = replace(CNN, keeps_zeros=True)
KERNEL, MATRIX, BIAS = "0.conv2d.weight", "4.dense.weight", "4.dense.bias"


def test_that_it_is_written_read_and_named():
    assert network_spec_from_json(network_spec_to_json(PRUNED)) == PRUNED
    experiment = SEED_CNN.replace(network=PRUNED)
    assert experiment_from_json(experiment_to_json(experiment)) == experiment
    assert "keeps_zeros" not in network_spec_to_json(CNN)
    assert layers_text(experiment).endswith(" · zeros stay")
    assert "pruned" in run_title(experiment, "mnist")
    assert [one.keeps_zeros for one in PRUNED.outline()] == [
        True,
        False,
        False,
        False,
        True,
        False,
    ]
    for given in (1, "yes", None, [True]):
        data = json.loads(network_spec_to_json(CNN)) | {"keeps_zeros": given}
        with pytest.raises(SpecError, match="keeps_zeros must be true or false"):
            network_spec_from_json(json.dumps(data))


def pruned_network(spec):
    """Return a network a third of whose numbers are 0, biases too."""
    network = build_network(spec, rng=np.random.default_rng(7))
    for _, parameter in network.named_parameters():
        parameter.value.reshape(-1)[::3] = 0
    return network


@pytest.mark.parametrize("kind", sorted(OPTIMIZERS))
def test_that_every_optimiser_leaves_zeros_of_weights_alone_and_moves_all_others(kind):
    networks = [pruned_network(spec) for spec in (PRUNED, CNN)]
    rng = np.random.default_rng(0)
    x, labels = rng.random((6, 28, 28, 1)).astype(np.float32), rng.integers(0, 10, 6)
    for network in networks:
        objective = Objective(network, CategoricalCrossEntropy())
        optimizer = OPTIMIZERS[kind]().build(network.trained_parameters())
        objective.value_and_gradients(x, labels)
        optimizer.step()
    for (path, held), (_, free) in zip(
        *(one.named_parameters() for one in networks), strict=True
    ):
        zeros, others = held.value.reshape(-1)[::3], held.value.reshape(-1)[1::3]
        assert np.array_equal(others, free.value.reshape(-1)[1::3]), path
        is_weight = path.endswith("weight")
        assert zeros.any() != is_weight, path
        assert free.value.reshape(-1)[::3].any(), path  # without the word they grow again


@pytest.fixture(scope="module")
def run():
    return record_run(4, optimizer=AdamSpec(0.01), clip_norm=1.0)


def trained_further(run, edits, steps, until=None):
    """Return experiment and weights of a branch at its first and its last step."""
    experiment, state = run.machine.branch(4, edits)
    session = resumed_session(experiment, run.dataset, state, threads=1)
    first = capture(session)
    for taken in range(steps):
        list(session.run_step())
        if taken + 1 == until:  # saved, and opened by another program
            session = resumed_session(experiment, run.dataset, capture(session), threads=1)
    return experiment, first.group(VALUES), capture(session).group(VALUES)


def test_that_a_pruned_branch_stays_pruned_and_one_that_is_to_learn_again_does(run):
    free_edits = Edits((Prune(0.6, keeps_zeros=False),))
    experiment, first, last = trained_further(run, Edits((Prune(0.6),)), 3)
    free, _, regrown = trained_further(run, free_edits, 3)
    assert (experiment.network.keeps_zeros, free.network.keeps_zeros) == (True, False)
    for path in (KERNEL, MATRIX):
        was_zero = first[path] == 0
        assert was_zero.any()
        assert not last[path][was_zero].any()
        assert (last[path] != first[path])[~was_zero].any()
    assert regrown[MATRIX][first[MATRIX] == 0].any()
    assert (last[BIAS] != first[BIAS]).all()


def test_that_a_pruned_run_goes_on_as_if_it_had_never_stopped(run):
    edits = Edits(
        (Prune(0.5), SetNumber(MATRIX, (0, 0), 0.0), SetNumber(KERNEL, (0, 0, 0, 0), 1.0))
    )
    _, _, once = trained_further(run, edits, 4)
    _, first, twice = trained_further(run, edits, 4, until=2)
    for path, array in once.items():
        assert array.tobytes() == twice[path].tobytes(), path
    assert not once[MATRIX][0, 0]
    assert 0 != once[KERNEL][0, 0, 0, 0] != first[KERNEL][0, 0, 0, 0]


def test_that_the_ledger_says_why_a_pruned_weight_stays(run):
    experiment, state = run.machine.branch(4, Edits((Prune(0.5),)))
    session = resumed_session(experiment, run.dataset, state, threads=1)
    before = capture(session).group(VALUES)[MATRIX]
    session.notebook.want_next()
    list(session.run_step())
    record = session.notebook.record
    snapshot = take_snapshot(session.network, step=5, epoch=1, record=record)
    zero, other = (
        tuple(np.argwhere(is_so)[0].tolist()) for is_so in (before == 0, before != 0)
    )
    page = taken_step(ParameterAddress(MATRIX, zero), experiment, snapshot)
    assert (page.notes, page.title[:6], page.agrees) == ((PRUNED_NOTE,), "Pruned", True)
    page = taken_step(ParameterAddress(MATRIX, other), experiment, snapshot)
    assert PRUNED_NOTE not in page.notes
    assert page.agrees
