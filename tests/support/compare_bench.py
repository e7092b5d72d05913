"""Two runs side by side."""

import numpy as np
from PySide6.QtWidgets import QComboBox

from core.datasets.batch import cut_batch
from core.datasets.sample import Part
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.inspection.moment import Moment
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import build_network
from core.trace import trace_sample
from core.training.snapshot import load_values
from gui.lab.run_shelf import RunShelf
from gui.panels.compare.compare_panel import ComparePanel
from gui.widgets.map_mosaic import MapMosaic
from tests.support.moments import make_lab_state
from tests.support.people import find, open_panel
from tests.support.window_driving import LONG

WAIT = LONG


def state_at(path, dataset, step):
    """Return the values of a run at a step, by another way than the panel's."""
    document = RunDocument(path)
    recalled = TimeMachine.of_document(document, dataset).at(step)
    experiment = document.recipe.experiment
    document.close()
    return experiment, recalled.snapshot


def moment_at(path, dataset, step, sample):
    experiment, snapshot = state_at(path, dataset, step)
    network = build_network(experiment.network, rng=np.random.default_rng(1))
    load_values(network, snapshot.values)
    shape = experiment.network.input_shape
    x = cut_batch(sample.image[None], slice(None), shape, batch_innermost=False)[0]
    trace = trace_sample(network, CategoricalCrossEntropy(), x, sample.label)
    outlines = experiment.network.outline()
    return Moment(experiment.network, outlines, snapshot, {}, sample, trace, experiment)


class Bench:
    """A panel, its shelf, and what a person can do with them."""

    def __init__(self, qtbot, folder, dataset):
        self.qtbot, self.folder, self.dataset = qtbot, folder, dataset
        self.state = make_lab_state()
        self.state.data.use(dataset, 0.1, 7)
        self.sample = self.state.data.sample(Part.TEST, 3)
        self.shelf = RunShelf(folder)
        self.shelf.set_open_run(folder / "base.glassbox")
        self.panel = ComparePanel(self.state, self.shelf)
        self.shelf.look()
        open_panel(qtbot, self.panel, 720, 460)
        qtbot.waitUntil(lambda: not self.shelf.is_busy, timeout=WAIT)

    def show(self, step, sample=None, of="base"):
        path = self.folder / f"{of}.glassbox"
        moment = moment_at(path, self.dataset, step, sample or self.sample)
        self.state.moment.show(moment)
        return moment

    def choose(self, name):
        runs = find(self.panel, "compare_panel_runs", QComboBox)
        at = runs.findText(name)
        assert at >= 0, name
        runs.setCurrentIndex(at)
        runs.activated.emit(at)
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.panel._comparer.is_busy, timeout=WAIT)

    def maps(self, row):
        return find(self.panel, f"compare_panel_maps_{row}", MapMosaic)

    def title(self, row):
        label = find(self.panel, f"compare_panel_maps_{row}_title")
        return label.toolTip() or label.text()

    @property
    def message(self):
        label = find(self.panel, "compare_panel_message")
        return label.text() if label.isVisible() else ""
