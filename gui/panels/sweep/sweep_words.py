"""What is said of a sweep."""

from __future__ import annotations

from core.index_words import index_words
from core.number_words import counted
from core.sweeping.trial_row import TrialState
from gui.panels.sweep.axis import OBJECTIVE, TrialAxis
from gui.panels.sweep.runner import RunnerState
from gui.panels.sweep.trials import SweepTrials

NOTHING = "Which settings learn best?"
HOW = (
    "Open the lock beside fields of the Experiment panel, or choose them here. Each trial "
    "trains the experiment with other values, and is kept as a run."
)
STATES = {
    RunnerState.PREPARING: "preparing",
    RunnerState.RUNNING: "running",
    RunnerState.PAUSED: "paused",
    RunnerState.STOPPING: "stopping",
}


def headline(trials: SweepTrials | None, axis: TrialAxis | None) -> str:
    """Return how good the best trial is."""
    if trials is None:
        return NOTHING
    best, count = trials.best, trials.ended
    if best is None or axis is None:
        if not trials.rows:
            return "The first trial begins"
        return f"{counted(count, 'trial')} ended, none has a value yet"
    of = f" of {count:,}" if count > 1 else ""
    return f"{axis.text_of(best.value)} — trial {index_words(best.number)} is the best{of}"


def pill(state: RunnerState, seconds_left: float | None) -> str:
    """Return what the sweep is doing, and how long it will."""
    word = STATES.get(state, "")
    parts = [word] if word else []
    if state is RunnerState.RUNNING and seconds_left is not None:
        parts.append(f"{duration_text(seconds_left)} left")
    return " · ".join(parts)


def badge(state: RunnerState, ended: int, most: int) -> str:
    """Return what the transport says while a sweep runs; empty if none does."""
    match state:
        case RunnerState.IDLE:
            return ""
        case RunnerState.PREPARING:
            return "sweep begins"
        case RunnerState.STOPPING:
            return "sweep stops"
        case RunnerState.PAUSED:
            return f"sweep {ended:,}/{most:,}, paused"
        case _:
            return f"sweep {ended:,}/{most:,}"


def badge_tip(state: RunnerState, ended: int, most: int, seconds_left: float | None) -> str:
    """Return the same as a sentence."""
    parts = [f"A sweep is {STATES.get(state, 'idle')}"]
    if state in (RunnerState.RUNNING, RunnerState.PAUSED):
        parts.append(f"{ended:,} of {most:,} trials have ended")
    if state is RunnerState.RUNNING and seconds_left is not None:
        parts.append(f"{duration_text(seconds_left)} left")
    return ", ".join(parts) + ". Click to see it."


def quiet_line(
    trials: SweepTrials | None, axes: tuple[TrialAxis, ...], most: int, workers: str = ""
) -> str:
    """Return the best settings, how many trials came to what, and where they run."""
    if trials is None:
        return HOW
    by_name = {axis.name: axis for axis in axes}
    best, parts = trials.best, []
    if best is not None:
        parts = [
            f"{trials.title(name)} {by_name[name].text_of(value)}"
            for name, value in best.settings.items()
            if name in by_name
        ]
    own, value_axis = trials.own, by_name.get(OBJECTIVE)
    if own is not None and best is not None and value_axis is not None:
        before = f"before: {value_axis.text_of(own.value)}"
        parts.append("as before" if own.number == best.number else before)
    under_way = trials.count(TrialState.RUNNING) if most else 0
    counts = (
        (trials.count(TrialState.FINISHED), "finished"),
        (trials.count(TrialState.PRUNED), "pruned"),
        (trials.count(TrialState.FAILED), "failed"),
        (under_way, "under way"),
        (max(0, most - trials.ended - under_way), "to come"),
    )
    parts.append(", ".join(f"{count:,} {word}" for count, word in counts if count))
    parts.append(f"at {workers}" if workers else "")
    return " · ".join(part for part in parts if part)


def duration_text(seconds: float) -> str:
    """Return a duration as minutes and seconds, or hours and minutes."""
    whole = max(0, round(seconds))
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    return f"{whole // 60}:{whole % 60:02d}"
