"""Faults of steps on ink and network, and of one's own digits."""

from tests.planted.fault import Fault

INK, TAUGHT = "core/drawing/changed_ink.py", "core/training/taught_step.py"
OWN, EXTRA = "core/drawing/own_digits.py", "core/datasets/extra_images.py"

FAULTS = (
    Fault(INK, "np.where(slope > 0,", "np.where(slope < 0,",
          "a step is measured by ink that cannot change"),
    Fault(INK, "image + change", "image - change", "a step on the ink goes the wrong way"),
    Fault("core/drawing/found_ink.py", "int(rows[-1]) + 1", "int(rows[-1])",
          "the last row of a digit is cut off"),
    Fault(TAUGHT, "update.apply(session.plan.clip_norm)", "pass", "a lesson teaches nothing"),
    Fault(TAUGHT, "raise SpecError(trouble)", "pass", "a broken network is handed on"),
    Fault(OWN, "np.delete(self.labels, place)", "self.labels[:-1]",
          "deleting a digit gives the others other labels"),
    Fault(EXTRA, "in_pieces(before.images), in_pieces(images)",
          "in_pieces(images), in_pieces(before.images)",
          "own images get the labels of others"),
    Fault("gui/state/drawing.py", "self._sheet.ink_steps + 1 if", "1 if",
          "a film ends after its first step"),
    Fault("gui/panels/draw/ink_steps.py", "if self._wanted is self._state.drawing.sheet:",
          "if self._wanted is not None:", "a step is taken on another drawing than was meant"),
    Fault("gui/panels/draw/own_digits_keeper.py",
          'path.rename(free_path(path.with_name(f"unreadable {path.name}")))', "pass",
          "a file of somebody is written over"),
)  # fmt: skip
