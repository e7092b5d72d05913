"""What can be had of a run whose images are not there."""

from contextlib import closing

import numpy as np
import pytest

from core.documents.snapshot_memory import Held
from core.documents.time_machine import TimeMachine
from core.errors import LoadError
from core.training.session_state import VALUES, capture
from tests.support.run_documents import EXPERIMENT, begin, rows_from


@pytest.fixture
def machine(path):
    """Goes to steps 0, 3 and 7; only the last has gradients besides the first."""
    session, document = begin(path)
    states = []
    while session.step < 7:
        list(session.run_step())
        if session.step in (3, 7):
            states.append(Held(capture(session), is_pinned=False))
    document.save(states, rows_from(1, 7))
    with closing(document):
        yield TimeMachine(EXPERIMENT, None, (document,)), document


def test_that_stored_steps_are_had_without_images(machine):
    machine, document = machine
    for step in document.stored_steps().tolist():
        moment = machine.at(step)
        stored = document.read(step)
        assert (moment.snapshot.step, moment.is_replayed) == (step, False)
        for name, value in stored.group(VALUES).items():
            assert np.array_equal(moment.snapshot.values[name], value)


def test_that_gradients_that_were_not_stored_are_undefined_numbers(machine):
    machine, document = machine
    bare = [s for s in document.stored_steps().tolist() if not document.read(s).has_gradients]
    assert bare == [3]
    for step in bare:
        snapshot = machine.at(step).snapshot
        assert snapshot.gradients.keys() == document.read(7).snapshot.gradients.keys()
        assert all(np.isnan(array).all() for array in snapshot.gradients.values())


def test_that_other_steps_are_refused_with_the_stored_one_before(machine):
    machine, _ = machine
    with pytest.raises(LoadError, match=r"Step 5 is not stored.*step 3 is stored"):
        machine.at(5)


def test_that_there_is_no_branch_without_images(machine):
    machine, _ = machine
    with pytest.raises(LoadError, match="needs the images"):
        machine.branch(0)
