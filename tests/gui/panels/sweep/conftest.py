"""The Sweep panel, opened for a person, with workers that answer at once or when asked."""

from dataclasses import replace
from queue import Empty, SimpleQueue

import pytest

from gui.panels.sweep import importance_keeper
from gui.panels.sweep.sweep_panel import SweepPanel
from gui.state.loaded_data import LoadedData
from tests.support.made_up_trials import made_up_trials
from tests.support.moments import make_lab_state
from tests.support.people import open_panel
from tests.support.stub_pool import StubPool
from tests.support.stubbed_sweeps import rate_is_accuracy
from tests.support.sweep_files import small_experiment, write_small_data

SHARES = {"optimizer.learning_rate": 0.83, "optimizer": 0.17}


class Shelf:
    """What the panel asks of the shelf: where runs lie."""

    def __init__(self, folder):
        self.folder = folder


class AskedPool(StubPool):
    """Workers whose answers are given by the test."""

    def __init__(self, places=1):
        super().__init__(lambda task: (), places)
        self.queue = SimpleQueue()

    def answer(self, course):
        """Let the oldest run that is under way do what `course` says."""
        for message in course(self.submitted[-1]):
            self.queue.put(message)

    def next(self, seconds):
        try:
            return self.queue.get(timeout=min(seconds, 0.02))
        except Empty:
            return None


@pytest.fixture
def show(qtbot, tmp_path):
    """Return a function that opens the panel."""
    panels = []
    data = write_small_data(tmp_path / "stripes.npz")

    def show_one(pool=None, size=(1320, 760), make_pool=None):
        state = make_lab_state(experiment=small_experiment(str(data)))
        state = replace(state, data=LoadedData())
        panel = open_panel(
            qtbot,
            SweepPanel(
                state,
                Shelf(tmp_path / "runs"),
                make_pool=make_pool or (lambda _wish: pool or StubPool(rate_is_accuracy)),
            ),
            *size,
        )
        panels.append(panel)
        return panel

    yield show_one
    for panel in panels:
        panel.shut_down()


@pytest.fixture
def shown(show, monkeypatch):
    """The panel with 32 trials; Optuna, which takes a second to import, is not asked."""
    monkeypatch.setattr(importance_keeper, "importances", lambda *_: dict(SHARES))
    panel = show()
    panel.control.trials = made_up_trials()
    panel._show_results()
    panel.refresh_now()
    return panel
