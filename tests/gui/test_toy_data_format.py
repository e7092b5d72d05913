"""A kind of data that is put into the catalogue is all that the window needs."""

import pytest
from PySide6.QtWidgets import QPushButton

from core.datasets.catalog import file_patterns
from gui.actions.action_id import ActionId
from gui.data_import.import_dialog import ImportDialog
from gui.state.run_state import RunState
from tests.support.toy_data_format import toy_data_format, write_toy_data
from tests.support.window_driving import LONG, press, steps_shown


class Chooser:
    """Answers a file dialog with a path, and keeps what it was asked."""

    def __init__(self, path):
        self.path = path
        self.filters = []

    def ask_to_open(self, title, name_filter, then):
        self.filters.append(name_filter)
        then(self.path)


@pytest.mark.slow
def test_that_a_new_kind_of_data_is_offered_opened_and_trained_on(qtbot, open_window, tmp_path):
    path = write_toy_data(tmp_path / "stripes.toyset", 320)
    with toy_data_format() as toy:
        window = open_window()
        button = window.findChild(QPushButton, "data_file_button")
        assert toy.explained in button.toolTip()
        window.documents.data.file_dialogs = chooser = Chooser(path)
        window.actions_by_id[ActionId.EXPERIMENT_OPEN_DATA].trigger()
        qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=LONG)
        window.findChild(ImportDialog).accept()
        qtbot.waitUntil(
            lambda: window.state.experiment.experiment.data == str(path), timeout=LONG
        )
        assert chooser.filters == [f"Data ({file_patterns()});;All files (*)"]
        assert file_patterns().startswith("*.toyset *.csv *.zip")
        assert window.state.data.dataset.name == "stripes"
        qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
        press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
        qtbot.waitUntil(lambda: steps_shown(window) == 1, timeout=LONG)


def test_that_what_the_window_refuses_is_told_what_could_be_opened(
    qtbot, open_window, tmp_path
):
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG")
    with toy_data_format() as toy:
        window = open_window()
        window.lab.load_data(str(path))
        qtbot.waitUntil(lambda: toy.expected in window.notice_bar.text, timeout=LONG)
