"""Faults of the window and its panels."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("gui/panels/experiment/experiment_panel.py", "        self.refresh_now()  # the card",
          "        # the card",
          "a layer is added to the cards after its card was to get the keyboard"),
    Fault("gui/window/dock_layout.py", "[max(1, size) for size in sizes]", "sizes",
          "a view for which nothing is left makes Qt complain and lay nothing out"),
    Fault("gui/panels/curves/timeline_bar.py", "            part.setVisible(needed <= width)\n",
          "            part.show()\n",
          "the controls of the time line lie on each other in a narrow panel"),
)  # fmt: skip
