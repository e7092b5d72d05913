"""Curves on screen."""

from core.training.events import BatchFinished, EpochFinished, ValidationFinished
from gui.panels.curves.legend import CurveLegend
from gui.panels.curves.plot import CurvePlot
from gui.panels.curves.series import CurveSeries

RAW, MAIN, VALIDATION = CurveSeries.RAW, CurveSeries.MAIN, CurveSeries.VALIDATION


def run(count, *, per_epoch=10, first=1, loss=lambda step: 2 / step):
    """Events of `count` steps, with an epoch end and a validation every `per_epoch` steps."""
    events = []
    for step in range(first, first + count):
        epoch = (step - 1) // per_epoch + 1
        events.append(BatchFinished(step, epoch, loss(step), 1 - 0.9 / step, 32, 0.001))
        if step % per_epoch == 0:
            events.append(EpochFinished(step, epoch, loss(step) + 0.5, 0.6))
            events.append(ValidationFinished(step, epoch, loss(step) + 0.25, 0.75))
    return events


def plot(panel, measure="loss"):
    return panel.findChild(CurvePlot, f"{measure}_plot")


def legend(panel, measure="loss"):
    return panel.findChild(CurveLegend, f"{measure}_legend")
