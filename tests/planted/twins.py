"""Faults of runs that learn from the same batches."""

from tests.planted.fault import Fault

SESSION, NOTES = "core/twins/twin_session.py", "core/twins/twin_notes.py"
ANSWERS, PAIR = "core/twins/answers.py", "core/twins/pair_recording.py"

FAULTS = (
    Fault(SESSION, "            check_same_batches(first, second)\n", "            pass\n",
          "any two sessions are twins"),
    Fault(SESSION, "while second.step < first.step and", "if second.step + 1 < first.step and",
          "the second is a step behind"),
    Fault(SESSION, "        if not self._follow(should_stop):\n            return []\n", "",
          "a step that was given up is never made up for"),
    Fault("core/twins/same_batches.py", '"seed", ', "", "a twin shuffles by a seed of its own"),
    Fault("core/twins/weight_distance.py", "sums[layer] += ", "sums[layer] = ",
          "only the last array of a layer counts"),
    Fault(ANSWERS, "range(start, last + 1)", "range(start, last)", "the last step is left out"),
    Fault(ANSWERS, "Disagreement(step, *said)", "Disagreement(step, *said[::-1])",
          "A's answer is said to be B's"),
    Fault(NOTES, "if self._found is None and said[0] != said[1]:", "if said[0] != said[1]:",
          "the last disagreement is taken for the first"),
    Fault(NOTES, "            if image is not self._image:\n                return\n", "",
          "an answer about another image counts"),
    Fault(NOTES, "(step, b, a, *rest)", "(step, a, b, *rest)", "losses are not turned"),
    Fault(PAIR, "        super().save_now()\n        self.twin.save_now()",
          "        super().save_now()", "a pause saves the first only"),
    Fault(PAIR, "            self.twin.note(kind, text)", "            pass",
          "notes are of the first only"),
)  # fmt: skip
