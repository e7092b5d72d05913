"""Faults of the room that panels get, and of words that have none."""

from tests.planted.fault import Fault

FOLD = "gui/window/below_fold.py"
READ_OUT = "gui/widgets/read_out.py"
WRAPPED = "gui/widgets/wrapped_text.py"
PLAN = "gui/panels/explain/tiles_plan.py"
LEFT = "gui/panels/network/room_left.py"
PIPELINE = "gui/panels/network/pipeline_view.py"
SELECTION = "gui/state/selection.py"
SETTINGS = "core/documents/recipe_differences.py"
KINDS = "core/glossary/kinds.py"
TWIN_PLOT = "gui/panels/twins/plot.py"
TILE, COLUMNS = "gui/panels/explain/tile.py", "gui/panels/data/class_columns.py"
HALVES, COMPARE = "gui/panels/what_if/halves.py", "gui/panels/compare/toolbar.py"

MORE, LINKS = "gui/window/more_tabs.py", "gui/panels/ledger/line_painter.py"
FRAME, NAMES = "gui/widgets/thin_frame.py", "gui/judging/scattered.py"
CHOICE, PLOT = "gui/widgets/choice_box.py", "core/figures/plot_drawing.py"

FAULTS = (
    Fault(MORE, "if at != bar.currentIndex() and not part.isEmpty():", "if False:",
          "names of tabs are seen in part"),
    Fault(LINKS, "color = canvas.theme.text if is_pointed else canvas.theme.muted",
          "color = canvas.theme.accent", "links are blue"),
    Fault(FRAME, "        QRect(x, y, width, 1),\n", "", "a frame has three sides"),
    Fault(NAMES, "            is_moved = True\n", "            break\n",
          "names among points lie over each other"),
    Fault(CHOICE, "option.currentText = self.text_for(option.currentText, room)", "pass",
          "the text of a closed list is cut"),
    Fault(PLOT, "found[curve.called] = DASHES[at % len(DASHES)]", 'found[curve.called] = ""',
          "curves of one colour look alike"),
    Fault(FOLD, "is_too_low or height < self._wanted_height()", "is_too_low",
          "panels that need the height do not get it"),
    Fault(FOLD, "self.is_kept_open = self.is_folded", "pass",
          "curves that were opened by hand fold again"),
    Fault(READ_OUT, "2 if has_two else 1", "1", "sentences are cut that could wrap"),
    Fault(READ_OUT, "lines = 1 if", "lines = 1 if True or",
          "there is no room for a second line"),
    Fault(WRAPPED, "_width(longer, letters) <= width",
          "_width(longer, letters) <= 2 * width", "lines are wider than their room"),
    Fault(PLAN, "found.tile >= self.words or not is_beside", "True",
          "names of maps are cut for the card beside them"),
    Fault(PLAN, "if largest is not None and", "if False and",
          "the second row of maps is out of sight"),
    Fault(LEFT, "if larger.zoom > now.zoom and", "if False and",
          "an MLP's numbers are tiny beside empty room"),
    Fault(PIPELINE, "        if not bare.tops:\n", "        if False:\n",
          "a low Network is scrolled for its legends"),
    Fault(SELECTION, "                self.begin(outlines)\n", "                pass\n",
          "in another network a unit without weights is selected"),
    Fault(SELECTION, "self._is_first = self._is_first and self._is_fitting", "pass",
          "what was chosen is given up in another network"),
    Fault(SETTINGS, "option_words(value) if isinstance(rule, Choice)", "_text(value) if False",
          "names of code are on the screen"),
    Fault(SETTINGS, "LOSSES[experiment.loss].TITLE", "experiment.loss",
          "losses are called as in code"),
    Fault(KINDS, "formula = written.sub(shown, formula)", "pass",
          "formulas are written as in a source file"),
    Fault(WRAPPED, "while len(rest) > 1 and", "while False and",
          "a word that is wider than its line is cut"),
    Fault(TWIN_PLOT, "return round_ticks(0.0, self._high, LINES)",
          "return (0.0, self._high / 2, self._high)", "an axis has odd numbers"),
    Fault(TILE, "self._short if self._short and is_narrow else self._name", "self._name",
          "names of small maps are cut"),
    Fault(COLUMNS, "side = side // longest * longest or side", "pass",
          "classes stand far apart around small images"),
    Fault(HALVES, "LAST_SHARE if part is self._below[-1] else 0", "0",
          "a small curve stands in a large room"),
    Fault(COMPARE, "choice.setEnabled(self.run_count > 0)", "choice.setEnabled(True)",
          "there is a choice among no runs"),
)  # fmt: skip

WATCHING = {
    FOLD: ("tests/gui/window/test_below_fold.py",),
    MORE: ("tests/gui/window/test_tab_fit.py",),
    LINKS: ("tests/gui/panels/ledger/test_links.py",),
    PLOT: ("tests/core/figures/test_drawing.py",),
    **dict.fromkeys((READ_OUT, WRAPPED), ("tests/gui/widgets/test_read_out.py",)),
    PLAN: ("tests/gui/panels/test_how_it_is_laid_out.py",),
    LEFT: ("tests/gui/panels/network/test_pipeline_planning.py",),
    PIPELINE: ("tests/gui/panels/network/test_low_room.py",),
    SELECTION: ("tests/gui/state/test_selection.py",),
    SETTINGS: ("tests/core/documents/test_recipe_differences.py",),
    KINDS: ("tests/core/glossary/test_glossary.py",),
    TWIN_PLOT: ("tests/gui/panels/twins/test_twins_panel.py",),
    TILE: ("tests/gui/panels/explain/test_explain_panel.py",),
    COLUMNS: ("tests/gui/panels/data/test_data_panel.py",),
    HALVES: ("tests/gui/panels/what_if/test_what_if_panel.py",),
    COMPARE: ("tests/gui/panels/compare/test_compare_panel.py",),
}
