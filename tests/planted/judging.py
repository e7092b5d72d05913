"""Faults of sureness, thresholds, images made worse, marks, and two runs judged."""

from tests.planted.fault import Fault

TEMPERATURE, ANSWERED = "core/evaluation/temperature.py", "core/evaluation/answered.py"
WORSE, CURVES = "core/evaluation/disturbance.py", "core/evaluation/robustness.py"
WISH = "gui/judging/rested_wish.py"

FAULTS = (
    Fault(TEMPERATURE, "if slope(math.exp(middle)) < 0:", "if slope(math.exp(middle)) > 0:",
          "the search goes the wrong way"),
    Fault(TEMPERATURE, "z /= temperature", "z *= temperature", "it multiplies"),
    Fault(ANSWERED, "confidence >= threshold", "confidence > threshold",
          "who is exactly so sure does not answer"),
    Fault(ANSWERED, "right / answered", "right / len(confidence)", "wrong share"),
    Fault("core/evaluation/mcnemar.py", "ways = 2 * sum", "ways = sum", "one tail only"),
    Fault("core/evaluation/mcnemar.py", "abs(only_first - only_second) - 1)",
          "abs(only_first - only_second))", "no correction for continuity"),
    Fault("core/evaluation/two_judged.py", "np.flatnonzero(a & ~b)", "np.flatnonzero(~a & b)",
          "the two are taken for each other"),
    Fault("core/evaluation/ranking.py", "usual[verdicts.predicted]", "usual[true]",
          "sureness is compared with the wrong class"),
    Fault(WORSE, "rng.choice([-1.0, 1.0], len(images))", "np.ones(len(images))",
          "all turn the same way"),
    Fault(WORSE, "np.float32(1 - level)", "np.float32(level)", "contrast is lost backwards"),
    Fault(WORSE, "(weights / whole)", "weights / weights.sum(axis=1, keepdims=True)",
          "a blur is brighter at the edge"),
    Fault(CURVES, "disturbed(images, kind, level, at)", "images", "images stay as they are"),
    Fault("core/evaluation/marked_images.py", "one != mark", "one == mark",
          "taking a mark away takes the others"),
    Fault("core/evaluation/image_table.py", 'f"\'{name}"', "name", "a name is a formula"),
    Fault("core/evaluation/judgement.py", "        at,\n", "        int(verdicts.rows[at]),\n",
          "a mistake has its row for an index"),
    Fault(WISH, "self._kept[wish.key] = wish, answer", "pass", "no answer is kept"),
    Fault(WISH, "if _is_same(wish, self._wanted) or not self.is_current:", "if True:",
          "an old answer covers the wanted one"),
    Fault("gui/panels/evaluate/image_lists.py", "rows[places] == marked", "rows[places] >= 0",
          "neighbours of marked images are marked"),
)  # fmt: skip
