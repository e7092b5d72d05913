"""Faults of the window and its panels."""

from tests.planted.fault import Fault

STRIP = "gui/panels/samples/sample_strip.py"
PLAN, PIPELINE = "gui/panels/network/pipeline_plan.py", "gui/panels/network/pipeline_view.py"
BAR = "gui/window/transport_bar.py"

FAULTS = (
    Fault(STRIP, "        self._choice.clear()\n        parts = data.parts()\n",
          "        parts = data.parts()\n",
          "digits of the data before are looked for in those that took their place"),
    Fault(STRIP, "        self._choice.clear()\n        self._count_indices()\n",
          "        self._count_indices()\n",
          "digits of one part are looked for in another"),
    Fault("gui/panels/experiment/experiment_panel.py", "        self.refresh_now()  # the card",
          "        # the card",
          "a layer is added to the cards after its card was to get the keyboard"),
    Fault(PLAN, " if _least_width(header_widths, fit) <= room_width]", "]",
          "a hundred plans are tried where the titles alone have no room"),
    Fault(PIPELINE, "            self._plans[headers, width, room] = known\n", "",
          "a room that comes again is planned again"),
    Fault(BAR, "            needed -= 0 if has_room else self._width_of(part)\n", "",
          "whatever may give way does so at once"),
    Fault("gui/window/dock_layout.py", "[max(1, size) for size in sizes]", "sizes",
          "a view for which nothing is left makes Qt complain and lay nothing out"),
    Fault("gui/panels/curves/timeline_bar.py", "            part.setVisible(needed <= width)\n",
          "            part.show()\n",
          "the controls of the time line lie on each other in a narrow panel"),
)  # fmt: skip
