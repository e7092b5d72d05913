"""Which weight a cell of a picture is."""

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress
from core.inspection.filter_bank import filter_banks
from core.inspection.shown_kernel import ShownKernel
from core.inspection.stage_numbers import NetworkView, StageForm, network_stages
from core.inspection.stage_weights import weight_address
from tests.support.moments import make_moment


@pytest.fixture(scope="module", params=["seed-cnn", "lenet-5", "seed-mlp"])
def moment(request):
    return make_moment(request.param, steps=1)


def test_that_the_address_of_a_cell_holds_the_number_that_is_drawn(moment):
    values = moment.snapshot.values
    stages = network_stages(NetworkView.WEIGHTS, moment.outlines, moment.trace, values)
    rng = np.random.default_rng(0)
    forms = set()
    for stage in stages[1:]:
        if stage.form is StageForm.NOTHING:
            continue
        forms.add(stage.form)
        for _ in range(20):
            position = tuple(int(rng.integers(length)) for length in stage.values.shape)
            address = weight_address(moment.outlines, stage, position)
            assert values[address.path][address.index] == stage.values[position]
    assert forms
    assert weight_address(moment.outlines, stages[0], (0, 0, 0)) is None


def test_that_folding_and_naming_a_weight_agree_both_ways(moment):
    rng = np.random.default_rng(1)
    for bank in filter_banks(moment.outlines):
        weight = moment.snapshot.values[bank.path]
        folded = bank.fold(weight)
        for _ in range(20):
            place = tuple(int(rng.integers(length)) for length in bank.shape)
            index = bank.index_of(*place)
            assert weight[index] == folded[place]
            assert bank.place_of(index) == place


def test_that_a_shown_kernel_knows_its_weights_and_no_others(moment):
    values = moment.snapshot.values
    shown = ShownKernel.of(moment.outlines, values, 0, 2, is_gradient=False)
    row, column, channel = (length - 1 for length in shown.weights.shape)
    address = shown.address(row, column, channel)
    assert values[address.path][address.index] == shown.weights[row, column, channel]
    assert shown.place_of(address) == (channel, row, column)
    other = ParameterAddress(address.path, (*address.index[:-1], address.index[-1] + 1))
    assert shown.place_of(other) is None
    assert shown.place_of(None) is None
