"""What is made only after the window is painted, and that it is not missed."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar, QWidget

from gui.panels.panel import Panel
from gui.panels.refresh_queue import RefreshQueue
from gui.window.late_panel_maker import LatePanelMaker
from gui.window.panel_table import PANELS, in_front
from tests.support.window_driving import LONG

LATE = [spec.id for spec in PANELS if spec.id not in in_front(PANELS)]

PAINT_AND_PRINT = """
import sys
from PySide6.QtCore import QSettings
from gui.app import build_window
from gui.settings import Settings
store = QSettings(sys.argv[1], QSettings.Format.IniFormat)
window = build_window(settings=Settings(store), load_data=False)
window.resize(1280, 720)
window.show()
window.grab()
print(*sorted(sys.modules), sep="\\n")
window.close()
"""

#: Prints what is imported when the bars are painted, as `main.py` shows them.
PAINT_BARS_AND_PRINT = """
import sys
from PySide6.QtCore import QSettings
from gui.app import build_window
from gui.settings import Settings
store = QSettings(sys.argv[1], QSettings.Format.IniFormat)
window = build_window(settings=Settings(store), load_data=False, paints_first=True)
window.show()
window.grab()
print(*sorted(sys.modules), sep="\\n")
window.close()
"""

#: What of the core the bars may need.
OF_THE_CORE = {
    *("core.assets", "core.number_text", "core.curves", "core.curves.turning_points"),
    *("core.training", "core.training.events"),
}
#: What takes longest to import, and must not come before the bars.
NOT_IN_THE_BARS = (
    *("numpy", "PIL", "sqlite3", "pyqtgraph", "concurrent"),
    *("gui.window.window_filling", "gui.window.panel_dock", "gui.window.panel_table"),
    *(
        "gui.state.lab_state",
        "gui.state.run_curves",
        "gui.lab.lab",
        "gui.panels",
        "gui.dialogs",
    ),
)
#: How many modules of the program the first picture takes; everything together is 500.
MOST_IN_THE_BARS = 70

#: What the first painted window can do without, and must therefore not wait for.
NOT_AT_THE_START = (
    "pyqtgraph",
    "sqlite3",
    "core.augmentation.augmenter",
    "core.documents.recording",
    "core.documents.run_document",
    "core.ledger.ledger",
    "core.training.build",
    "core.training.gradient_step",
    "core.training.session",
    "core.training.session_state",
    "gui.dialogs.about_dialog",
    "gui.documents.run_recording",
    "gui.lab.run_row",
    "gui.panels.ledger.rows",
    "gui.panels.ledger.writer",
    "gui.panels.filters.filters_panel",
    "gui.panels.feature_maps.feature_maps_panel",
    "gui.panels.pooling.pooling_panel",
    "gui.panels.sliding_window.sliding_window_panel",
    "gui.panels.curves.figure",
    "gui.panels.ledger.spread_view",
)


@pytest.fixture
def makes_late_panels():
    return True


def made(window):
    """The late panels that exist, by id; asks no dock for its panel."""
    return [name for name in LATE if window.findChild(Panel, name) is not None]


def tab_called(window, title):
    """The bar of a tab and its position there; None while there is no such tab."""
    for bar in window.findChildren(QTabBar):
        for at in range(bar.count()):
            if bar.tabText(at) == title:
                return bar, at
    return None


@pytest.mark.slow
def test_that_the_first_painted_window_imports_nothing_it_can_do_without(tmp_path):
    finished = subprocess.run(
        [sys.executable, "-c", PAINT_AND_PRINT, str(tmp_path / "settings.ini")],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = finished.stdout.splitlines()
    assert "gui.panels.network.network_panel" in imported
    assert not early(imported, NOT_AT_THE_START)


def early(imported, late):
    """Return which of the modules `imported` are, or lie in, those that were to come late."""
    return [
        name
        for name in imported
        if any(name == one or name.startswith(f"{one}.") for one in late)
    ]


@pytest.mark.slow
def test_that_the_bars_are_painted_before_arrays_networks_and_panels_are_imported(tmp_path):
    finished = subprocess.run(
        [sys.executable, "-c", PAINT_BARS_AND_PRINT, str(tmp_path / "settings.ini")],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = finished.stdout.splitlines()
    assert "gui.window.transport_bar" in imported
    assert not early(imported, NOT_IN_THE_BARS)
    assert not {name for name in imported if name.startswith("core.")} - OF_THE_CORE
    assert len(early(imported, ("core", "gui"))) <= MOST_IN_THE_BARS


@pytest.mark.slow
def test_that_everything_is_made_once_the_first_digit_is_shown_and_fits(qtbot, window):
    qtbot.waitUntil(lambda: window.late_panels.is_done, timeout=LONG)
    assert made(window) == LATE
    assert window.findChild(QWidget, "loss_plot") is not None
    window.resize(1024, 720)
    qtbot.waitUntil(lambda: window.width() == 1024)
    right = window.docks["ledger_panel"].geometry().right()
    assert right <= window.width()
    for spec in PANELS:
        panel = window.docks[spec.id].panel
        assert (spec.id, spec.title) == (panel.PANEL_ID, panel.TITLE)
        assert window.docks[spec.id].panel is panel


def test_that_a_tab_in_front_shows_its_panel_before_there_is_any_digit(
    qtbot, build_without_data
):
    window = build_without_data()
    assert made(window) == []
    qtbot.waitUntil(lambda: tab_called(window, "Pooling") is not None)
    bar, at = tab_called(window, "Pooling")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
    qtbot.waitUntil(lambda: made(window) == ["pooling_panel"])
    qtbot.waitUntil(window.findChild(Panel, "pooling_panel").isVisible)


def test_that_it_is_said_once_when_the_last_late_part_was_made(qtbot):
    class Dock:
        made = ()

        def import_late_parts(self):
            self.made += ("imported",)

        def make_late_parts(self):
            self.made += ("made",)

    docks, owner, said = [Dock(), Dock()], QObject(), []
    maker = LatePanelMaker(docks, RefreshQueue(), owner)
    maker.completed.connect(lambda: said.append([dock.made for dock in docks]))
    maker.begin()
    qtbot.waitUntil(lambda: said)
    maker.begin()
    qtbot.wait(80)
    assert said == [[("imported", "made")] * 2]


def test_that_a_window_closed_at_once_makes_nothing_more(qtbot, open_window):
    window = open_window()
    window.close()
    before = made(window)
    window.late_panels.begin()
    qtbot.wait(80)
    assert made(window) == before
