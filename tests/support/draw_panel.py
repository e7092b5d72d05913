"""Drawing digits as a person does, with a network that answers at once."""

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from core.datasets.sample import Part, Sample
from core.drawing.preparation import prepared, taken_as_it_is
from core.inspection.moment import moment_of
from core.inspection.network_copy import NetworkCopy
from core.network_spec import build_network
from core.presets import SEED_CNN
from core.training.snapshot import load_values, take_snapshot
from gui.panels.draw.draw_panel import DrawPanel
from tests.support.moments import make_lab_state
from tests.support.people import text_of

SEVEN = ((0.3, 0.25), (0.7, 0.25), (0.55, 0.55), (0.45, 0.85))


class AnsweringNetwork:
    """Looks at every sample that is shown, on the spot, as the lab does a little later."""

    def __init__(self, state, experiment=SEED_CNN, change=lambda path, value: value):
        self._state = state
        self._experiment = experiment
        network = build_network(experiment.network, rng=np.random.default_rng(7))
        start = take_snapshot(network, step=0, epoch=0)
        load_values(network, {path: change(path, v.copy()) for path, v in start.values.items()})
        self.snapshot = take_snapshot(network, step=5, epoch=1)
        self._initial = start.values
        self._copy = NetworkCopy()
        state.sample.changed.connect(self.answer)
        self.answer()

    def answer(self, *_):
        sample, shape = self._state.sample.sample, self._experiment.network.input_shape
        if sample.image.size != np.prod(shape):  # of other data
            image = np.zeros(shape if len(shape) == 3 else (1, *shape, 1), np.uint8)
            sample = Sample(Part.TEST, 0, image, None)
        elif sample.part is not Part.DRAWING:
            sample = Sample(sample.part, sample.index, sample.image, None)
        self._state.moment.show(
            moment_of(
                self._experiment, self.snapshot, sample, self._copy,
                initial=self._initial, run_id="a run",
            )
        )  # fmt: skip

    def stop(self):
        """Look at nothing that is shown from here on."""
        self._state.sample.changed.disconnect(self.answer)

    def go_on(self):
        """Look at what is shown again."""
        self._state.sample.changed.connect(self.answer)

    def says(self, image):
        """Return what it puts out for an image of shape (H, W), by a network of its own."""
        network = build_network(
            self._experiment.network, rng=np.random.default_rng(0), dtype=np.float64
        )
        load_values(network, self.snapshot.values)
        x = (image / 255).reshape(1, *self._experiment.network.input_shape)
        return network.forward(x, training=False)[0]


def open_draw_panel(qtbot, folder=None, width=900, height=520):
    """Return the panel alone: drawings become samples, and no network looks at them."""
    panel = DrawPanel(make_lab_state(), folder=lambda: folder)
    qtbot.addWidget(panel)
    panel.resize(width, height)
    panel.show()
    return panel


def draw(qtbot, board, points, button=Qt.MouseButton.LeftButton):
    """Drag the mouse over the board; points are shares of its width and height."""
    places = [QPoint(round(x * board.width()), round(y * board.height())) for x, y in points]
    qtbot.mousePress(board, button, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(board, place)
    qtbot.mouseRelease(board, button, pos=places[-1])


def has_read(panel):
    """Return whether the sample is that of what is on the board now."""
    read, drawing = panel.reader.read, panel._state.drawing
    if read is None:
        return False
    sheet = drawing.sheet
    if not read.sample.image.any():
        return True
    if sheet.is_ready:
        expected = taken_as_it_is(sheet.board).image
    else:
        expected = prepared(sheet.board, drawing.how).image
    return np.array_equal(read.sample.image[..., 0], expected)


def is_answered(panel):
    """Return whether the shown moment is of what is on the board, and is painted."""
    moment, read = panel._state.moment.moment, panel.reader.read
    if moment is None or read is None or moment.sample is not read.sample:
        return False
    return has_read(panel) and not panel._is_stale


def sentence(panel):
    """Return what the panel says of the drawing."""
    return text_of(panel, "draw_sentence")


def drop(panel, path):
    """Drop a file on the panel."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime,
                       Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    panel.dropEvent(event)
