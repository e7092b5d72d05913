"""Faults of the zoom, of one panel alone, and of the presentation."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("gui/theme/screen_scale.py", "        if now == laid_out:", "        if False:",
          "a window that is zoomed and back has lost dots to rounding"),
    Fault("gui/theme/zoom.py", "    return max(1.0, width * max(ratios, default=1.0))",
          "    return width",
          "the lines of plots stay thin while everything else is zoomed"),
    Fault("gui/window/zoom_actions.py", "_fits(least * (step / now), room)", "True",
          "the window is zoomed until its edges are outside of the screen"),
    Fault("gui/window/presentation.py", "        self._zoom.is_remembered = False\n", "",
          "what is zoomed for a room holds for the next start"),
    Fault("gui/window/one_panel.py", "        self._window.restoreState(self._before)\n", "",
          "the other panels stay away when one is no longer maximised"),
    Fault("gui/window/main_window.py", "        self.views.leave()\n", "",
          "a window closed in a presentation opens without its panels"),
    Fault("gui/window/panel_views.py",
          '        self.leave()\n        self._layout.show_in_tabs()',
          '        self._layout.show_in_tabs()',
          "a layout that is reset while one panel is maximised is taken back by Esc"),
)  # fmt: skip
