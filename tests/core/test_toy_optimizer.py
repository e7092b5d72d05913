"""An optimiser that is nothing but a file, a ledger entry and two lines in catalogues."""

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.experiment import experiment_from_json, experiment_to_json
from core.ledger.exports.numpy_export import as_numpy
from core.ledger.optimizer_step import optimizer_step
from core.ledger.source_lines import source_of
from core.training.build import session_for
from core.training.events import BatchFinished
from tests.support.short_runs import digits, short_experiment, train_run
from tests.support.toy_optimizer import SignsSpec, toy_optimizer


@pytest.fixture(autouse=True)
def known():
    with toy_optimizer():
        yield


def test_that_an_experiment_with_it_is_written_and_read():
    experiment = short_experiment("mnist", optimizer=SignsSpec(0.01, 0.5))
    assert experiment_from_json(experiment_to_json(experiment)) == experiment


def test_that_a_run_with_it_learns_is_saved_and_goes_on_bit_for_bit(tmp_path):
    data = digits(tmp_path)
    path = train_run(tmp_path / "toy.glassbox", data, steps=7, optimizer=SignsSpec())
    document = RunDocument(path)
    assert document.recipe.experiment.optimizer == SignsSpec()
    resumed = resume(document, data)
    document.close()
    while resumed.step < 60:
        list(resumed.run_step())
    alone = session_for(short_experiment(data.name, optimizer=SignsSpec()), data)
    losses = []
    while alone.step < 60:
        losses += [e.loss for e in alone.run_step() if isinstance(e, BatchFinished)]
    assert np.mean(losses[-9:]) < 0.8 * np.mean(losses[:9])
    for (name, one), (_, other) in zip(
        resumed.network.named_parameters(), alone.network.named_parameters(), strict=True
    ):
        np.testing.assert_array_equal(one.value, other.value, err_msg=name)


def test_that_the_ledger_explains_its_step(rng, tmp_path):
    data = digits(tmp_path)
    session = session_for(short_experiment(data.name, optimizer=SignsSpec()), data)
    for _ in range(4):
        list(session.run_step())
    name, parameter = session.optimizer.parameters[0]
    address = ParameterAddress(name, (1, 2, 0, 3))
    before = float(parameter.value[address.index])
    kept = {name: array.copy() for name, array in session.optimizer.state().items()}
    list(session.run_step())
    page = optimizer_step(
        address,
        SignsSpec(),
        value=before,
        gradient=float(parameter.gradient[address.index]),
        kept=kept,
        step=5,
        learning_rate=session.optimizer.learning_rate,
        taken=float(parameter.value[address.index]),
    )
    assert page.agrees
    assert abs(page.lines[-1].value) == pytest.approx(0.004)
    assert source_of(page.code)
    names = {}
    exec(as_numpy(page).replace("print(", "("), names)
    assert float(names["total"]) == pytest.approx(page.total, rel=1e-12)
