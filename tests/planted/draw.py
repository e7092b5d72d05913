"""Faults of the Draw panel and of looking at drawings."""

from tests.planted.fault import Fault

DRAWING, READER = "gui/state/drawing.py", "gui/panels/draw/drawing_reader.py"
BOARD = "gui/panels/draw/board_view.py"

FAULTS = (
    Fault("core/inspection/moment.py", "supposes=sample.part is Part.DRAWING", "supposes=True",
          "an image without a label has gradients"),
    Fault("core/inspection/stage_changes.py",
          "is_same = is_same and np.array_equal(one.image, other.image)", "pass",
          "another drawing counts as what training changed"),
    Fault("core/inspection/phases.py", "trace.predicted if known is None else known",
          "0 if known is None else known", "the loss of a drawing is told of class 0"),
    Fault(DRAWING, "erases != self._sheet.is_light", "erases", "white ink on white paper"),
    Fault(DRAWING, "_overlap(-down, height)", "_overlap(down, height)", "a shift tears ink"),
    Fault(DRAWING, "        self._after.clear()\n", "", "an old stroke covers a new one"),
    Fault(READER, "is_to_show=not drawing.has_returned", "is_to_show=False",
          "a stroke is read and never shown"),
    Fault(DRAWING, "board=self._sheet.board.copy()", "board=self._sheet.board",
          "strokes cannot be taken back"),
    Fault(BOARD, "        self._drawing.put_pen_down()\n", "        self._drawing.begin()\n",
          "every panel redraws under the pen"),
    Fault(BOARD, "        self._leave()\n        self.update()\n", "        self.update()\n",
          "a stroke goes on without the mouse"),
    Fault(BOARD, "by.x() / scale), round(by.y() / scale)",
          "by.y() / scale), round(by.x() / scale)", "what is dragged goes another way"),
    Fault("gui/panels/draw/ink_steps.py", "= -gradients[0]", "= gradients[0]",
          "ink is asked for where it does harm"),
    Fault("gui/panels/draw/switched_answers.py", "not getattr(wish.how, field)",
          "getattr(wish.how, field)", "a switched stage says what it says anyway"),
)  # fmt: skip
