"""Faults of runs that learn from the same batches."""

from tests.planted.fault import Fault

SESSION, NOTES = "core/twins/twin_session.py", "core/twins/twin_notes.py"
ANSWERS, LOCK_STEP = "core/twins/answers.py", "core/twins/lock_step_recording.py"
BATCHES, PAST = "core/twins/same_batches.py", "core/twins/past_notes.py"
OPENING = "gui/documents/twins_opening.py"

_MAPS = ("tests/gui/panels/compare/test_maps.py",)
DISPUTED, QUESTIONS = "core/twins/disputed.py", "gui/panels/twins/twin_questions.py"
_QUESTIONS = ("tests/gui/panels/twins/test_twin_questions.py",)
_QUICK = ("tests/core/twins/test_quick_answer.py",)
WATCHING = {
    ANSWERS: (*_QUICK, "tests/core/twins/test_first_disagreement.py"),
    QUESTIONS: _QUESTIONS,
    "gui/panels/twins/plot.py": _QUESTIONS,
    "gui/panels/twins/twin_view.py": _QUESTIONS,
    OPENING: ("tests/gui/documents/test_twins_opening.py",),
    PAST: ("tests/gui/documents/test_twins_opening.py",),
    "gui/panels/compare/compared_layers.py": _MAPS,
    "gui/panels/compare/compared_maps.py": _MAPS,
}

FAULTS = (
    Fault(SESSION, "        check_same_batches(self.lead, self.twins[at])\n", "",
          "any two sessions are twins"),
    Fault(SESSION, "            if at in self._unproven and twin.finished is None:\n"
          "                self._prove(at)\n", "",
          "one that was behind is never proven a twin"),
    Fault(SESSION, "while twin.step < self.lead.step and",
          "if twin.step + 1 < self.lead.step and",
          "the second is a step behind"),
    Fault(SESSION, "        if not self._follow(should_stop):\n            return []\n", "",
          "a step that was given up is never made up for"),
    Fault(SESSION, "if twin.step == most:", "if False:",
          "one far behind makes up for all at once"),
    Fault(SESSION, "self._losses[at + 1]\n", "self._losses[1]\n", "every loss is that of B"),
    Fault(SESSION, "if image is not self._image:", "if self._image is None:",
          "the input of one image is taken for that of another"),
    Fault(BATCHES, '"seed", ', "", "a twin shuffles by a seed of its own"),
    Fault("core/twins/weight_distance.py", "total += ", "total = ",
          "only the last array of a layer counts"),
    Fault("core/twins/twin_memory.py", "weights=sum(one.weights for one in each)",
          "weights=each[0].weights", "the memory of the lead's weights stands for all"),
    Fault(PAST, "if row[0] <= last]", "]", "losses of steps that one has not reached"),
    Fault(PAST, "theirs[\"loss\"][there]", "theirs[\"loss\"][at]",
          "losses are not those of the same steps"),
    Fault(OPENING, "    if not have_same_batches(lead.experiment, twin.experiment):",
          "    if False:", "runs of other batches are joined"),
    Fault(OPENING, "            opened.callback(_document_of(run, path).close)\n",
          "            _document_of(run, path)\n", "documents stay open after a failure"),
    Fault(ANSWERS, "return best if is_clear else answer_to(network, x)", "return best",
          "equal and broken scores are not left to the network"),
    Fault(ANSWERS, "    if objective.is_fused and", "    if False and",
          "sigmoids that are full are told apart by their scores"),
    Fault(DISPUTED, "-(after + 1)", "-after", "the shown image is found again"),
    Fault(QUESTIONS, "if question.against != first.second:", "if True:",
          "asked why a second time, the answer goes away"),
    Fault("gui/panels/twins/twin_view.py", "None if timeline.is_live else timeline.wanted_step",
          "None", "the numbers of another step stand at the shown one"),
    Fault("gui/panels/twins/plot.py", "_smoothed(one) if self._is_noisy else one", "one",
          "noise hides which loss is lower"),
    Fault(ANSWERS, "range(start, last + 1)", "range(start, last)", "the last step is left out"),
    Fault(ANSWERS, "Disagreement(step, *said)", "Disagreement(step, *said[::-1])",
          "A's answer is said to be B's"),
    Fault(NOTES, "if self._found is None and said[0] != said[1]:", "if said[0] != said[1]:",
          "the last disagreement is taken for the first"),
    Fault(NOTES, "            if image is not self._image:\n                return\n", "",
          "an answer about another image counts"),
    Fault(NOTES, "(step, b, a) for step, a, b", "(step, a, b) for step, a, b",
          "losses are not turned"),
    Fault(LOCK_STEP, "        super().save_now()\n        for twin in self.twins:\n"
          "            twin.save_now()", "        super().save_now()",
          "a pause saves the first only"),
    Fault(LOCK_STEP, "                twin.note(kind, text)", "                pass",
          "notes are of the first only"),
    Fault(LOCK_STEP, "                others.callback(twin.end)", "                twin.end()",
          "one that cannot end keeps the others from it"),
    Fault("gui/panels/compare/compared_layers.py", "or input_channel >= bank.shape[2]", "",
          "an input channel that is not there is asked for"),
    Fault("gui/panels/compare/compared_maps.py",
          "if self.arrays is not None and self.arrays.is_of_shown(cell):", "if True:",
          "a tile that only the other run has is selected"),
)  # fmt: skip
