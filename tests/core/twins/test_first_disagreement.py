"""When two runs first say different things of an image."""

import pytest

from core.datasets.batch import cut_batch
from core.documents.recorder import Recorder
from core.documents.time_machine import TimeMachine
from core.errors import Cancelled
from core.inspection.network_copy import NetworkCopy
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.trace import trace_sample
from core.twins.answers import first_disagreement
from tests.support.sessions import make_dataset
from tests.support.twins import EXPERIMENT, twin_sessions

CHANGES = {"optimizer": SGDSpec(0.6)}
STEPS = 15


@pytest.fixture(scope="module")
def pair():
    """A pair that was trained to its end, its images, and the time machines of both."""
    dataset = make_dataset()
    twins = twin_sessions(dataset, **CHANGES)
    recorders = Recorder(twins.lead), Recorder(twins.twins[0])
    while twins.lead.finished is None:
        twins.take_step()
    machines = [
        TimeMachine.of_recorder(recorder, experiment, dataset)
        for recorder, experiment in zip(
            recorders, (EXPERIMENT, EXPERIMENT.replace(**CHANGES)), strict=True
        )
    ]
    return dataset, machines


def by_brute_force(dataset, machines, image):
    """Return the first disagreement by what the window traces at each recalled step."""
    for step in range(STEPS + 1):
        said = []
        for machine in machines:
            spec = machine.experiment.network
            network = NetworkCopy().at(spec, machine.at(step).snapshot)
            x = cut_batch(image[None], slice(None), spec.input_shape, batch_innermost=False)
            trace = trace_sample(network, machine.experiment.make_loss(), x[0], None)
            said.append(trace.predicted)
        if said[0] != said[1]:
            return step, *said
    return None


def as_tuple(found):
    return None if found is None else (found.step, found.first, found.second)


def test_that_it_is_found_where_a_scan_over_recalled_steps_finds_it_live_and_later(pair):
    dataset, machines = pair
    found = []
    for index in range(0, 50, 3):
        image = dataset.train.images[index]
        expected = by_brute_force(dataset, machines, image)
        assert as_tuple(first_disagreement(*machines, image, STEPS)) == expected
        live = twin_sessions(dataset, **CHANGES)
        live.notes[0].watch(image)
        while live.lead.finished is None:
            live.take_step()
        assert live.notes[0].watched_since == 1
        assert as_tuple(live.notes[0].found) == expected
        found.append(expected)
    assert len(set(found)) > 2  # some at other steps than others, some perhaps never


def test_that_another_image_is_asked_about_from_the_next_step_on(pair):
    dataset, machines = pair
    images = dataset.train.images[::3]
    expected = [by_brute_force(dataset, machines, image) for image in images]
    early = next(at for at, one in enumerate(expected) if one is None or one[0] > 1)
    others = [at for at, one in enumerate(expected) if one != expected[early]]
    assert others
    for late in others:
        live = twin_sessions(dataset, **CHANGES)
        live.notes[0].watch(images[early])
        live.take_step()
        live.notes[0].watch(images[late])
        while live.lead.finished is None:
            live.take_step()
        since = first_disagreement(*machines, images[late], STEPS, start=2)
        assert as_tuple(live.notes[0].found) == as_tuple(since)


def test_that_what_was_said_before_an_image_was_watched_is_not_taken_for_an_answer():
    dataset = make_dataset()
    twins = twin_sessions(dataset, **CHANGES)
    first, other = dataset.train.images[:2]
    twins.notes[0].watch(first)
    twins.take_step()
    twins.notes[0].watch(other)
    assert (twins.notes[0].watched_since, twins.notes[0].found) == (None, None)
    twins.notes[0].note_answers(1, first, (0, 1))  # came too late
    assert (twins.notes[0].watched_since, twins.notes[0].found) == (None, None)
    twins.take_step()
    assert twins.notes[0].watched_since == 2


def test_that_a_scan_begins_and_ends_where_it_is_said_and_can_be_given_up(pair):
    dataset, machines = pair
    image = dataset.train.images[0]
    passed = []
    first_disagreement(machines[0], machines[0], image, 7, start=4, progress=passed.append)
    assert passed == [4, 5, 6, 7]
    with pytest.raises(Cancelled):
        first_disagreement(*machines, image, STEPS, cancelled=lambda: True)


def test_that_asking_about_an_image_is_of_a_network_that_reads_it_flat_as_well():
    spec = NetworkSpec((36,), EXPERIMENT.network.layers[4:])
    twins = twin_sessions(first=EXPERIMENT.replace(network=spec), optimizer=SGDSpec(0.5))
    twins.notes[0].watch(make_dataset().train.images[0])
    twins.take_step()
    assert twins.notes[0].watched_since == 1
