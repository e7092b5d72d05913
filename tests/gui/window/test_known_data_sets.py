"""From File → Known data sets to images that can be trained on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from core.catalogue.data_folders import DATA_VARIABLE
from core.formats.cache_folder import CACHE_VARIABLE
from gui.actions.action_id import ActionId
from gui.dialogs.data_sets_dialog import DataSetsDialog
from tests.support.data_server import data_server
from tests.support.known_sets import know, toy_files, toy_set, write_fashion


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """A cache of the test's own; no other set on this computer."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "shared"))
    monkeypatch.setattr("core.catalogue.data_folders.SYSTEM_FOLDERS", ())
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def opened(window):
    window.actions_by_id[ActionId.EXPERIMENT_KNOWN_DATA].trigger()
    return next(one for one in window.findChildren(DataSetsDialog) if one.isVisible())


def press(dialog, name):
    QTest.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def message(dialog):
    return dialog.findChild(QLabel, "data_sets_message").text()


class Chooser:
    """Stands for the dialog of files."""

    def __init__(self, path):
        self.path = path

    def ask_to_open(self, _title, _filter, then):
        then(self.path)


def test_that_a_set_is_stopped_fetched_used_and_listed(
    build_without_data, qtbot, monkeypatch, tmp_path
):
    pytest.importorskip("pooch")
    with data_server() as server:
        server.files = toy_files()
        know(monkeypatch, toy_set(server.address))
        window = build_without_data()
        dialog = opened(window)
        dialog.table.choose("toys")
        server.go_on.clear()
        press(dialog, "data_sets_download")
        qtbot.waitUntil(lambda: server.asked != [])
        press(dialog, "data_sets_leave")  # in the middle of the first file
        assert message(dialog) == "Stopped; nothing was kept."
        fetcher = window.lab.data_loader.fetcher
        qtbot.waitUntil(lambda: not fetcher.is_busy)
        server.go_on.set()
        press(dialog, "data_sets_download")
        act = dialog.findChild(QPushButton, "data_sets_act")
        qtbot.waitUntil(act.isEnabled)
        assert message(dialog) == "Toys is on this computer."
    press(dialog, "data_sets_act")
    data = window.state.data
    qtbot.waitUntil(lambda: data.dataset is not None)
    assert data.dataset.class_names == tuple("ABCDEFGHIJ")
    assert window.state.experiment.experiment.data == "toys"
    choice = window.experiment_panel.findChild(QComboBox, "data_set")
    qtbot.waitUntil(lambda: choice.currentText() == "Toys")
    assert choice.findText("MNIST") >= 0
    assert choice.findText("Fashion-MNIST") < 0
    folder = write_fashion(tmp_path / "stick")
    dialog = opened(window)
    assert dialog.table.current.name == "toys"
    dialog.table.choose("fashion-mnist")
    window.documents.file_dialogs = Chooser(folder / "t10k-labels-idx1-ubyte.gz")
    press(dialog, "data_sets_copy")
    qtbot.waitUntil(lambda: message(dialog) == "Fashion-MNIST is on this computer.")
    qtbot.waitUntil(lambda: choice.findText("Fashion-MNIST") >= 0)
    press(dialog, "data_sets_leave")
