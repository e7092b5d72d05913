"""About says what a report of wrong or slow numbers needs."""

import numpy as np
from PySide6.QtWidgets import QDialog, QLabel
from threadpoolctl import threadpool_info

from core.documents.engine_identity import ENGINE_REVISION
from gui.actions.action_table import ActionId
from gui.dialogs.about_dialog import engine_lines


def test_that_about_names_the_kernel_that_multiplies_matrices(qtbot, build_without_data):
    window = build_without_data()
    window.actions_by_id[ActionId.HELP_ABOUT].trigger()
    text = window.findChild(QLabel, "about_versions").text()
    kernels = [one["architecture"] for one in threadpool_info() if one["user_api"] == "blas"]
    assert kernels
    assert all(kernel in text for kernel in kernels)
    assert np.__version__ in text
    window.findChild(QDialog, "about_dialog").reject()


def test_that_about_says_what_the_environment_caps():
    assert "Not capped" in engine_lines({"OPENBLAS_NUM_THREADS": "1", "OPENBLAS_CORETYPE": ""})
    text = engine_lines({"OPENBLAS_CORETYPE": "Sand\nybridge" + "x" * 99, "MKL_CBWR": "AVX"})
    last = text.splitlines()[-1]
    assert last.startswith("Capped by the environment: OPENBLAS_CORETYPE=Sand ybridgexxx")
    assert last.endswith(", MKL_CBWR=AVX")
    assert len(last) < 120
    assert f"Engine revision {ENGINE_REVISION}" in text
