"""About says what a report of wrong or slow numbers needs."""

import numpy as np
from PySide6.QtWidgets import QDialog, QLabel
from threadpoolctl import threadpool_info

from gui.actions.action_table import ActionId


def test_that_about_names_the_kernel_that_multiplies_matrices(qtbot, build_without_data):
    window = build_without_data()
    window.actions_by_id[ActionId.HELP_ABOUT].trigger()
    text = window.findChild(QLabel, "about_versions").text()
    kernels = [one["architecture"] for one in threadpool_info() if one["user_api"] == "blas"]
    assert kernels
    assert all(kernel in text for kernel in kernels)
    assert np.__version__ in text
    window.findChild(QDialog, "about_dialog").reject()
