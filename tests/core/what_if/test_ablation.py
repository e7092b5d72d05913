"""Which classes are lost without which filter or unit, against judging one by one."""

from dataclasses import replace

import numpy as np
import pytest

from core.datasets.dataset import LabelledImages
from core.errors import Cancelled, LoadError
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.training.objective import Objective
from core.training.snapshot import load_values
from core.what_if.ablation import ablation_matrix
from core.what_if.units import all_units
from tests.support.what_if import CNN, bytes_and_labels, snapshot_of

NETWORKS = {
    "cnn": CNN,
    "mlp": NetworkSpec((8, 8, 1), (FlattenSpec(), DenseSpec(6), *CNN.layers[5:])),
    "padded means of sigmoids": NetworkSpec(
        (8, 8, 1),
        (
            *(Conv2DSpec(4), SigmoidSpec(), DropoutSpec(0.3)),
            AveragePool2DSpec((3, 3), (1, 1), padding="same"),
            *(Conv2DSpec(3), GlobalAveragePool2DSpec(), DenseSpec(4), SoftmaxSpec()),
        ),
    ),
}


def network_of(spec, **channels):
    network = build_network(replace(spec, **channels), rng=np.random.default_rng(0))
    load_values(network, snapshot_of(spec).values)
    return network


def found(spec, units, data, rows, **options):
    objective = Objective(network_of(spec), CategoricalCrossEntropy())
    return ablation_matrix(objective, spec, units, data, rows, 4, **options)


@pytest.mark.parametrize("name", NETWORKS)
def test_that_each_row_is_what_the_network_says_with_that_unit_silenced(name):
    spec = NETWORKS[name]
    data = LabelledImages(*bytes_and_labels(60))
    rows = np.arange(5, 58)
    x = data.images[rows].astype(np.float32) / np.float32(255)
    true = data.labels[rows]

    def right(network):
        said = network.forward(x, training=False).argmax(axis=1)
        return [int(((said == true) & (true == label)).sum()) for label in range(4)]

    every = all_units(spec.outline())
    assert every
    for units in every:
        matrix = found(spec, units, data, rows)
        assert matrix.right.tolist() == right(network_of(spec))
        for unit in range(units.count):
            without = right(network_of(spec, silenced=((units.place, unit),)))
            assert matrix.right_without[unit].tolist() == without
        assert matrix.support.tolist() == np.bincount(true, minlength=4).tolist()
        assert matrix.images == len(rows)
        expected = (matrix.right - matrix.right_without) / matrix.support
        assert np.allclose(matrix.lost, expected)
        overall = (matrix.right.sum() - matrix.right_without.sum(axis=1)) / len(rows)
        assert np.allclose(matrix.lost_overall, overall)
        assert matrix.matters_most == int(np.argmax(overall))


def test_that_a_class_without_images_has_no_number_and_progress_is_told_and_obeyed(monkeypatch):
    images, _ = bytes_and_labels(9)
    data = LabelledImages(images, np.array([0, 1, 2] * 3, np.uint8))
    (units, _) = all_units(CNN.outline())
    told = []
    monkeypatch.setattr("core.what_if.ablation.SHARD", 4)
    matrix = found(
        CNN, units, data, np.arange(9), progress=lambda share, _text: told.append(share)
    )
    assert np.isnan(matrix.lost[:, 3]).all()
    assert np.isfinite(matrix.lost[:, :3]).all()
    assert told == sorted(told)
    assert (len(told), told[-1]) == (9, 1.0)

    def stop(_share, _text):
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        found(CNN, units, data, np.arange(9), progress=stop)


def test_that_no_images_and_labels_of_no_class_are_refused():
    images, labels = bytes_and_labels(3, classes=9)
    units = all_units(CNN.outline())[0]
    with pytest.raises(LoadError, match="no image"):
        found(CNN, units, LabelledImages(images, labels), np.arange(0))
    strange = LabelledImages(images, np.array([0, 7, 1], np.uint8))
    with pytest.raises(LoadError, match="received 7"):
        found(CNN, units, strange, np.arange(3))
