"""Everything follows the zoom, in every panel, and comes back to the dot."""

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui.app import build_window
from gui.panels.curves.series import CurveSeries
from gui.settings import Settings
from gui.theme.screen_scale import screen_scale
from gui.theme.theme import LIGHT
from gui.theme.zoom import STEPS, Zoom, plot_width
from tests.support.people import find
from tests.support.shared_window import start_all_threads

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.skipif(screen_scale() is None, reason="this Qt cannot be zoomed")


@pytest.fixture(scope="module")
def one_window(tmp_path_factory):
    """One window for all tests; each gets it at 100 %."""
    folder = tmp_path_factory.mktemp("zoom")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.runs_folder = folder / "runs"
    window = build_window(settings=settings, load_data=False)
    window.resize(2100, 1200)  # room for 200 %, whatever the screen is
    window.show()
    for dock in window.docks.values():
        dock.make_late_parts()
    start_all_threads(window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def window(one_window, qtbot):
    one_window.activateWindow()
    qtbot.waitUntil(one_window.isActiveWindow)
    one_window.resize(2100, 1200)
    qtbot.waitUntil(lambda: one_window.layout_of_docks.is_settled)
    yield one_window
    floating = one_window.docks["pooling_panel"]
    if floating.isFloating():
        floating.setFloating(False)
        one_window.views.show_in_tabs()
    one_window.views.zoom.choose(100)


def percent(window):
    return window.views.zoom.zoom.percent


def zoom_to(window, qtbot, wanted):
    """Press keys as a person does, until it is so."""
    for _ in STEPS:
        if percent(window) == wanted:
            break
        key = KEY.Key_Equal if percent(window) < wanted else KEY.Key_Minus
        QTest.keyClick(window, key, CONTROL)
    assert percent(window) == wanted
    qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def dots(widget):
    """Return what a widget looks like, dot by dot."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.bytesPerLine())[:, : 4 * image.width()].copy()


def drawn_larger(widget, times):
    """Return what it would look like on a screen with so many dots a pixel: Qt's own answer."""
    image = QImage(widget.size() * times, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(times)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image


@pytest.mark.slow
def test_that_keys_go_through_all_steps_and_the_menu_says_which(window, qtbot):
    seen = [percent(window)]
    for _ in range(8):
        QTest.keyClick(window, KEY.Key_Plus, CONTROL)
        seen.append(percent(window))
    assert seen == [100, 110, 125, 150, 175, 200, 200, 200, 200]
    menu = window.findChild(QMenu, "zoom_menu")
    assert "200 %" in menu.title()
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["200 %"]
    for _ in range(9):
        QTest.keyClick(window, KEY.Key_Minus, CONTROL)
    assert percent(window) == 75
    QTest.keyClick(window, KEY.Key_0, CONTROL)
    assert percent(window) == 100
    next(a for a in menu.actions() if a.objectName() == "view.zoom_150").trigger()
    assert percent(window) == 150
    assert window._settings.zoom == 150


def wait_until_steady(qtbot, panel):
    """Wait until a panel looks as it did a moment before."""
    qtbot.wait(1)  # what it says now is laid out in a moment
    looks = [dots(panel)]

    def is_steady():
        looks.append(dots(panel))
        return np.array_equal(looks[-1], looks[-2])

    qtbot.waitUntil(is_steady)


def wait_until_it_looks_like(qtbot, panel, expected, name):
    """Wait until a panel looks like this: a scroll bar may go an event late."""

    def is_equal():
        np.testing.assert_array_equal(dots(panel), expected, err_msg=name)

    qtbot.waitUntil(is_equal)


@pytest.mark.slow
def test_that_everything_in_every_panel_has_so_many_dots_a_pixel_and_comes_back(window, qtbot):
    docks = window.docks
    window.resize(2101, 1201)  # sides that no step of the zoom divides
    docks["pooling_panel"].setFloating(True)
    size, before = window.size(), {}
    for name, dock in docks.items():
        dock.come_forward()
        wait_until_steady(qtbot, dock.panel)
        before[name] = dots(dock.panel)
    fonts = [(part, part.font().pointSizeF()) for part in window.findChildren(QWidget)]
    for wanted in (200, 75, 150):
        zoom_to(window, qtbot, wanted)
        parts = [window, *window.findChildren(QWidget)]
        wrong = [one for one in parts if one.devicePixelRatioF() != wanted / 100]
        assert not wrong
        for dock in docks.values():
            dock.come_forward()
            panel = dock.panel
            expected = tuple(round(side * wanted / 100) for side in panel.size().toTuple())
            received = panel.grab().size().toTuple()
            assert max(abs(a - b) for a, b in zip(received, expected, strict=True)) <= 1
    zoom_to(window, qtbot, 100)
    assert window.size() == size
    still = [(part, size) for part, size in fonts if shiboken6.isValid(part)]
    assert len(still) > len(fonts) / 2
    assert [size for _, size in still] == [part.font().pointSizeF() for part, _ in still]
    for name, dock in docks.items():
        dock.come_forward()
        wait_until_it_looks_like(qtbot, dock.panel, before[name], name)


@pytest.mark.slow
def test_that_a_zoomed_panel_is_the_panel_on_a_screen_with_more_dots(window, qtbot):
    zoom_to(window, qtbot, 200)
    for name in ("experiment_panel", "network_panel", "ledger_panel", "runs_panel"):
        dock = window.docks[name]
        dock.come_forward()
        panel = dock.panel
        expected, received = drawn_larger(panel, 2), panel.grab().toImage()
        assert expected.size() == received.size()
        received = received.convertToFormat(QImage.Format.Format_RGB32)
        same = sum(
            expected.pixel(x, y) == received.pixel(x, y)
            for x in range(0, expected.width(), 7)
            for y in range(0, expected.height(), 7)
        )
        total = len(range(0, expected.width(), 7)) * len(range(0, expected.height(), 7))
        assert same > 0.97 * total, name


@pytest.mark.slow
def test_that_lines_of_plots_are_as_wide_as_the_zoom_says(window, qtbot):
    figure = window.curves_panel.findChildren(QWidget, "curves_figure")
    lines = [line for line in _curves(window) if line.opts["pen"].widthF() >= 2]
    assert figure or lines
    widths = [line.opts["pen"].widthF() for line in lines]
    zoom_to(window, qtbot, 200)
    assert [line.opts["pen"].widthF() for line in lines] == [2 * width for width in widths]
    assert plot_width(1.5) == 3.0
    zoom_to(window, qtbot, 75)
    assert [line.opts["pen"].widthF() for line in lines] == [0.75 * width for width in widths]
    assert plot_width(0.5) == 1.0  # never thinner than a dot
    zoom_to(window, qtbot, 100)
    assert [line.opts["pen"].widthF() for line in lines] == widths


def _curves(window):
    import pyqtgraph as pg

    found = []
    for view in window.curves_panel.findChildren(pg.GraphicsView):
        found += [item for item in view.scene().items() if isinstance(item, pg.PlotCurveItem)]
    assert len(found) >= len(CurveSeries)
    return found


@pytest.mark.slow
def test_that_a_theme_chosen_at_200_percent_leaves_the_zoom_alone(window, qtbot):
    zoom_to(window, qtbot, 200)
    window.theme_actions.use("light")
    assert window.state.theme.theme is LIGHT
    assert percent(window) == 200
    assert window.network_panel.devicePixelRatioF() == 2.0
    zoom_to(window, qtbot, 100)
    assert window.state.theme.theme is LIGHT


@pytest.mark.slow
@pytest.mark.parametrize("width", [980, 1180])
def test_that_the_zoom_ends_where_the_window_fits_no_more_and_says_so(window, qtbot, width):
    window.resize(width, 560)
    high = max(560, window.screen().availableSize().height())
    for _ in STEPS:
        QTest.keyClick(window, KEY.Key_Equal, CONTROL)
        qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
    reached = percent(window)
    assert 100 < reached < 200
    room = window.size() * (reached / 100)
    assert room.width() <= width + 1
    assert room.height() <= high + 1
    assert f"{reached} % is the most" in find(window, "notice_text").text()


def test_that_the_zoom_is_remembered_and_no_other_number_is(window):
    settings = window._settings
    QTest.keyClick(window, KEY.Key_Equal, CONTROL)
    assert settings.zoom == 110
    settings._store.setValue("zoom", "huge")
    assert settings.zoom == 100
    Zoom().use(100000)
    assert Zoom().percent == 200


@pytest.mark.slow
@pytest.mark.parametrize("remembered", [150, 200])
def test_that_a_zoom_from_a_larger_screen_comes_down_to_this_one_and_is_kept(
    settings, qtbot, remembered
):
    settings.zoom = remembered
    window = build_window(settings=settings, load_data=False)
    try:
        window.show()
        qtbot.waitUntil(lambda: window.layout_of_docks.is_settled)
        qtbot.waitUntil(lambda: not window.views._settle_timer.isActive())
        shown, screen = percent(window), window.screen().availableSize()
        least, larger = window.minimumSize(), next(step for step in STEPS if step > shown)
        assert (  # more would be larger than the screen
            least.width() * larger > screen.width() * shown
            or least.height() * larger > screen.height() * shown
        )
        assert shown < remembered
        assert window.width() <= screen.width()
        assert window.height() <= screen.height()
        said = find(window, "notice_text")
        assert said.isVisible()
        assert f"Shown at {shown} %" in said.text()
        assert f"{remembered} % is too large for this screen" in said.text()
        QTest.keyClick(window, KEY.Key_Plus, CONTROL)  # in vain
        assert percent(window) == shown
        assert settings.zoom == remembered
        QTest.keyClick(window, KEY.Key_Minus, CONTROL)  # that is a wish
        assert settings.zoom == percent(window) < shown
    finally:
        window.close()
        Zoom().use(100)


def test_that_no_dot_is_lost_on_the_way_through_all_steps_and_back(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setGeometry(101, 77, 333, 201)
    widget.show()
    Zoom().use(100)
    before = widget.geometry()
    try:
        for step in (175, 90, 125, 75, 150, 110):
            Zoom().use(step)
            Zoom().use(100)
            assert widget.geometry() == before
        for step in (175, 90, 125, 75, 150, 110, 100):
            Zoom().use(step)
        assert widget.geometry() == before
    finally:
        Zoom().use(100)
