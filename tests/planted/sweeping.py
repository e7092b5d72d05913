"""Faults of sweeps."""

from tests.planted.fault import Fault

PATH = "core/sweeping/setting_path.py"
SPACE = "core/sweeping/space_reader.py"
VARIED = "core/sweeping/varied.py"
GRID = "core/sweeping/grid.py"
TRAINING = "core/sweeping/trial_training.py"
DOCUMENT = "core/sweeping/trial_document.py"
DATA = "core/sweeping/data_parts.py"
SIDE = "core/sweeping/worker_side.py"
COURSE = "core/sweeping/sweep_course.py"
OPEN = "core/sweeping/open_trial.py"

FAULTS = (
    Fault(PATH, "int(number) >= layer_count", "int(number) > layer_count",
          "one layer more than there are can be varied"),
    Fault(SPACE, "if is_log and low <= 0:", "if is_log and low < 0:",
          "a range in ratios may begin at 0"),
    Fault(SPACE, "key=lambda path: not path.is_kind", "key=lambda path: 0",
          "kinds are not chosen before what depends on them"),
    Fault(VARIED, "if kind not in setting.kinds:", "if not kind and kind not in setting.kinds:",
          "settings are chosen that the kind has no use for"),
    Fault(VARIED, "turned[declared.name] = part[declared.name]", "pass",
          "a part of another kind forgets what both have"),
    Fault(GRID, "if place + 1 < count:", "if place + 2 < count:",
          "the grid leaves the last value out"),
    Fault(TRAINING, "record.news = []", "pass", "judgements are said again and again"),
    Fault(DOCUMENT, "budget - OVERHEAD - ROW * len(batches)", "budget + 2**30",
          "the budget of a trial is not looked at"),
    Fault(DATA, "if dataset_digest(dataset) != first.digest:", "if not dataset:",
          "damaged data is trained on"),
    Fault(SIDE, "if task.program != program_identity():", "if not task.program:",
          "another version trains along"),
    Fault(COURSE, "elif run.attempts >= MOST_ATTEMPTS:",
          "elif run.attempts > MOST_ATTEMPTS:", "a run is tried once more than it may"),
    Fault(OPEN, "if self.pruned:", "if not self.row:", "a pruned trial counts as finished"),
)  # fmt: skip
