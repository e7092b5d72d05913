"""A LeNet that PyTorch trained comes into the window, is looked at everywhere, and leaves."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from core.exporting.trained_model import trained_model
from core.importing.model_import import import_model
from gui.actions.action_id import ActionId
from gui.dialogs.export_model import ExportModel
from gui.state.run_state import RunState
from gui.window.panel_table import PANELS
from tests.support.onnx_graphs import softmax
from tests.support.run_files import the_run_in, train_to
from tests.support.torch_models import stored_model
from tests.support.window_driving import LONG, has_settled


class Chooser:
    """Answers file dialogs."""

    def __init__(self, answer):
        self.answer = answer

    def ask_to_open(self, title, name_filter, then):
        assert "*.onnx" in name_filter
        then(self.answer)

    def ask_to_save(self, title, suggestion, name_filter, then):
        then(self.answer)


@pytest.mark.slow
def test_that_a_lenet_of_pytorch_opens_in_every_panel_is_trained_and_leaves(
    qtbot, window, runs_folder, tmp_path
):
    pytest.importorskip("onnxruntime", reason="needs the extra “onnx”")
    stored = stored_model("lenet_exported.onnx")
    models = window.outside.models
    models.file_dialogs = Chooser(stored.path)
    window.actions_by_id[ActionId.MODEL_IMPORT].trigger()
    qtbot.waitUntil(lambda: len(window.state.moment.moment.network.layers) == 13, timeout=LONG)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    assert window.lab.session.step == 0
    assert window.lab.run_state is RunState.READY
    assert "a Softmax follows its scores" in window.notice_bar.text
    for spec in PANELS:
        dock = window.docks[spec.id]
        dock.come_forward()
        qtbot.waitUntil(lambda: dock.widget() is not None, timeout=LONG)  # noqa: B023
        qtbot.waitUntil(lambda: window.refresh_queue.is_empty, timeout=LONG)
    out = tmp_path / "again.onnx"
    models.file_dialogs = Chooser(out)
    window.actions_by_id[ActionId.MODEL_EXPORT].trigger()
    dialog = window.findChild(ExportModel)
    act = dialog.findChild(QPushButton, "export_model_act")
    message = dialog.findChild(QLabel, "export_model_message")
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: act.isEnabled(), timeout=LONG)
    assert "ONNX of step 0 is in again.onnx. Largest difference" in message.text()
    dialog.reject()
    again = import_model(out)
    ours = trained_model(again.experiment, again.values, 0).says(stored.images)
    assert np.abs(ours - softmax(stored.scores)).max() <= 1e-5
    train_to(qtbot, window, 2)
    window.close()
    assert the_run_in(runs_folder).exists()


@pytest.mark.slow
def test_that_a_file_that_is_no_model_changes_nothing(qtbot, window, tmp_path):
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"nonsense")
    window.outside.models.file_dialogs = Chooser(broken)
    before = window.lab.session
    window.actions_by_id[ActionId.MODEL_IMPORT].trigger()
    qtbot.waitUntil(lambda: "broken.onnx: " in window.notice_bar.text, timeout=LONG)
    assert window.lab.session is before
