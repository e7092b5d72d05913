"""Faults of the Explain panel."""

from tests.planted.fault import Fault

PANEL = "gui/panels/explain/pixels_page.py"
ASKING = "gui/panels/explain/asking_page.py"
CHOICE = "gui/panels/explain/class_choice.py"
IMAGE = "core/explanation/explained_image.py"

FAULTS = (
    Fault(ASKING, "self._ask_later(is_new=before.key != request.key)", "self._ask()",
          "maps are made for every step the slider passes"),
    Fault(ASKING, "            if not is_waiting:", "            if True:",
          "while training runs, no map is ever made"),
    Fault("gui/panels/explain/sanity_button.py", "request.key != self._asked", "False",
          "what was checked at one step passes for another"),
    Fault("core/explanation/sanity_check.py", "first[ink], second[ink]",
          "first.ravel(), second.ravel()", "blank paper makes maps alike"),
    Fault(PANEL, "is_faded = shown is None or", "is_faded = False and shown is None or",
          "old maps pass for those of the shown step"),
    Fault(PANEL, "self._state.selection.select(_unit_at(cell, moment))", "pass",
          "a click selects nothing"),
    Fault(CHOICE, "if moment.sample is not self._sample:", "if False:",
          "the class chosen for one sample stays for the next"),
    Fault(CHOICE, "if self._true is not None and self._true != self.index:", "if False:",
          "a mistake is not set against the true class"),
    Fault(IMAGE, "plane = values.sum(axis=2) if", "plane = values[..., 0] if",
          "only the first channel is shown"),
)  # fmt: skip
