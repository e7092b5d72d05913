"""What becomes of a trial whose runs are over."""

import math
from statistics import fmean, stdev

import pytest

from core.sweeping.open_trial import OpenTrial
from core.sweeping.run_result import RunResult
from core.sweeping.trial_row import TrialRow, TrialState
from core.training.events import FinishReason

DONE, EARLY, BROKEN = FinishReason.COMPLETED, FinishReason.STOPPED_EARLY, FinishReason.DIVERGED
ROW = TrialRow(3, TrialState.RUNNING, {"seed": 1})


def ended(*results, pruned=""):
    return OpenTrial(ROW, [], dict(enumerate(results)), pruned).ended()


def test_that_seeds_give_mean_and_spread():
    values = (0.25, 0.5, 0.9)
    row = ended(*(RunResult(value, DONE) for value in values))
    assert (row.number, row.settings, row.state) == (3, ROW.settings, TrialState.FINISHED)
    assert math.isclose(row.value, fmean(values))
    assert math.isclose(row.spread, stdev(values))
    assert ended(RunResult(0.5, EARLY)).spread is None


@pytest.mark.parametrize(
    ("results", "pruned", "reason"),
    [
        ([RunResult(0.5, None)], "by hand", "by hand"),
        ([], "by hand", "by hand"),
        ([RunResult(0.5, DONE)], "by hand", "by hand"),
        ([RunResult(0.5, DONE), RunResult(0.5, None)], "", "ended before its end"),
        ([RunResult(None, DONE)], "", "not a finite number"),
        ([RunResult(0.9, BROKEN, "step 3: 0.conv2d.weight")], "", "diverged: step 3: 0.conv2d"),
    ],
)
def test_that_what_has_no_value_is_pruned_with_the_reason(results, pruned, reason):
    row = ended(*results, pruned=pruned)
    assert (row.state, row.value) == (TrialState.PRUNED, None)
    assert reason in row.reason
