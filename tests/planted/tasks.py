"""Faults that make a question cost more clicks, or a small screen show less."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("gui/panels/curves/time_scale.py", "        if high - low < 2:",
          "        if high - low < 2 or True:", "step 97 is shown where step 100 is meant"),
    Fault("gui/dialogs/branch_dialog.py",
          '        self._begin_with("branch_learning_rate")\n', "",
          "a branch has to be clicked before its learning rate can be typed"),
    Fault("gui/window/presentation.py", "        window.setMinimumHeight(0)", "        pass",
          "a small screen cuts the transport off a presentation"),
    Fault("gui/help/key_page.py", "        if body.sizeHint().width() <= width:",
          "        if True:", "keys have to be scrolled to sideways"),
)  # fmt: skip
