"""Runs in a folder, and a panel that lists them."""

import shutil

import pytest

from core.optimizers.sgd import SGDSpec
from gui.lab.run_shelf import RunShelf
from gui.panels.runs.runs_panel import RunsPanel
from tests.support.moments import make_lab_state
from tests.support.people import open_panel
from tests.support.runs_panel import (
    settle,
)
from tests.support.short_runs import branch_run, digits, train_run


@pytest.fixture(scope="session")
def dataset(tmp_path_factory):
    return digits(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def made(tmp_path_factory, dataset):
    """Five real runs, two of them branches."""
    folder = tmp_path_factory.mktemp("made")
    base = train_run(folder / "base.glassbox", dataset, name="base", tags=("class",))
    slow = SGDSpec(0.02)
    branch = branch_run(base, folder / "slow.glassbox", dataset, 6, 6, optimizer=slow)
    branch_run(branch, folder / "twig.glassbox", dataset, 8, 2, optimizer=SGDSpec(0.3))
    train_run(folder / "other.glassbox", dataset, 4, name="other seed", seed=8)
    train_run(folder / "big.glassbox", dataset, 2, name="big batches", batch_size=50)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "runs")


@pytest.fixture
def open_runs(qtbot):
    panels = []

    def open_one(folder, width=1000, height=400):
        shelf = RunShelf(folder)
        panel = RunsPanel(make_lab_state(), shelf)
        shelf.setParent(panel)  # so that both end on this thread
        panels.append(panel)
        open_panel(qtbot, panel, width, height)
        settle(qtbot, panel)
        return panel

    yield open_one
    for panel in panels:
        panel.shelf.shut_down()


@pytest.fixture
def panel(open_runs, folder):
    return open_runs(folder)
