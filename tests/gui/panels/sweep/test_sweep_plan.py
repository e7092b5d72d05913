"""What is typed into the plan of a sweep."""

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.gui.panels.sweep.test_sweep_panel import find, type_into


def test_that_nonsense_is_named_where_it_is_typed_and_folders_are_called_after_the_network(
    show,
):
    panel = show()
    type_into(panel, "plan_trials", "many")
    panel.refresh_now()
    assert "Trials must be a whole number" in find(panel, QLabel, "setup_problem").text()
    assert not find(panel, QPushButton, "headline_run").isEnabled()
    type_into(panel, "plan_trials", "5")
    panel.refresh_now()
    assert not find(panel, QLabel, "setup_problem").text()
    document = panel._state.experiment
    for name in ("lenet-5", "seed-mlp"):
        document.edit(document.experiment.replace(name=name), "another preset")
        panel.refresh_now()
        assert find(panel, QLineEdit, "plan_folder").text().endswith(name)
