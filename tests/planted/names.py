"""Faults of names of runs, of dialogs, and of what is selected."""

from tests.planted.fault import Fault

TITLE, APART = "core/documents/run_title.py", "core/documents/names_apart.py"
NAMING, BUTTONS = "gui/window/run_naming.py", "gui/dialogs/dialog_buttons.py"
EXPERIMENT, COMPARE = (
    "gui/panels/experiment/experiment_panel.py",
    "gui/panels/compare/compare_panel.py",
)
THEME = "gui/theme/theme.py"

FAULTS = (
    Fault(
        TITLE,
        "        parts += _changes(experiment, preset)\n",
        "        pass\n",
        "a run does not say what differs",
    ),
    Fault(
        TITLE,
        "is_preset = preset is not None and _plain(preset.network)",
        "is_preset = preset is not None or _plain(preset.network)",
        "a network of one's own is called like the preset it was made from",
    ),
    Fault(
        APART,
        "            while free in taken:\n",
        "            while False:\n",
        "two runs have the same name",
    ),
    Fault(
        NAMING,
        "        shelf.changed.connect(self._write)\n",
        "",
        "a new name does not reach title and menu",
    ),
    Fault(
        BUTTONS,
        "self.leave if self.act is None or is_final else self.act",
        "self.leave",
        "Enter does not act",
    ),
    Fault(
        BUTTONS,
        'f"{name}_act", self.ButtonRole.AcceptRole',
        'f"{name}_act", self.ButtonRole.DestructiveRole',
        "a button that acts does not stand at the right end",
    ),
    Fault(
        EXPERIMENT,
        "!= position and self._is_of_run():",
        "!= position:",
        "a card of a draft selects a layer of the run",
    ),
    Fault(
        COMPARE, "        self._take_ticked()\n", "", "the ticked run is not compared by itself"
    ),
    Fault(
        THEME,
        'selection="#f7f9fc"',
        'selection="#4c9fff"',
        "what is selected has the blue of positive numbers",
    ),
)
