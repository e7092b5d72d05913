"""Faults of the documents of runs."""

from tests.planted.fault import Fault

RECORDER, HOLDER = "core/documents/recorder.py", "core/documents/document_holder.py"
PACE, DOCUMENT = "core/documents/recording_pace.py", "core/documents/run_document.py"
BRANCH, SNAPSHOTS = "core/documents/branch_file.py", "core/documents/snapshot_table.py"
HISTORY, STATES = "core/documents/history_table.py", "core/documents/stored_states.py"

FAULTS = (
    Fault(DOCUMENT, "if not was_writing and end != self._known_end:", "if False:",
          "who finds later steps in the file writes over them"),
    Fault(RECORDER, "self.leaves_document = document.last_step() > session.step",
          "self.leaves_document = False",
          "a run with a damaged end goes on in its file"),
    Fault(RECORDER, "        if self.leaves_document:\n", "        if False:\n",
          "a recorder writes into a file with a damaged end"),
    Fault(RECORDER, "            self._has_new_epoch = True\n            if not self.save():",
          "            if not self.save():",
          "a pause does not wait for the disk"),
    Fault(HOLDER, " or recorder.leaves_document:", ":",
          "a run with a damaged end that is held already stays in its file"),
    Fault(HOLDER, 'how = "as a branch in" if has_moved_on else "in"', 'how = reason = "in"',
          "no one says why the run goes on in another file"),
    Fault(BRANCH, "        document.history.rewind(connection, state.step)\n", "",
          "a branch has the history of steps that are not its own"),
    Fault(BRANCH, "drop_states(connection, [step for (step,) in late.fetchall()])",
          "late.close()",
          "a branch has states of steps that are not its own"),
    Fault(BRANCH, "document.recipe.branch(document.labels.name, state.step)", "document.recipe",
          "a branch passes for the run it left"),
    Fault(SNAPSHOTS, "if digest != state_digest(text, arrays):", "if False:",
          "a damaged state is taken for a good one"),
    Fault(STATES, "                    self._damaged.add(stored)\n",
          "                    break\n", "no state before a damaged one is found"),
    Fault(HISTORY, "            or digest != _digest(first, content)\n", "",
          "damaged losses are believed"),
    Fault("core/documents/schema.py", "for statements in MIGRATIONS[version:]:",
          "for statements in MIGRATIONS[version:1]:",
          "a file of an earlier version is not brought up"),
    Fault("core/documents/recalled_moment.py", "    if state.step != step:\n",
          "    if False:\n",
          "without images another step is shown for the one that is wanted"),
    Fault("core/documents/unknown_gradients.py", "np.full(shape, np.nan, np.float32)",
          "np.zeros(shape, np.float32)", "gradients that no one knows are shown as zero"),
    Fault("core/documents/data_finder.py", "dataset_digest(dataset) == recipe.data_digest",
          "True", "other images pass for those of the run"),
    Fault(PACE, "self._cost.per_byte * written / trained / self._saving_share", "0.0",
          "saving takes as much of the training as it likes"),
    Fault(PACE, "        if processor_seconds is not None:\n", "        if False:\n",
          "a busy machine is taken for a long step"),
)  # fmt: skip
