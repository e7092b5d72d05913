"""Faults of What is this? in menus and dialogs, and of what waits for ever."""

from tests.planted.fault import Fault

MENUS, PANE, KEYS = (
    "gui/help/menu_asking.py",
    "gui/help/pane.py",
    "gui/window/help_actions.py",
)
COMPARED, QUEUE = "gui/panels/compare/compared_run.py", "gui/panels/refresh_queue.py"
DOCUMENTS = "gui/window/document_actions.py"
NAMING, OVERLAYS = "gui/window/run_naming.py", "gui/panels/runs/overlay_keeper.py"

FAULTS = (
    Fault(MENUS, "return entry is not None and entry.menu() is None", "return False",
          "a click on an entry does it while one asks"),
    Fault(MENUS, "return not opens and typed != \"\"", "return False",
          "a letter does an entry while one asks"),
    Fault(PANE, "        if self._opens_menu(point):\n            return\n", "",
          "a click on a menu's name opens nothing"),
    Fault(KEYS, "            shortcut.activated.connect(self._ask_in_dialog)\n", "",
          "no dialog can be asked"),
    Fault(COMPARED, "cancelled=_never if is_short else cancelled", "cancelled=cancelled",
          "who goes back without a pause sees nothing of the other run"),
    Fault(QUEUE, "        finally:  # a panel that fails keeps no other one waiting\n",
          "        except KeyError:\n", "a panel that fails keeps the others waiting"),
    Fault(NAMING, "            return self._name_to_come()\n", '            return ""\n',
          "a branch has no name before its first step"),
    Fault(DOCUMENTS, "        self._has_begun |= path is not None\n", "",
          "the run one has just branched from is offered as that of last time"),
    Fault(OVERLAYS, "        self._has_failed = True\n", "        pass\n",
          "curves that could not be read once never come"),
)  # fmt: skip
