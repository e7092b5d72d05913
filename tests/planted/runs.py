"""Faults of what a run may keep, of its trash, its list, and of what is said of its steps."""

from tests.planted.fault import Fault

SENTENCE = "core/sentence.py"
ENGINE, EXACTNESS = "core/documents/engine_identity.py", "core/documents/replay_exactness.py"
MACHINE, ROOM = "core/documents/time_machine.py", "core/documents/document_room.py"
DISK, TRASH = "core/documents/disk_room.py", "core/documents/trash.py"
NAMED = "core/commands/named_run.py"
WORK, FOLDER = "gui/lab/run_work.py", "gui/lab/runs_in_folder.py"
TREE = "gui/panels/runs/tree_model.py"
ACTIONS = "gui/window/settings_actions.py"

FAULTS = (
    Fault(SENTENCE, "printable(\" \".join", "str(\" \".join", "a file can turn a line round"),
    Fault(SENTENCE, "line[: longest - 3]", "line[:longest]", "a cut sentence is too long"),
    Fault(ENGINE, "ForeignSpan(begin + 1, end, known)", "ForeignSpan(begin, end, known)",
          "the last step of before counts as foreign"),
    Fault(EXACTNESS, "if recorded_by.get(name, here[name]) != here[name]", "",
          "what is the same on both sides is named"),
    Fault(EXACTNESS, "            if span.first <= event.step <= span.last:\n",
          "            if span.first < event.step <= span.last:\n",
          "the first foreign step counts as exact"),
    Fault(MACHINE, "BatchFinished) and not self._inexact:", "BatchFinished):",
          "a replay that left the way comes back by saying nothing"),
    Fault(MACHINE, "        self._inexact = \"\"\n        try:", "        try:",
          "a replay that begins anew stays inexact"),
    Fault(ROOM, "return max(usual, self._least)", "return usual",
          "a run that is opened gives up states it had"),
    Fault(ROOM, "self._chosen or document_budget", "0 or document_budget",
          "the chosen budget is of no account"),
    Fault(DISK, "        elif not self.caution:\n", "        else:\n",
          "a disk that fills is told at every save"),
    Fault(DISK, "max(LOW_DISK, needed)", "LOW_DISK", "what a run still needs does not count"),
    Fault(DISK, "if path != self._path:", "if False:",
          "what is true of one disk is said of another"),
    Fault(TRASH, "if not is_folder(path) and has_ending(path.name, RUN_SUFFIX, *_ENDINGS)", "",
          "what is no run is removed from the trash"),
    Fault(TRASH, "            failed = failed or error\n", "            raise\n",
          "one file that stays keeps all others"),
    Fault(NAMED, "(is_taken(given) and not is_folder(given))", "is_taken(given)",
          "a folder hides the run of its name"),
    Fault(NAMED, "return str(ended) if is_file(ended) else name", "return str(ended)",
          "a name without a run becomes another"),
    Fault(WORK, "and not _may_pass(before.trouble)", "and not before.trouble",
          "damaged files are read again and again"),
    Fault(WORK, "return any(words in trouble for words in _PASSING)", "return False",
          "a run that another window had open stays unread"),
    Fault(FOLDER, "key=_changed_at, reverse=True", "key=_changed_at",
          "the oldest runs are listed"),
    Fault(FOLDER, "trouble=gone * was_there", "trouble=\"\"",
          "a folder that is gone is empty without a word"),
    Fault(TREE, "        self._at = {row.path: place for place, row in enumerate(rows)}\n", "",
          "no run is found in the list"),
    Fault(TREE, "if is_same_list and", "if False and",
          "every save builds the list of runs anew"),
    Fault(ACTIONS, "        self._use_place(lab.run_keeper.folder)\n", "",
          "the budget is forgotten at the next start"),
)  # fmt: skip
