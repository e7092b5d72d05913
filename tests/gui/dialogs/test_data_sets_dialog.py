"""The dialog of known sets, as a person uses it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from core.catalogue.data_folders import DATA_VARIABLE
from core.catalogue.known_sets import KNOWN_SETS
from core.formats.cache_folder import CACHE_VARIABLE
from gui.dialogs.data_sets_dialog import NAME, DataSetsDialog
from tests.support.known_sets import write_fashion

STATE = 6


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """The only folder with sets in it."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "shared"))
    monkeypatch.setattr("core.catalogue.data_folders.SYSTEM_FOLDERS", ())
    return tmp_path / "shared"


@pytest.fixture
def dialog(qtbot, shared):
    write_fashion(shared)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = DataSetsDialog(parent, "fashion-mnist")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.open()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.done(0)
    parent.close()


def text_of(dialog, name):
    return dialog.findChild(QLabel, f"{NAME}_{name}").text()


def button(dialog, name):
    return dialog.findChild(QPushButton, f"{NAME}_{name}")


def click(dialog, name):
    QTest.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)


def states(dialog):
    items = [dialog.table.topLevelItem(at) for at in range(dialog.table.topLevelItemCount())]
    return [item.text(STATE) for item in items]


def told(signal):
    heard = []
    signal.connect(heard.append)
    return heard


def test_that_every_set_is_listed_with_its_state_and_its_credit(dialog):
    assert states(dialog)[:3] == [
        "comes with Glassbox", "on this computer", "can be downloaded",
    ]  # fmt: skip
    for name, known in KNOWN_SETS.items():
        dialog.table.choose(name)
        credit = text_of(dialog, "credit")
        assert known.credit.licence in credit
        assert known.credit.citation in credit
        assert f"--data {name}" in credit
        assert text_of(dialog, "headline").startswith(known.title)
    label = dialog.findChild(QLabel, f"{NAME}_credit")
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_that_a_set_that_is_here_is_used_with_enter(dialog):
    used = told(dialog.use_wanted)
    dialog.table.choose("kmnist")
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert used == []
    assert dialog.isVisible()
    assert not button(dialog, "act").isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Up)
    assert not button(dialog, "download").isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert used == ["fashion-mnist"]
    assert not dialog.isVisible()


def test_that_escape_stops_a_download_first_and_closes_then(dialog):
    wanted, stops = told(dialog.download_wanted), []
    dialog.stop_wanted.connect(lambda: stops.append(1))
    dialog.table.choose("kmnist")
    click(dialog, "download")
    assert wanted == [KNOWN_SETS["kmnist"]]
    dialog.show_progress(0.5, "Downloading: 10 MB of 20 MB")
    assert text_of(dialog, "message") == "Downloading: 10 MB of 20 MB"
    assert dialog.findChild(QProgressBar).value() == 500
    assert button(dialog, "leave").text() == "Cancel"
    assert not dialog.table.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert stops == [1]
    assert dialog.isVisible()
    assert text_of(dialog, "message") == "Stopped; nothing was kept."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_that_a_failure_is_said_and_offers_a_copy(dialog):
    copies = told(dialog.copy_wanted)
    dialog.table.choose("kmnist")
    click(dialog, "download")
    dialog.show_failure("There is no connection.")
    assert text_of(dialog, "message") == "There is no connection."
    assert button(dialog, "copy").hasFocus()
    assert button(dialog, "download").isEnabled()
    QTest.keyClick(button(dialog, "copy"), Qt.Key.Key_Space)
    assert copies == [KNOWN_SETS["kmnist"]]


def test_that_a_set_that_arrived_can_be_used(dialog, shared):
    (shared / "fashion-mnist").rename(shared / "kmnist")
    dialog.table.choose("kmnist")
    click(dialog, "download")
    dialog.show_arrival("kmnist")
    assert states(dialog)[1:3] == ["can be downloaded", "on this computer"]
    assert text_of(dialog, "message") == "Kuzushiji-MNIST is on this computer."
    assert button(dialog, "act").isEnabled()


def test_that_no_button_moves_when_another_is_called_otherwise(dialog):
    before = button(dialog, "act").geometry()
    dialog.table.choose("kmnist")
    click(dialog, "download")
    dialog.layout().activate()
    assert button(dialog, "act").geometry() == before
