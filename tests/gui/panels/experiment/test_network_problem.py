from dataclasses import replace

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.presets import SEED_CNN
from gui.panels.experiment.network_problem import examine
from gui.state.selection import INPUT_LAYER


def data(side=28, classes=10):
    images = LabelledImages(np.zeros((4, side, side, 1), np.uint8), np.zeros(4, np.uint8))
    return Dataset("small", images, None, tuple(map(str, range(classes))))


def with_layers(*layers):
    return SEED_CNN.replace(network=replace(SEED_CNN.network, layers=layers))


def test_that_a_preset_has_no_problem():
    outlines, problem = examine(SEED_CNN, data())
    assert problem is None
    assert [outline.output_shape for outline in outlines[:3]] == [
        (26, 26, 8), (26, 26, 8), (13, 13, 8)
    ]  # fmt: skip


def test_that_layers_before_the_problem_keep_their_shapes():
    outlines, problem = examine(with_layers(Conv2DSpec(4), ReLUSpec(), DenseSpec(10)), data())
    assert [outline.output_shape for outline in outlines] == [(26, 26, 4), (26, 26, 4)]
    assert problem.position == 2
    assert problem.reason.startswith("Dense needs flat samples, received maps of 26×26×4")


def test_that_each_problem_is_put_where_it_is():
    flat = (FlattenSpec(), DenseSpec(10), SoftmaxSpec())
    cases = [
        (with_layers(), data(), INPUT_LAYER, "no layer"),
        (with_layers(*flat), data(side=20), INPUT_LAYER, "20×20×1"),
        (with_layers(*flat), data(classes=3), 2, "3 classes"),
        (with_layers(*flat[:2]), data(), 1, "Softmax"),
        (with_layers(), None, INPUT_LAYER, "no layer"),
    ]
    for experiment, dataset, position, word in cases:
        _, problem = examine(experiment, dataset)
        assert problem.position == position
        assert word in problem.reason


def test_that_without_data_only_the_chain_is_judged():
    _, problem = examine(with_layers(FlattenSpec(), DenseSpec(3)), None)
    assert problem is None
