"""Data is dropped onto the window or chosen in it: shown first, or used at once if plain."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from core.data_description import DataDescription
from gui.actions.action_id import ActionId
from gui.data_import.import_dialog import ImportDialog
from tests.support.data_files import write_idx_folder
from tests.support.window_driving import LONG
from tests.support.window_drop import drop

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


class Chooser:
    """Chooses without a dialog."""

    def __init__(self, path):
        self.path = path

    def ask_for_folder(self, _title, _start, then):
        then(self.path)

    def ask_to_open(self, _title, _name_filter, then):
        then(self.path)


def dialogs(window):
    return [one for one in window.findChildren(ImportDialog) if one.isVisible()]


def press(qtbot, widget, name):
    qtbot.mouseClick(widget.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def write_table(path):
    rng = np.random.default_rng(5)
    rows = [[0, *rng.integers(0, 255, 63), at % 10] for at in range(40)]
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n")
    return path


def test_that_data_is_shown_before_it_is_used_unless_there_is_nothing_to_choose(
    build_without_data, qtbot, tmp_path
):
    window = build_without_data()
    document, loader = window.state.experiment, window.lab.data_loader
    before = document.experiment
    table = write_table(tmp_path / "table.csv")
    drop(window, table)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=LONG)
    press(qtbot, dialogs(window)[0], "import_leave")
    assert document.experiment == before
    drop(window, table)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=LONG)
    press(qtbot, dialogs(window)[0], "import_act")
    qtbot.waitUntil(lambda: window.state.data.dataset is not None, timeout=LONG)
    used = DataDescription.of(document.experiment.data)
    assert (used.source, used.extra.label) == (str(table), "last")
    assert document.experiment.network.input_shape == (8, 8, 1)
    assert not loader.is_busy  # what was read is not read once more
    document.undo_stack.undo()  # data and network in one step
    assert document.experiment == before

    plain = write_idx_folder(tmp_path / "digits", 60, 10)
    window.documents.data.file_dialogs = Chooser(plain)
    window.actions_by_id[ActionId.EXPERIMENT_OPEN_FOLDER].trigger()
    text = "digits: 70 images of 28×28 in 10 classes."
    qtbot.waitUntil(lambda: text in window.notice_bar.text, timeout=LONG)
    assert dialogs(window) == []
    press(qtbot, window.notice_bar, "notice_accept")
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=LONG)
    press(qtbot, dialogs(window)[0], "import_leave")

    drop(window, write_idx_folder(tmp_path / "few", 20, 5))  # fewer than a batch takes
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=LONG)
    words = dialogs(window)[0].findChild(QLabel, "import_fit_text")
    qtbot.waitUntil(lambda: "learns from all 18 at each step" in words.text(), timeout=LONG)
    press(qtbot, dialogs(window)[0], "import_act")
    qtbot.waitUntil(lambda: document.experiment.batch_size == 18, timeout=LONG)
    drop(window, table)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=LONG)
    window.close()  # and the dialog with it
    assert dialogs(window) == []
