"""About says what a report of wrong or slow numbers needs."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from threadpoolctl import threadpool_info

from core.documents.engine_identity import ENGINE_REVISION
from gui.actions.action_id import ActionId
from gui.dialogs.about_dialog import AboutDialog, engine_lines


def test_that_about_names_the_kernel_that_multiplies_matrices(qtbot, build_without_data):
    window = build_without_data()
    window.actions_by_id[ActionId.HELP_ABOUT].trigger()
    text = window.findChild(QLabel, "about_versions").text()
    kernels = [one["architecture"] for one in threadpool_info() if one["user_api"] == "blas"]
    assert kernels
    assert all(kernel in text for kernel in kernels)
    assert np.__version__ in text
    window.findChild(QDialog, "about_dialog").reject()


def test_that_a_library_that_does_not_say_its_name_is_told_as_such(qtbot, monkeypatch):
    monkeypatch.setattr("gui.dialogs.about_dialog.threadpool_info", list)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = AboutDialog(parent)
    dialog.open()
    text = dialog.findChild(QLabel, "about_versions").text()
    assert "Matrix products: a library that cannot be named" in text
    close = dialog.findChild(QPushButton, "about_dialog_leave")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_that_about_says_what_the_environment_caps():
    assert "Not capped" in engine_lines({"OPENBLAS_NUM_THREADS": "1", "OPENBLAS_CORETYPE": ""})
    text = engine_lines({"OPENBLAS_CORETYPE": "Sand\nybridge" + "x" * 99, "MKL_CBWR": "AVX"})
    last = text.splitlines()[-1]
    assert last.startswith("Capped by the environment: OPENBLAS_CORETYPE=Sand ybridgexxx")
    assert last.endswith(", MKL_CBWR=AVX")
    assert len(last) < 120
    assert f"Engine revision {ENGINE_REVISION}" in text
