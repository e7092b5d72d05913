"""Faults at which newcomers would stumble."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("gui/window/tab_order.py", "here is not None and not here.isVisible()", "False",
          "a button has the keyboard because a notice went"),
    Fault("gui/window/notice_bar.py", "if 0 < width <= beside.width() and", "if False and",
          "an offer lies over the tabs"),
    Fault("gui/window/notice_bar.py", "self._next_offer = offer\n            return", "pass",
          "an offer takes the place of an error"),
    Fault("gui/forms/text_editor.py", """Key_Escape and self.property("invalid")""",
          "Key_Escape", "a number field keeps its dialog open"),
    Fault("gui/lab/run_executor.py", "self._is_hinted = is_hint =", "is_hint =",
          "a branch that runs is said to wait"),
    Fault("gui/window/dock_titles.py",
          "dock.visibilityChanged.connect(self._timer.start)", "pass",
          "a panel has its title twice"),
    Fault("gui/window/panel_views.py", "needed.expandedTo(room) != room", "False",
          "the window grows beyond its screen"),
    Fault("gui/window/below_fold.py",
          "self._is_low = self._is_automatic = self.is_kept_open = False\n        self.fit()",
          "self._is_low = self._is_automatic = self.is_kept_open = False",
          "reset opens curves that leave no room"),
    Fault("gui/window/run_library.py", "            self.shelf.look()\n", "            pass\n",
          "Compare knows no run until the list was opened"),
    Fault("gui/forms/field_row.py", "outer.ensureWidgetVisible(self)", "pass",
          "why an entry is refused is below the edge"),
    Fault("gui/panels/samples/index_box.py", "self._is_entered and text.isalpha()", "False",
          "a box that is done with swallows the keys of the window"),
    Fault("gui/panels/samples/index_box.py",
          "max(index, 0), self.maximum())", "self.value(), 0)",
          "a number that is too large means nothing"),
)  # fmt: skip
