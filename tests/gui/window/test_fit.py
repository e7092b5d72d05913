"""Every panel fits into every screen: nothing overlaps, no number is shortened, no text cut."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from core.presets import PRESETS
from gui.panels.panel_spec import Area
from gui.theme.theme import ThemeName
from gui.window.panel_table import PANELS
from tests.support.layout_check import faults_of, painted_texts, what_does_not_fit
from tests.support.screens import ROOMS
from tests.support.window_driving import LONG


@pytest.fixture
def makes_late_panels():
    return True


def assert_that_all_fits(window, room, panels=PANELS):
    """Show one panel after the other in a window of this size, and look at each."""
    faults = [
        f"{spec.title} at {room}: {fault}"
        for spec, found in what_does_not_fit(window, room, panels)
        for fault in found
    ]
    assert not faults, "\n".join(faults)


def test_that_every_panel_fits_into_the_smallest_screen(window):
    window.theme_actions.use("dark")
    assert_that_all_fits(window, ROOMS[0])
    at_sides = [spec for spec in PANELS if spec.area in (Area.LEFT, Area.RIGHT)]
    assert_that_all_fits(window, (1280, 690), at_sides)  # docks where strips were


def test_that_what_does_not_fit_is_found(build_without_data):
    window = build_without_data()
    window.resize(*ROOMS[1])
    label = window.transport.read_outs.captions["step"]
    label.setText("a caption that is far too long for the room that it has there")
    label.setFixedWidth(20)
    assert any("a caption that" in fault for fault in faults_of(window))


class TwoTexts(QWidget):
    apart = 0

    def paintEvent(self, _event):
        painter = QPainter(self)
        for text, left in (("0 %", 10), ("50 %", 20 + self.apart)):
            painter.drawText(QRect(left, 5, 60, 20), 0, text)
        painter.end()


def test_that_texts_painted_over_each_other_are_found(qtbot):
    picture, found = TwoTexts(), []
    qtbot.addWidget(picture)
    with painted_texts(found):
        picture.grab()
    assert found == ["painted over each other: '50 %' and '0 %'"]
    picture.apart = 40
    with painted_texts(apart := []):
        picture.grab()
    assert apart == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", list(ThemeName), ids=str)
@pytest.mark.parametrize("preset", ["seed-cnn", "seed-mlp", "lenet-5", "mnist-best"])
def test_that_every_panel_fits_into_every_screen(open_window, preset, theme, qtbot):
    window = open_window(PRESETS[preset])
    qtbot.waitUntil(lambda: window.state.moment.moment is not None, timeout=LONG)
    qtbot.waitUntil(lambda: window.late_panels.is_done, timeout=LONG)
    window.theme_actions.use(theme.value)
    window.lab.step_batch()
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == 1, timeout=LONG)
    for room in ROOMS:
        assert_that_all_fits(window, room)
