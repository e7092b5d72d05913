"""Faults of answers under the pen, of what was pruned, and of sums that are to be complete."""

from tests.planted.fault import Fault

OPTIMIZER, INTEGRAL = "core/optimizers/base.py", "core/explanation/integrated_gradients.py"
DRAWING, LIKED = "gui/state/drawing.py", "core/explanation/liked_input.py"
MOVES, READER = "gui/panels/draw/every_move.py", "gui/panels/draw/drawing_reader.py"
LIST, CHANGE = "gui/panels/draw/picture_list.py", "gui/panels/draw/change_section.py"
DATA = "gui/state/loaded_data.py"
PACE, KEYS = "gui/panels/draw/drawing_pace.py", "gui/widgets/undo_keys.py"
TOOLBAR, INK = "gui/panels/explain/map_toolbar.py", "core/drawing/found_ink.py"

FAULTS = (
    Fault(OPTIMIZER, "            value[is_zero] = 0\n", "            pass\n",
          "what was pruned grows again"),
    Fault("core/network_spec.py", 'outline.keeps_zeros and name == "weight"',
          "outline.keeps_zeros", "biases of a pruned network are held, too"),
    Fault("core/what_if/prune.py", "keeps_zeros=self.keeps_zeros", "keeps_zeros=True",
          "pruned weights never learn again, whatever is chosen"),
    Fault("core/exporting/numpy_training.py", "            w[path][before == 0] = 0\n",
          "            pass\n", "the script lets pruned weights grow again"),
    Fault("core/ledger/taken_step.py", "if is_frozen or is_pruned:", "if is_frozen:",
          "the ledger has a pruned weight learn"),
    Fault(INTEGRAL, "        steps *= 2\n", "        steps += 64\n",
          "steps are not doubled"),
    Fault(INTEGRAL, "> COMPLETE_WITHIN\n", "> 1.0\n", "64 steps are always enough"),
    Fault("core/commands/explain.py", "return Target(index, against)", "return Target(index)",
          "--against is forgotten"),
    Fault(LIKED, "    if not anywhere.is_blank:\n", "    if True:\n",
          "a mostly negative filter shows blank paper"),
    Fault(DRAWING, "        self.replaced.emit()\n        self.begin()", "        self.begin()",
          "a stroke goes on over a picture that comes"),
    Fault(PACE, "self._panel.refresh_now()", "self._panel.refresh_later()",
          "the answer waits for its turn under the pen"),
    Fault(PACE, "if not (is_asked and self._state.drawing.is_under_pen):", "if True:",
          "under the pen the panel is drawn for nothing"),
    Fault(KEYS, "                if event.type() is QEvent.Type.KeyPress:\n",
          "                if False:\n", "Ctrl+Z is taken and nothing is done"),
    Fault(TOOLBAR, "self._parts.index(before) if before in parts else 0", "0",
          "the chosen part is forgotten when there are others"),
    Fault(INK, "max(self.ink[self.lights.min()], self.ink[self.lights.max()])",
          "self.ink[self.lights.max()]", "dark ink on light paper is none"),
    Fault(MOVES, "setAttribute(_LEFT_OUT, False)", "setAttribute(_LEFT_OUT, True)",
          "a quick stroke loses its corners"),
    Fault(MOVES, "setAttribute(_LEFT_OUT, self._were_left_out)", "testAttribute(_LEFT_OUT)",
          "moves are delivered one by one for ever"),
    Fault(READER, "            self._after_moves.start()\n", "            self._read()\n",
          "the network is asked at every move that waits"),
    Fault(READER, "        if self._after_moves.isActive():\n            self._read()\n", "",
          "a lifted pen waits for its sample"),
    Fault(READER, "self._is_due and not self._state.drawing.is_under_pen", "self._is_due",
          "switches are tried after every answer under the pen"),
    Fault(LIST, "            item.setSizeHint(CELL)", "            pass",
          "the film is as small as a picture that was not there"),
    Fault(CHANGE, "min(beside, TEXT_WIDTH), lines)", "min(width, SMALL), lines)",
          "the largest slope is cut"),
    Fault(DATA, "if not _are_alike(dataset, self._dataset):",
          "if dataset is not self._dataset:", "learning from a drawing loses sight of it"),
    Fault("core/what_if/loss_change.py", "scores.argmax(axis=-1)]", "outputs.argmax(axis=-1)]",
          "what is said after a change is what was said before"),
    Fault("gui/panels/explain/pixels_page.py", "target.index, target.against",
          "target.against, target.index",
          "the colours of a difference stand for each other"),
    Fault("gui/panels/draw/remark.py", "label == meant or", "label != meant or",
          "a misread drawing says nothing of it"),
)  # fmt: skip

WATCHING = {
    OPTIMIZER: ["tests/core/test_kept_zeros.py"],
    "core/network_spec.py": ["tests/core/test_kept_zeros.py"],
    "core/what_if/prune.py": ["tests/core/test_kept_zeros.py"],
    "core/ledger/taken_step.py": ["tests/core/test_kept_zeros.py"],
    DRAWING: ["tests/gui/panels/draw/test_odd_paths.py"],
    PACE: ["tests/gui/panels/draw/test_odd_paths.py"],
    KEYS: ["tests/gui/panels/what_if/test_what_if_panel.py"],
    MOVES: ["tests/gui/panels/draw/test_every_move.py"],
    READER: ["tests/gui/panels/draw/test_every_move.py"],
    LIST: ["tests/gui/panels/draw/test_picture_list.py"],
    CHANGE: ["tests/gui/panels/draw/test_change_section.py"],
    DATA: ["tests/gui/state/test_own_part.py"],
    "core/what_if/loss_change.py": ["tests/core/what_if/test_loss_change.py"],
    "gui/panels/explain/pixels_page.py": ["tests/gui/panels/explain/test_explain_panel.py"],
    "gui/panels/draw/remark.py": ["tests/gui/panels/draw/test_ink_steps.py"],
    TOOLBAR: ["tests/gui/panels/explain/test_map_page.py"],
    INK: ["tests/core/drawing/test_preparation.py"],
    "core/commands/explain.py": ["tests/core/commands/test_explain.py"],
    "core/exporting/numpy_training.py": ["tests/core/exporting/test_numpy_training.py"],
}
