"""Faults of a sweep's study and folder, and of what the window says of it."""

from tests.planted.fault import Fault

WRITER = "core/sweeping/study_writer.py"
MIRROR = "core/sweeping/mirrored_study.py"
FOUND = "core/sweeping/found_run.py"
TROUBLE = "core/sweeping/worker_trouble.py"
CERTIFICATES = "core/sweeping/certificates.py"
SPACE = "core/sweeping/space_reader.py"
DATABASE = "core/sweeping/study_database.py"
HEADLINE = "gui/panels/sweep/headline_view.py"
FORM = "gui/panels/sweep/certificate_form.py"
LOCK = "gui/panels/experiment/vary_lock.py"
BADGE = "gui/window/sweep_badge.py"

FAULTS = (
    Fault(WRITER, "trials[self._count :], changed)", "trials[self._count :], [])",
          "trials that ended later stay running in the file"),
    Fault(WRITER, "            if key not in known", "            if False",
          "reasons are not in the file"),
    Fault(WRITER, "if count != len(trials):", "if False:",
          "another program's trials are mixed with ours"),
    Fault(MIRROR, "self.study.add_trials(trials)", "pass", "the trials before are forgotten"),
    Fault(MIRROR, "study_name=STUDY, direction=direction, pruner",
          "direction=direction, pruner",
          "hyperband sorts the trials otherwise than without the mirror"),
    Fault(FOUND, "if chosen == said and spec.run_experiment(chosen, seed) == "
          "table.recipe.experiment:", "if chosen == said:",
          "notes are believed, whatever was trained"),
    Fault(FOUND, "return _run_table(path).recipe.experiment == experiment", "return True",
          "a run of other settings counts as this trial's"),
    Fault(TROUBLE, "if now - at < AVOIDED_SECONDS", "if now - at < 0",
          "a worker with a full disk gets one run after the other"),
    Fault(CERTIFICATES, "if asked:", "if not asked:", "a locked key is not called so"),
    Fault(CERTIFICATES, "if not tls.get(name):", "if False:",
          "a missing certificate is noticed by the scheduler only"),
    Fault(SPACE, "step > high - low:", "step > high:", "a step may be larger than its range"),
    Fault(DATABASE, 'if "no longer compatible" in text:', "if not text:",
          "a study of a newer Optuna is not called so"),
    Fault(HEADLINE, "whole_lines(self._large, letters, room)", "[self._large]",
          "a long headline is cut"),
    Fault(HEADLINE, "if self._pill and not fits:", "if not fits and False:",
          "the pill lies on the buttons"),
    Fault(FORM, "self._edits[key].setText(str(path))", "pass", "a chosen file is forgotten"),
    Fault(LOCK, "self.setFocusPolicy(Qt.FocusPolicy.TabFocus)",
          "self.setFocusPolicy(Qt.FocusPolicy.NoFocus)", "the keyboard comes to no lock"),
    Fault(LOCK, "        self.setChecked(is_varied)\n", "", "an open lock is not read as open"),
    Fault(BADGE, "self.clicked.connect(dock.come_forward)", "pass",
          "the badge leads nowhere"),
    Fault(BADGE, "self.setVisible(is_there)", "self.setVisible(True)",
          "the badge stays when the sweep has ended"),
)  # fmt: skip

WATCHING = {
    WRITER: ["tests/core/sweeping/test_study_file.py"],
    MIRROR: ["tests/core/sweeping/test_study_file.py"],
    FOUND: ["tests/core/sweeping/test_study_file.py"],
    TROUBLE: ["tests/core/sweeping/test_damaged_sweeps.py"],
    CERTIFICATES: ["tests/core/sweeping/test_certificates.py"],
    SPACE: ["tests/core/sweeping/test_any_space.py"],
    DATABASE: ["tests/core/sweeping/test_damaged_sweeps.py"],
    HEADLINE: ["tests/gui/panels/sweep/test_headline.py"],
    FORM: ["tests/gui/panels/sweep/test_sweep_panel.py"],
    LOCK: ["tests/gui/panels/experiment/test_vary_locks.py"],
    BADGE: ["tests/gui/window/test_sweep_badge.py"],
}
