"""Faults of the command line, and of the figures it reports."""

from tests.planted.fault import Fault

CONFUSION = "core/evaluation/confusion.py"
FIGURES = "core/evaluation/class_figures.py"
CALIBRATION = "core/evaluation/calibration.py"
RELIABILITY = "core/evaluation/reliability.py"
JUDGEMENT = "core/evaluation/judgement.py"
RANKING = "core/evaluation/ranking.py"
VERDICTS = "core/evaluation/verdicts.py"
STREAM = "core/commands/safe_stream.py"
COURSE = "core/commands/training_course.py"
RESUME = "core/commands/resume.py"
TARGET = "core/commands/run_target.py"
EVALUATE = "core/commands/evaluate.py"

FAULTS = (
    Fault(CONFUSION, "true.astype(np.int64) * classes + predicted\n    counts",
          "predicted.astype(np.int64) * classes + true\n    counts",
          "rows and columns are exchanged"),
    Fault(CONFUSION, 'np.argsort(-counts, kind="stable")', 'np.argsort(counts, kind="stable")',
          "the rarest mistakes come first"),
    Fault(FIGURES, "_share(right[index], taken[index])", "_share(right[index], support[index])",
          "precision is recall"),
    Fault(FIGURES, "return part / whole if whole else None",
          "return part / whole if whole else 0.0", "what cannot be divided is nought"),
    Fault(RELIABILITY, 'side="left"', 'side="right"',
          "a confidence on the border belongs to the upper bin"),
    Fault(CALIBRATION, "sum(one.count * abs(one.gap) for one in bins)",
          "abs(sum(one.count * one.gap for one in bins))",
          "bins make up for each other"),
    Fault(VERDICTS, "[0] * len(true)", "[0]", "every shard counts the same"),
    Fault(RANKING, "keys = -np.nan_to_num(verdicts.losses",
          "keys = np.nan_to_num(verdicts.losses",
          "the smallest mistakes are told"),
    Fault(JUDGEMENT, "if classes <= MOST_CLASSES else None",
          "if classes < MOST_CLASSES else None", "a thousand classes have no table"),
    Fault(STREAM, "except UnicodeError:", "except UnicodeDecodeError:",
          "a letter the encoding lacks silences the stream"),
    Fault(STREAM, "FAILURES = (OSError, ValueError)", "FAILURES = (OSError,)",
          "a closed stream ends the work"),
    Fault(COURSE, "        recording.end()\n", "", "the last steps are not saved"),
    Fault(COURSE, "            recording.note(MarkKind.SETTINGS_CHANGED, "
          "f\"{run.extended_by} more epochs\")\n".replace("            ", "        "),
          "        pass\n", "added epochs are not noted"),
    Fault(RESUME, "at_most = session.step + epochs", "at_most = epochs",
          "epochs are counted from the beginning"),
    Fault(TARGET, "if not may_replace and stat_of(path) is not None:", "if False:",
          "a file that is there is replaced"),
    Fault(EVALUATE, "    return run.best\n", "    return run.last\n",
          "the last weights are judged though better ones were kept"),
)  # fmt: skip
