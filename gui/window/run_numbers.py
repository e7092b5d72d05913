"""What the numbers of a run are written like, and how wide they can get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.number_text import fixed_text, percent_text, power_text
from gui.state.run_plan import RunPlan

if TYPE_CHECKING:  # the first picture does without
    from core.curves.history import RunHistory

NOTHING = "–"
#: From here on a number of images is written in millions, and a time in days.
MANY_IMAGES = 1_000_000
MANY_HOURS = 100
#: How many characters each number needs at most; those of the plan need as many as it says.
WIDTHS = {"loss": 7, "accuracy": 8, "images_per_second": 7, "time_left": 9}


def widths(plan: RunPlan) -> dict[str, int]:
    """Return how many characters each read-out needs during a run."""
    epochs, steps = f"{plan.epochs:,}", f"{plan.total_steps:,}"
    return {"epoch": max(2 * len(epochs) + 1, 5), "step": max(len(steps), 6), **WIDTHS}


def epoch_text(epoch: float | None, plan: RunPlan) -> str:
    """Return which epoch it is, and of how many."""
    return f"{0 if epoch is None else round(epoch):,}/{plan.epochs:,}"


def loss_text(loss: float | None) -> str:
    """Return a loss in at most 7 characters."""
    if loss is None:
        return NOTHING
    is_plain = 0.0005 <= abs(loss) < 99.9995
    return fixed_text(loss, 3) if is_plain else power_text(loss, 1)


def share_text(share: float | None) -> str:
    """Return a share as percent, in at most 8 characters."""
    return NOTHING if share is None else percent_text(share)


def rate_text(rate: float) -> str:
    """Return a number of images a second in at most 7 characters."""
    return f"{round(rate):,}" if rate < MANY_IMAGES - 1 else f"{fixed_text(rate / 1e6, 1)} M"


def duration_text(seconds: float) -> str:
    """Return a time in at most 8 characters."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= MANY_HOURS:
        return f"{min(hours // 24, 9999)} days"
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def texts_at(step: int, history: RunHistory, plan: RunPlan) -> dict[str, str]:
    """Return what the read-outs said when the run was at `step`."""
    at_start = step == 0
    return {
        "epoch": epoch_text(None if at_start else history.batches.at(step, "epoch"), plan),
        "step": f"{step:,}",
        "loss": NOTHING if at_start else loss_text(history.batches.at(step, "loss")),
        "accuracy": share_text(history.validations.at(step, "accuracy")),
    }
