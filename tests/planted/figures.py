"""Faults of figures and reports."""

from tests.planted.fault import Fault

PNG = "core/figures/map_png.py"
PLOT = "core/figures/plot_drawing.py"
MAPS = "core/figures/maps_drawing.py"
FILE = "gui/figures/figure_file.py"
DIALOG = "gui/dialogs/figure_dialog.py"
REPORT = "core/reporting/"

FAULTS = (
    Fault(PNG, "[NEGATIVE] * SHADES", "[POSITIVE] * SHADES", "both signs are blue"),
    Fault(PNG, "is_number = np.isfinite(shares) | np.isinf(shares)",
          "is_number = np.isfinite(shares)", "what is infinite is drawn as no number"),
    Fault(PNG, "counts.reshape(", "(counts * 0 + 1).reshape(",
          "large maps are sums, not means"),
    Fault(PLOT, "if math.isfinite(value):", "if True:", "gaps of a curve are drawn"),
    Fault(PLOT, "return self._bottom - min(max(share, 0.0), 1.0)",
          "return self._bottom - share", "curves leave their plot"),
    Fault(MAPS, "low = -1.0 if any(", "low = -1.0 if not any(",
          "a scale shows what is not there"),
    Fault("core/figures/number_table.py", "else repr\n",
          "else lambda one: str(round(one, 6))\n", "a table has other numbers"),
    Fault("core/figures/text_table.py", "np.nan if row[at] is None", "0.0 if row[at] is None",
          "an empty cell is a zero"),
    Fault("core/figures/number_table.py", "text.replace('\"', '\"\"')", "text",
          "a quote ends the cell it stands in"),
    Fault("core/figures/points_drawing.py", "bottom - up * (bottom - y)",
          "y + up * (bottom - y)", "up is down"),
    Fault("core/figures/figure.py", "found[_free_name(name, found)] = array",
          "found[name] = array", "of two arrays of one name only one is kept"),
    Fault("core/figures/svg.py", "escape(printable(text))}</text>", "text}</text>",
          "a name is read as a drawing"),
    Fault(FILE, "round(dpi * 1000 / MM_PER_INCH)", "3780", "every picture has 96 dots an inch"),
    Fault(FILE, "    size.check()\n", "", "a picture of a thousand million pixels is begun"),
    Fault("gui/figures/figure_wish.py", "self.dpi if self.is_in_pixels else MM_PER_INCH",
          "MM_PER_INCH", "pixels are taken for millimetres"),
    Fault(DIALOG, "self._is_busy = False\n        self._allow(may=True)",
          "self._is_busy = False", "after an error nothing can be saved any more"),
    Fault(f"{REPORT}markup.py", "return Html(escape(printable(str(text))))",
          "return Html(str(text))", "a name is read as HTML"),
    Fault(f"{REPORT}run_findings.py", "most_wrong(verdicts)[:WRONG].tolist()", "[]",
          "no mistake is looked at"),
    Fault(f"{REPORT}run_findings.py", "recipe is not None and not has_digest(",
          "False and has_digest(", "other images are not noticed"),
    Fault(f"{REPORT}run_story.py", "run.experiment.network, run.last.values",
          "run.experiment.network, run.best.values", "the digest is of other weights"),
    Fault(f"{REPORT}opening_section.py", "if story.ending is FinishReason.DIVERGED:",
          "if False:", "a diverged run seems to go on"),
    Fault(f"{REPORT}opening_section.py", "    if not story.step:", "    if False:",
          "an untrained network seems to be a result"),
    Fault(f"{REPORT}recipe_section.py", "if story.ending is not FinishReason.COMPLETED",
          "if False", "the lines that repeat a run train too long"),
    Fault(f"{REPORT}judgement_section.py", "            _share(one.recall),\n", "",
          "a class has no recall"),
    Fault("core/evaluation/usual_part.py", "    if len(held_back):", "    if False:",
          "a run is judged on what it trained on"),
)  # fmt: skip
WATCHING = {
    "core/figures/points_drawing.py": ["tests/core/figures/test_text_table.py"],
    "core/figures/number_table.py": ["tests/core/figures/test_text_table.py"],
}
