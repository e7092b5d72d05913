"""What every stage of the pipeline shows, in all three views."""

import numpy as np
import pytest

from core.inspection.stage_numbers import (
    MAX_TILES,
    NetworkView,
    StageForm,
    network_stages,
)
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.presets import LENET_5, SEED_CNN, SEED_MLP
from core.trace import trace_sample


def traced(spec):
    rng = np.random.default_rng(5)
    network = build_network(spec, rng=rng, dtype=np.float32)
    x = rng.random(spec.input_shape, np.float32)
    trace = trace_sample(network, CategoricalCrossEntropy(), x, 2)
    values = {path: p.value for path, p in network.named_parameters()}
    return spec.outline(), trace, values


def stages_of(spec, view):
    outlines, trace, values = traced(spec)
    return network_stages(view, outlines, trace, values), trace, values


def test_that_activations_are_the_traced_values_in_their_forms():
    stages, trace, _ = stages_of(SEED_CNN.network, NetworkView.ACTIVATIONS)
    assert [stage.layer for stage in stages] == list(range(-1, 6))
    assert [stage.form.value for stage in stages] == [
        "ink", "maps", "maps", "maps", "units", "units", "probabilities",
    ]  # fmt: skip
    for stage, value in zip(stages, trace.values, strict=True):
        assert np.shares_memory(stage.values, value)
        assert stage.shape == value.shape
        assert not stage.is_cut


def test_that_units_that_are_classes_are_called_by_their_names():
    outlines, trace, values = traced(SEED_CNN.network)
    names = ("fir", "a name that is far too long", *"cdefghij")
    stages = network_stages(NetworkView.ACTIVATIONS, outlines, trace, values, names)
    assert [stage.unit_names for stage in stages] == [()] * 5 + [names] * 2
    assert stages[-1].place_text((0,)) == "Softmax · class fir"
    assert stages[-1].place_text((1,)) == "Softmax · class 1"
    assert stages[4].place_text((1,)).endswith(place_of_flat(1))


def place_of_flat(at):
    """Return how an output of Flatten is called whatever the classes are."""
    stages, _, _ = stages_of(SEED_CNN.network, NetworkView.ACTIVATIONS)
    return stages[4].place_text((at,))


def test_that_gradients_have_signs_and_no_probabilities():
    stages, trace, _ = stages_of(SEED_CNN.network, NetworkView.GRADIENTS)
    assert stages[0].form is StageForm.MAPS  # a gradient is no ink
    assert stages[-1].form is StageForm.UNITS
    for stage, gradient in zip(stages, trace.gradients, strict=True):
        assert np.array_equal(stage.values, gradient)


def test_that_kernels_stand_side_by_side_filter_by_filter():
    stages, _, values = stages_of(LENET_5.network, NetworkView.WEIGHTS)
    stage = next(s for s in stages if s.shape == (5, 5, 6, 16))
    weight = values["3.conv2d.weight"]
    assert stage.tiles_per_unit == 6
    for unit, channel in ((0, 0), (3, 5), (15, 2)):
        assert np.array_equal(
            stage.values[:, :, unit * 6 + channel], weight[:, :, channel, unit]
        )
    assert stage.unit_at((1, 2, 3 * 6 + 5)) == (3, None, None)
    assert stage.place_text((1, 2, 3 * 6 + 5)) == "Conv2D · filter 3 · input channel 5 · (1, 2)"


@pytest.mark.parametrize(("inputs", "are_rows"), [(100, False), (300, True)])
def test_that_a_weight_matrix_says_which_unit_and_input_a_cell_is(inputs, are_rows):
    spec = NetworkSpec((inputs,), (DenseSpec(10), SoftmaxSpec()))
    stages, _, values = stages_of(spec, NetworkView.WEIGHTS)
    stage, weight = stages[1], values["0.dense.weight"]
    assert stage.form is StageForm.MATRIX
    assert stage.units_are_rows is are_rows
    unit, source = 7, 42
    position = (unit, source, 0) if are_rows else (source, unit, 0)
    assert stage.values[position] == weight[source, unit]
    assert stage.unit_at(position) == (unit, None, None)
    assert stage.place_text(position) == "Dense · unit 7 · input 42"


def test_that_layers_without_weights_show_nothing():
    stages, _, _ = stages_of(SEED_CNN.network, NetworkView.WEIGHTS)
    empty = [stage.title for stage in stages if stage.form is StageForm.NOTHING]
    assert empty == ["ReLU", "MaxPool2D", "Flatten", "Softmax"]


def test_that_classes_are_called_by_name_and_units_by_index():
    stages, _, _ = stages_of(SEED_MLP.network, NetworkView.ACTIVATIONS)
    assert stages[2].place_text((4,)) == "Dense · unit 4"
    assert stages[-2].place_text((4,)) == "Dense · class 4"
    assert stages[-1].place_text((0,)) == "Softmax · class 0"
    assert stages[0].place_text((3, 9, 0)) == "Input · channel 0 · (3, 9)"
    assert stages[0].unit_at((3, 9, 0)) == (0, 3, 9)


def test_that_more_maps_than_can_be_drawn_are_cut_and_said_so():
    layers = (
        Conv2DSpec(MAX_TILES + 3, (1, 1), (1, 1)),
        FlattenSpec(),
        DenseSpec(3),
        SoftmaxSpec(),
    )
    stages, trace, _ = stages_of(NetworkSpec((2, 2, 1), layers), NetworkView.ACTIVATIONS)
    assert stages[1].shape == (2, 2, MAX_TILES + 3)
    assert np.array_equal(stages[1].values, trace.values[1][..., :MAX_TILES])
    assert stages[1].is_cut
