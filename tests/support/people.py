"""What a person does with a panel: look, point, click; and unwelcome moments."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.datasets.batch import cut_batch
from core.inspection.moment import Moment
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import build_network
from core.trace import trace_sample
from core.training.snapshot import load_values, take_snapshot
from gui.panels.pooling.pool_map import PoolMap
from gui.theme.apply import apply_theme
from gui.theme.fonts import load_fonts
from gui.theme.theme import DARK
from gui.widgets.color_legend import ColorLegend
from gui.widgets.map_mosaic import MapMosaic
from tests.support.moments import make_sample


def open_panel(qtbot, panel, width, height):
    """Show `panel` at a size, as a window of its own that looks as in the lab."""
    qtbot.addWidget(panel)
    load_fonts()
    apply_theme(QApplication.instance(), DARK)
    panel.resize(width, height)
    panel.show()
    return panel


def point_at(widget, place):
    """Move the mouse to `place`, a point or a rectangle of `widget`."""
    place = place if isinstance(place, QPoint) else place.center()
    QTest.mouseMove(widget, place + QPoint(1, 0))
    QTest.mouseMove(widget, place)


def click(widget, place=None):
    """Click `widget`, in its middle or at a point or rectangle of it."""
    place = widget.rect() if place is None else place
    place = place if isinstance(place, QPoint) else place.center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)


def press(panel, name):
    """Click the button called `name`."""
    click(find(panel, name))


def find(panel, name, kind=QWidget):
    """Return the part of `panel` called `name`."""
    found = panel.findChild(kind, name)
    assert found is not None, f"{panel.objectName()} has no {name}"
    return found


def text_of(panel, name):
    """Return what a label says."""
    return find(panel, name, QLabel).text()


def mosaic(panel, part="mosaic"):
    """Return the tiles of a panel that are called so."""
    return find(panel, f"{panel.PANEL_ID}_{part}", MapMosaic)


def pool_map(panel, part):
    """Return one of the three maps of the pooling panel."""
    return find(panel, f"{panel.PANEL_ID}_{part}", PoolMap)


def limit(panel):
    """Return the number that gets the full colour."""
    return find(panel, f"{panel.PANEL_ID}_legend", ColorLegend).limit


def read_out(panel):
    """Return what is said of the number under the mouse: its place and its value."""
    name = f"{panel.PANEL_ID}_read_out"
    return text_of(panel, f"{name}_place"), text_of(panel, f"{name}_value")


def is_clipped(label):
    """Return whether some of a label's text has no room."""
    return label.sizeHint().width() > label.width()


def without_label(moment):
    """Return `moment` as it is for a sample whose class is unknown."""
    trace = replace(
        moment.trace, gradients=None, parameter_gradients=MappingProxyType({}), loss=None
    )
    return replace(moment, sample=replace(moment.sample, label=None), trace=trace)


def moment_of_weights(spec, change, *, step=1, index=0):
    """Return the real moment of a network whose weights went through `change`.

    Parameters
    ----------
    spec : NetworkSpec
    change : callable
        Takes path and array of every parameter, returns what stands there from now on.
    """
    network = build_network(spec, rng=np.random.default_rng(7))
    initial = take_snapshot(network, step=0, epoch=0)
    values = {path: change(path, value.copy()) for path, value in initial.values.items()}
    load_values(network, values)
    snapshot = take_snapshot(network, step=step, epoch=1)
    sample = make_sample(index)
    x = cut_batch(sample.image[None], slice(None), spec.input_shape, batch_innermost=False)
    with np.errstate(all="ignore"):
        trace = trace_sample(network, CategoricalCrossEntropy(), x[0], sample.label)
    return Moment(spec, spec.outline(), snapshot, initial.values, sample, trace)


def broken_moment(spec):
    """Return a moment in which every weight has become NaN, as after a divergence."""
    return moment_of_weights(spec, lambda path, value: np.full_like(value, np.nan))
