"""The whole window by keyboard alone, and as a screen reader finds it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QMainWindow,
    QPushButton,
    QWidget,
)

from gui.actions.action_id import ActionId
from gui.panels.panel_spec import Area
from gui.state.selection import Unit
from gui.widgets.accessible_picture import Spoken
from gui.window.panel_table import PANELS
from gui.window.tab_order import tab_stops
from gui.window.tab_stops import stops_of
from tests.support.shown_numbers import on_screen
from tests.support.window_driving import has_settled, press

NAME, VALUE = QAccessible.Text.Name, QAccessible.Text.Value
#: What is painted by hand and shows nothing of its own.
SURFACES = {"CardSurface", "LargeTile", "StagesSurface", "_Surface"}
ARROWS = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)


@pytest.fixture
def stepped(qtbot, shared_window):
    """The window after a step, so that everything has something to show."""
    window = shared_window
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(
        lambda: (
            window.lab.session is not None
            and window.lab.session.step == 1
            and has_settled(window)
        )
    )
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def visible(root):
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisible()
        and QWidget.window(one) is QWidget.window(root)
        and not one.size().isEmpty()
        and not is_behind_a_tab(one)
    ]


def is_behind_a_tab(widget):
    while not isinstance(widget, QDockWidget | QMainWindow):
        widget = widget.parentWidget()
    return widget.visibleRegion().isEmpty()


def takes_keyboard(widget):
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive():  # the arrow keys lead to the others
        return widget.isChecked() and widget.isEnabled()
    return (
        widget.isEnabled()
        and widget.focusProxy() is None
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )


def own_methods(widget):
    ours = [kind for kind in type(widget).__mro__ if kind.__module__.startswith("gui.")]
    return {name for kind in ours for name in vars(kind)}


def is_picture(widget):
    is_overlay = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    is_surface = type(widget).__name__ in SURFACES
    is_control = not own_methods(widget) & {"paintEvent"} or hasattr(widget, "setValue")
    is_control |= isinstance(widget, QComboBox)  # Qt reads what is chosen
    return not (is_overlay or is_surface or is_control)


def spoken(widget, part):
    return QAccessible.queryAccessibleInterface(widget).text(part)


def name_of(widget):
    # the name of a list is, on this platform, what is chosen in it
    return widget.accessibleName() if isinstance(widget, QComboBox) else spoken(widget, NAME)


def come_to(qtbot, window, spec):
    dock = window.docks[spec.id]
    dock.come_forward()
    panel = dock.panel
    qtbot.waitUntil(lambda: panel.isVisible() and not panel._is_stale)
    return dock


def walk_round(qtbot, window, key):
    """Press `key` until the keyboard is where it was at first; return where it came."""
    visited = []
    for _ in range(400):
        qtbot.keyClick(QApplication.focusWidget() or window, key)
        here = QApplication.focusWidget()
        if visited and here is visited[0]:
            return visited
        visited.append(here)
    raise AssertionError(f"the keyboard is trapped: {visited[-4:]}")


@pytest.mark.slow
def test_that_the_tab_key_comes_to_everything_once_transport_first(qtbot, stepped):
    window = stepped
    for spec in PANELS:
        come_to(qtbot, window, spec)
        wanted = [one for one in visible(window) if takes_keyboard(one)]
        missed = set(wanted) ^ set(tab_stops(window))
        assert not missed, f"{spec.id}: {missed}"
    come_to(qtbot, window, PANELS[1])
    come_to(qtbot, window, next(one for one in PANELS if one.id == "curves_panel"))
    window.experiment_panel.make_late_parts()  # locks, which come with the first key otherwise
    wanted = [one for one in visible(window) if takes_keyboard(one)]
    window.setFocus()
    visited = walk_round(qtbot, window, Qt.Key.Key_Tab)
    assert {one.objectName() for one in wanted} == {one.objectName() for one in visited}
    assert sorted(map(id, visited)) == sorted(map(id, wanted))
    assert walk_round(qtbot, window, Qt.Key.Key_Backtab) == visited[::-1]

    places = {one.objectName(): at for at, one in enumerate(visited)}
    in_order = [
        places["training_restart_button"],
        places["training_stop_button"],
        places["sample_part"],
        places["network_view_activations"],
        places["network_stage_0_mosaic"],
        places["network_stage_1_mosaic"],
        places["curves_log"],
        places["preset"],
        places["layer_card_0"],
        places["ledger_panel_copy"],
        places["ledger_panel_pages_made"],
    ]
    assert in_order == sorted(in_order)


@pytest.mark.slow
@pytest.mark.parametrize("panel", ["network_panel", "explain_panel", "draw_panel"])
def test_that_a_panel_in_a_window_of_its_own_has_the_same_order(qtbot, stepped, panel):
    dock = come_to(qtbot, stepped, next(one for one in PANELS if one.id == panel))
    dock.setFloating(True)
    dock.activateWindow()
    qtbot.waitUntil(dock.isActiveWindow)
    wanted = [one for one in visible(dock) if takes_keyboard(one)]
    wanted[0].setFocus()
    visited = walk_round(qtbot, dock, Qt.Key.Key_Tab)
    assert sorted(map(id, visited)) == sorted(map(id, wanted))
    assert walk_round(qtbot, dock, Qt.Key.Key_Backtab) == visited[::-1]
    # as one reads in the large window, not as the parts were made
    order = stops_of(dock)
    start = visited.index(order[0])
    assert visited[start:] + visited[:start] == order
    dock.setFloating(False)


def check_names(dock):
    for widget in visible(dock):
        if takes_keyboard(widget) or isinstance(widget, QAbstractButton | QComboBox):
            assert name_of(widget), f"a control without a name: {widget}"
        if is_picture(widget):
            assert isinstance(widget, Spoken), f"a picture that says nothing: {widget}"
            assert spoken(widget, NAME), f"a picture without a name: {widget}"
            assert spoken(widget, VALUE), f"a picture without a value: {widget}"
        if "mousePressEvent" in own_methods(widget):
            assert takes_keyboard(widget) or not widget.isEnabled(), f"only for mice: {widget}"


def check_arrows(qtbot, dock):
    """Walk with the arrow keys through every picture that takes the keyboard."""
    walked = 0
    for picture in [one for one in visible(dock) if takes_keyboard(one) and is_picture(one)]:
        picture.setFocus(Qt.FocusReason.TabFocusReason)
        if not isinstance(picture, Spoken) or not can_be_walked(picture):
            continue
        said = {spoken(picture, VALUE)}
        for key in ARROWS:
            qtbot.keyClick(picture, key)
            said.add(spoken(picture, VALUE))
        assert len(said) > 1, f"arrows do nothing in {picture.objectName()}: {said}"
        assert QApplication.focusWidget() is not None
        qtbot.keyClick(picture, Qt.Key.Key_Escape)
        walked += 1
    return walked


def can_be_walked(picture):
    """Return whether there is more than one place in it."""
    spots = getattr(picture, "_keyboard_spots", None)
    if spots is not None:
        return len(spots()) > 1
    if hasattr(picture, "maps"):
        return picture.maps.size > 1
    rows, columns = picture._grid() if hasattr(picture, "_grid") else (1, 2)
    return rows * columns > 1


def test_that_all_panels_can_be_walked_and_read_without_eyes(qtbot, stepped):
    window = stepped
    walked = {}
    for spec in PANELS:
        dock = come_to(qtbot, window, spec)
        check_names(dock)
        walked[spec.id] = check_arrows(qtbot, dock)
    film = window.findChild(QPushButton, "filters_panel_film_button")
    come_to(qtbot, window, next(one for one in PANELS if one.id == "filters_panel"))
    film.click()
    dock = come_to(qtbot, window, next(one for one in PANELS if one.id == "filters_panel"))
    check_names(dock)
    walked["film"] = check_arrows(qtbot, dock)
    assert walked["film"]
    for spec in PANELS:
        if spec.shows_sample and spec.area is Area.MIDDLE:
            assert walked[spec.id], f"{spec.id} has no picture for the keyboard"

    for widget in visible(window.transport):
        if takes_keyboard(widget):
            assert name_of(widget), widget
    loss = window.findChild(QWidget, "loss_read_out")
    assert (spoken(loss, NAME), spoken(loss, VALUE)) == ("loss", loss.text())
    curves = window.findChild(QWidget, "loss_plot")
    assert "smoothed" in spoken(curves, VALUE)


def test_that_a_picture_says_what_is_selected_and_enter_opens_its_page(qtbot, stepped):
    window = stepped
    window.docks["network_panel"].come_forward()
    maps = window.findChild(QWidget, "network_stage_1_mosaic")
    numbers = window.state.moment.moment.trace.values[1]
    assert spoken(maps, NAME) == "Conv2D, 26×26×8"
    for channel, row, column in ((3, 5, 7), (0, 0, 25)):
        window.state.selection.select(Unit(0, channel, row, column))
        wanted = f"{channel} of 0…7, row {row}, column {column}: "
        wanted += on_screen(f"{float(numbers[row, column, channel]):+.4f}")
        qtbot.waitUntil(lambda wanted=wanted: spoken(maps, VALUE) == wanted)

    maps.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(maps, key)
    assert spoken(maps, VALUE).startswith("1 of 0…7, row 1, column 24: ")
    qtbot.keyClick(maps, Qt.Key.Key_Return)
    assert window.state.selection.unit == Unit(0, 1, 1, 24)
    qtbot.keyClick(maps, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert spoken(maps, VALUE).startswith("0 of 0…7, row 0, column 0: ")
    qtbot.keyClick(maps, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: spoken(maps, VALUE).startswith("1 of 0…7, row 1, column 24: "))

    window.docks["curves_panel"].come_forward()
    qtbot.waitUntil(lambda: window.findChild(QWidget, "loss_plot") is not None)
    plot = window.findChild(QWidget, "loss_plot")
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert "smoothed" in spoken(plot, VALUE)
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
