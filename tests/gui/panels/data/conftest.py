"""The Data panel, opened for a person on small data."""

from dataclasses import replace

import numpy as np
import pytest

from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset, LabelledImages
from core.presets import SEED_CNN
from gui.panels.data.data_panel import DataPanel
from gui.state.loaded_data import LoadedData
from tests.support.explored_data import clustered_dataset
from tests.support.moments import make_lab_state
from tests.support.people import open_panel
from tests.support.window_driving import LONG


class Shelf:
    """What the panel asks of the shelf: where runs lie."""

    def __init__(self, folder):
        self.folder = folder


def flawed_dataset():
    """Return data with a wrong label, a copy across the parts, and an empty image."""
    plain = clustered_dataset(train=60, test=20, spread=12.0)
    images, labels = plain.train.images.copy(), plain.train.labels.copy()
    labels[7] = (labels[7] + 1) % 4
    images[11] = 0
    test = plain.test.images.copy()
    test[3] = images[20]
    test_labels = plain.test.labels.copy()
    test_labels[3] = labels[20]
    return Dataset(
        "flawed",
        LabelledImages(images, labels),
        LabelledImages(test, test_labels),
        plain.class_names,
    )


@pytest.fixture
def show(qtbot, tmp_path):
    """Return a function that opens the panel on data."""
    panels = []

    def show_one(dataset=None, size=(1200, 800), source="flawed.csv", augmentation=None):
        experiment = SEED_CNN.replace(
            data=source, validation_share=0.2, augmentation=augmentation or AugmentationSpec()
        )
        state = make_lab_state(experiment=experiment)
        state = replace(state, data=LoadedData())
        if dataset is not None:
            state.data.use(dataset, 0.2, 7)
        panel = open_panel(qtbot, DataPanel(state, shelf=Shelf(tmp_path / "runs")), *size)
        panels.append(panel)
        return panel

    yield show_one
    for panel in panels:
        panel.shut_down()


@pytest.fixture
def wait_explored(qtbot):
    """Return a function that waits until all is known of the data."""

    def wait(panel):
        qtbot.waitUntil(
            lambda: panel.exploration is not None and panel.exploration.is_complete,
            timeout=LONG,
        )
        return panel

    return wait


@pytest.fixture
def explored(show, wait_explored):
    return wait_explored(show(flawed_dataset()))


def index_in_part(rows, row):
    """Return where a row of the arrays is in a part."""
    return int(np.flatnonzero(rows == row)[0])
