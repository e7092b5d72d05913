"""Faults of the user's own digits as a part of the data, and of where Draw puts its parts."""

from tests.planted.fault import Fault

DATA, BROWSER = "gui/state/loaded_data.py", "gui/state/sample_browser.py"

FAULTS = (
    Fault(DATA, "rows[Part.OWN] = self._rows[Part.OWN]", "pass",
          "a new split forgets the kept drawings"),
    Fault(DATA, "self._drawing = self._own = None", "self._drawing = None",
          "kept drawings are taken for images of other data"),
    Fault(BROWSER, "if index >= self._data.count(part):  # it is no longer there", "if False:",
          "one cannot leave a drawing whose neighbour was deleted"),
    Fault("gui/panels/evaluate/evaluate_panel.py",
          "data.images(part) if part is Part.OWN else None", "None",
          "training images are judged as one's own digits"),
    Fault("gui/panels/draw/draw_panel.py", "if least <= left_over < side:", "if False:",
          "the board takes the room of the last stage"),
    Fault("gui/panels/draw/lesson_view.py",
          "taught.accuracy_before - taught.accuracy_after > MUCH", "False",
          "a step that breaks the rest is praised"),
)  # fmt: skip
