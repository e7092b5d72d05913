"""Faults of the pictures of a sample: whose mistakes, which change, which tile."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("gui/state/sample_browser.py", "if (one.run_id, one.edits) != shown", "if False",
          "mistakes of one run are shown of another"),
    Fault("gui/state/sample_browser.py", "judged.weights_key != by",
          "judged.run_id != by[0]", "mistakes of an earlier step pass for those of this one"),
    Fault("gui/state/moment.py", "            self._before = None  # what was seen of later",
          "            pass  # what was seen of later",
          "a change is counted from a later step"),
    Fault("gui/panels/network/stage_kind.py", "if stage.laid_from is None", "if True",
          "flatten is a picture of its own again"),
    Fault("gui/widgets/large_map.py", "self._first[0] + (point.y() - 1) // self._zoom",
          "(point.y() - 1) // self._zoom", "a large map reads the rows from its top"),
    Fault("core/inspection/filter_bank.py",
          "(column, row) if self.units_are_rows else (row, column)", "(row, column)",
          "a weight of a matrix is found at its mirror image"),
)  # fmt: skip
