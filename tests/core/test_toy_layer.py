"""A layer that is nothing but a layer file, a ledger entry and two lines in catalogues."""

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.anatomy.map_chain import channel_source
from core.anatomy.receptive_field import receptive_field
from core.anatomy.titles import title_of
from core.datasets.batch import cut_batch
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.inspection.phases import phases_of
from core.inspection.stage_numbers import NetworkView, network_stages
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.batch_shares import batch_shares
from core.ledger.books import Books
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.ledger.source_lines import source_of
from core.ledger.step_batch import StepBatch
from core.network_spec import NetworkSpec, network_spec_from_json, network_spec_to_json
from core.trace import trace_sample
from core.training.build import session_for
from core.training.objective import Objective
from core.training.snapshot import take_snapshot
from tests.support.short_runs import digits, short_experiment, train_run
from tests.support.toy_kinds import GainSpec, toy_layer

NETWORK = NetworkSpec(
    (28, 28, 1),
    (
        Conv2DSpec(4),
        GainSpec(0.75),
        MaxPool2DSpec(),
        FlattenSpec(),
        DenseSpec(10),
        GainSpec(1.25),
        SoftmaxSpec(),
    ),
)
MAPS, SCORES = 1, 5  # positions of the two gains


@pytest.fixture(autouse=True)
def known():
    with toy_layer():
        yield


@pytest.fixture
def session(tmp_path):
    data = digits(tmp_path)
    session = session_for(short_experiment(data.name, network=NETWORK), data, threads=1)
    for _ in range(5):
        list(session.run_step())
    return session


@pytest.fixture
def books(session, tmp_path):
    test = digits(tmp_path).test
    x = cut_batch(test.images[:1], slice(None), (28, 28, 1), batch_innermost=False)[0]
    label, loss = int(test.labels[0]), session.objective.loss
    trace = trace_sample(session.network, loss, x, label)
    values = take_snapshot(session.network, step=5, epoch=1).values
    return Books(NETWORK.outline(), trace, values, label, loss)


def test_that_a_network_with_it_is_written_and_read():
    assert network_spec_from_json(network_spec_to_json(NETWORK)) == NETWORK


def test_that_its_weights_are_trained(session):
    parameters = dict(session.network.named_parameters())
    for position, start in ((MAPS, 0.75), (SCORES, 1.25)):
        gain = parameters[f"{position}.gain.gain"].value
        assert np.isfinite(gain).all()
        assert (gain != start).all()


def test_that_a_run_with_it_is_saved_and_goes_on_bit_for_bit(tmp_path):
    data = digits(tmp_path)
    path = train_run(tmp_path / "toy.glassbox", data, steps=7, network=NETWORK)
    document = RunDocument(path)
    assert document.recipe.experiment.network == NETWORK
    resumed = resume(document, data)
    document.close()
    for _ in range(4):
        list(resumed.run_step())
    alone = session_for(short_experiment(data.name, network=NETWORK), data)
    while alone.step < 11:
        list(alone.run_step())
    for (name, one), (_, other) in zip(
        resumed.network.named_parameters(), alone.network.named_parameters(), strict=True
    ):
        np.testing.assert_array_equal(one.value, other.value, err_msg=name)


@pytest.mark.parametrize(
    "address",
    [
        ValueAddress(MAPS, (3, 5, 2)),
        ValueAddress(SCORES, (7,)),
        ValueAddress(0, (3, 5, 2)),
        ValueAddress(SCORES - 1, (7,)),
        ParameterAddress(f"{MAPS}.gain.gain", (2,)),
        ParameterAddress(f"{SCORES}.gain.gain", (7,)),
    ],
    ids=str,
)
def test_that_the_ledger_explains_its_numbers(books, address):
    made, blamed = how_it_was_made(address, books), what_it_was_blamed_for(address, books)
    for page in (made, blamed):
        assert page.agrees, page
        assert not page.missing
    assert source_of(blamed.code)


def test_that_the_batch_is_split_into_what_each_sample_asked_of_it(books, session, tmp_path):
    train = digits(tmp_path).train
    x = cut_batch(train.images[:6], slice(None), (28, 28, 1), batch_innermost=False)
    labels = train.labels[:6].astype(np.int64)
    address = ParameterAddress(f"{MAPS}.gain.gain", (2,))
    page = batch_shares(
        address,
        books.outlines,
        session.network,
        books.loss,
        StepBatch(lambda start, stop: x[start:stop], labels),
    )
    Objective(session.network, books.loss).value_and_gradients(x, labels)
    expected = dict(session.network.named_parameters())[address.path].gradient[2]
    assert len(page.terms) == 6
    np.testing.assert_allclose(page.total, expected, rtol=1e-4)


def test_that_its_numbers_have_names(books):
    outlines = books.outlines
    assert (
        title_of(outlines, ValueAddress(MAPS, (3, 5, 2))) == "Gain 1 · channel 2 · pixel (3, 5)"
    )
    assert title_of(outlines, ValueAddress(SCORES, (7,))) == "Gain 5 · class 7"
    name = title_of(outlines, ParameterAddress(f"{MAPS}.gain.gain", (2,)))
    assert name == "Gain 1 · channel 2 · gain"


def test_that_its_place_among_the_others_follows_from_its_facts(books):
    outlines = books.outlines
    assert channel_source(outlines, 2) == 0
    boxes = receptive_field(outlines, MAPS, 3, 5)
    assert [(box.layer, box.size) for box in boxes] == [(1, (1, 1)), (0, (1, 1)), (-1, (3, 3))]
    stages = network_stages(NetworkView.ACTIVATIONS, outlines, books.trace, books.values)
    assert [stage.title for stage in stages][1:3] == ["Conv2D", "Gain"]
    assert stages[SCORES + 1].unit_noun == "class"


def test_that_something_is_said_of_it_both_ways(books, session):
    snapshot = take_snapshot(session.network, step=5, epoch=1)
    phases = phases_of(
        books.outlines, books.trace, books.loss, label=books.label, before=snapshot
    )
    said = {phase.title: phase.caption for phase in phases}
    assert said["Gain 1 forward"].startswith("26×26×4 numbers became 26×26×4, from ")
    assert said["Gain 1 backward"].startswith("The RMS of the gradient goes from ")
