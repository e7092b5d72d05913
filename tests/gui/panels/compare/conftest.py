"""Runs to compare, and a panel that does."""

import shutil

import pytest

from core.datasets.loading import load_dataset
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from tests.support.compare_bench import Bench
from tests.support.made_up_digits import write_made_up_idx
from tests.support.short_runs import branch_run, digits, train_run


@pytest.fixture(scope="session")
def dataset(tmp_path_factory):
    return digits(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def made(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("made")
    base = train_run(folder / "base.glassbox", dataset, 12, name="base")
    branch_run(base, folder / "fast.glassbox", dataset, 6, 6, optimizer=SGDSpec(0.3))
    branch_run(base, folder / "coarse.glassbox", dataset, 6, 4, batch_size=48)
    train_run(folder / "big.glassbox", dataset, 4, name="big batches", batch_size=36)
    layers = (FlattenSpec(), DenseSpec(10), SoftmaxSpec())
    plain = NetworkSpec((28, 28, 1), layers)
    train_run(folder / "plain.glassbox", dataset, 3, name="no filters", network=plain)
    wide = (Conv2DSpec(6, 5), ReLUSpec(), *layers)
    train_run(
        folder / "wide.glassbox",
        dataset,
        3,
        name="wide",
        network=NetworkSpec((28, 28, 1), wide),
    )
    images = load_dataset(str(write_made_up_idx(folder / "images", side=32)))
    larger = NetworkSpec((32, 32, 1), (Conv2DSpec(4), *layers))
    train_run(folder / "larger.glassbox", images, 2, name="larger images", network=larger)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "runs")


@pytest.fixture
def bench(qtbot, folder, dataset):
    bench = Bench(qtbot, folder, dataset)
    yield bench
    bench.panel.shut_down()
    bench.shelf.shut_down()
