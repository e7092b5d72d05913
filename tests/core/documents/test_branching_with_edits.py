"""A changed network becomes a run of its own, and the run it left stays as it is."""

import numpy as np
import pytest

from core.documents.recipe_differences import layers_text
from core.optimizers.adam import AdamSpec
from core.training.session_state import BEST, OPTIMIZER, VALUES, capture, resumed_session
from core.what_if.edits import Edits
from core.what_if.freeze import Freeze
from core.what_if.redraw import Redraw
from core.what_if.set_number import SetNumber
from core.what_if.silence import Silence
from tests.support.recorded_runs import record_run

KERNEL = "0.conv2d.weight"
EDITS = Edits(
    (
        SetNumber(KERNEL, (1, 1, 0, 2), 3.0),
        *(Silence(0, (1,)), Redraw(0, (3,), 1), Freeze(0, (2,))),
    )
)


def bits(values):
    return {path: array.tobytes() for path, array in values.items()}


@pytest.fixture(scope="module")
def run():
    return record_run(6, optimizer=AdamSpec(0.01), keep_best=True, validate_every=2)


def test_that_a_branch_begins_with_the_changed_weights_and_the_run_keeps_its_own(run):
    machine = run.machine
    before = machine.at(4).state
    experiment, state = machine.branch(4, EDITS)
    own, changed = before.group(VALUES), state.group(VALUES)
    assert changed[KERNEL][1, 1, 0, 2] == 3
    assert (changed[KERNEL][..., 3] != own[KERNEL][..., 3]).all()
    untouched = [0, 1, 4, 5]
    assert np.array_equal(changed[KERNEL][..., untouched], own[KERNEL][..., untouched])
    assert (experiment.network.silenced, experiment.network.frozen_units) == (
        ((1, 1),),
        ((0, 2),),
    )
    assert bits(machine.at(4).state.group(VALUES)) == bits(own)
    assert "(1 silenced)" in layers_text(experiment)


def test_that_what_the_optimiser_remembers_of_changed_numbers_begins_with_zeros(run):
    before = run.machine.at(4).state.group(OPTIMIZER)
    _, state = run.machine.branch(4, EDITS)
    for name, array in state.group(OPTIMIZER).items():
        if name.endswith(KERNEL):
            assert array[1, 1, 0, 2] == 0 != before[name][1, 1, 0, 2]
            assert not array[..., 3].any()
            assert np.array_equal(array[..., 4], before[name][..., 4])
    assert not any(name.startswith(BEST) for name in state.arrays)


def test_that_the_branch_trains_on_with_what_is_silent_and_frozen(run):
    experiment, state = run.machine.branch(4, EDITS)
    session = resumed_session(experiment, run.dataset, state, threads=1)
    first = capture(session).group(VALUES)
    for _ in range(2):
        list(session.run_step())
    last = capture(session).group(VALUES)
    moved = (first[KERNEL] != last[KERNEL]).any(axis=(0, 1, 2))
    assert not moved[2]
    assert moved[[0, 3]].all()
