"""Train many runs of one experiment with other settings."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial

from core.commands.json_line import json_line
from core.commands.progress_bar import ProgressBar
from core.commands.surroundings import Surroundings
from core.datasets.loading import load_dataset
from core.fields import WholeNumber, accepted
from core.number_text import digits_text, fixed_text, loss_text, percent_text
from core.number_words import are, counted
from core.sweeping.dask_cluster import local_pool, pool_at
from core.sweeping.dask_pool import DaskPool
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.sweep_listener import SweepListener
from core.sweeping.sweep_reader import load_sweep
from core.sweeping.sweep_session import SweepSession
from core.sweeping.sweep_spec import SweepObjective
from core.sweeping.trial_row import TrialRow, TrialState

_TRIALS = WholeNumber("Trials", "How many there are to be.", 1, 1_000_000)
_WORKERS = WholeNumber("Workers", "Processes of this computer.", 1, 1_024)


def sweep(options: Namespace, surroundings: Surroundings) -> None:
    """Run a sweep, or go on with it, and say what came of it.

    Whatever cannot be done is raised as `CoreError`.
    """
    accepted("sweep", "trials", _TRIALS, options.trials)
    if options.workers is not None:
        accepted("sweep", "workers", _WORKERS, options.workers)
    spec = load_sweep(options.sweep)
    began = time.monotonic()
    interruption = surroundings.interruption
    with surroundings.progress_bar() as bar:
        dataset = load_dataset(spec.experiment.data, progress=bar.show)
        bar.begin()
        with interruption.held():
            with ExitStack() as undone:
                pool = _pool(options)
                undone.callback(pool.close)
                folder = SweepFolder(options.out)
                undone.callback(folder.close)
                progress = _Progress(surroundings, bar, spec.objective)
                session = SweepSession(
                    spec, folder, dataset, pool, options.trials, progress.listener
                )
                undone.pop_all()  # the session closes them from now on
            progress.begin(session.study.rows(), session.most_trials)
            rows = session.run(lambda: interruption.is_wanted)
            kept = sum(row.state is not TrialState.RUNNING for row in rows)
            interruption.kept = (
                f"{counted(kept, 'trial')} {are(kept)} kept "
                f"in {folder.path}: the same command goes on"
            )
        seconds = time.monotonic() - began
    _report(rows, spec.objective, seconds, surroundings)


def _pool(options: Namespace) -> DaskPool:
    tls = {
        name: value
        for name, value in (
            ("tls_ca_file", options.tls_ca),
            ("tls_client_cert", options.tls_cert),
            ("tls_client_key", options.tls_key),
        )
        if value is not None
    }
    if options.scheduler is None:
        if tls:
            raise SweepError("certificates are for a scheduler: give its address too")
        return local_pool(options.workers)
    return pool_at(options.scheduler, tls=tls)


class _Progress:
    """Shows how far a sweep is."""

    def __init__(
        self, surroundings: Surroundings, bar: ProgressBar, objective: SweepObjective
    ) -> None:
        self._surroundings = surroundings
        self._bar = bar
        self._objective = objective
        self._ended, self._most = 0, 1
        self._best: TrialRow | None = None
        self.listener = SweepListener(trial_finished=self._on_trial, warned=self._on_warning)

    def begin(self, rows: Sequence[TrialRow], most: int) -> None:
        """Take note of the trials that have ended already."""
        self._most = max(most, 1)
        for row in rows:
            if row.state is not TrialState.RUNNING:
                self._add(row)
        self._show()

    def _on_trial(self, row: TrialRow) -> None:
        self._add(row)
        self._show()

    def _on_warning(self, text: str) -> None:
        if text:
            self._bar.close()
            self._surroundings.console.remark(text)

    def _add(self, row: TrialRow) -> None:
        self._ended += 1
        self._best = best_of([*filter(None, [self._best]), row], self._objective)

    def _show(self) -> None:
        text = f"{self._ended:,} of {self._most:,} trials"
        if self._best is not None:
            text += f", best {value_text(self._best.value, self._objective)}"
            text += f" ({self._best.name})"
        self._bar.show(min(self._ended / self._most, 1.0), text)


def best_of(rows: Sequence[TrialRow], objective: SweepObjective) -> TrialRow | None:
    """Return the finished trial with the best value, of equals the first; None without any."""
    finished = [row for row in rows if row.value is not None]
    sign = 1 if objective.is_larger_better else -1
    return max(finished, key=lambda row: (sign * (row.value or 0.0), -row.number), default=None)


def value_text(value: float | None, objective: SweepObjective) -> str:
    """Return a value of an objective for people."""
    if value is None:
        return "none"
    return percent_text(value, 2) if objective.is_larger_better else loss_text(value)


def _report(
    rows: Sequence[TrialRow],
    objective: SweepObjective,
    seconds: float,
    surroundings: Surroundings,
) -> None:
    states = Counter(row.state for row in rows)
    best = best_of(rows, objective)
    values: dict[str, object] = {
        "trials": states[TrialState.FINISHED] + states[TrialState.PRUNED],
        "pruned": states[TrialState.PRUNED],
        "failed": states[TrialState.FAILED],
        "best_name": None if best is None else best.name,
        "best_value": None if best is None else best.value,
        "best_settings": None if best is None else dict(best.settings),
        "seconds": seconds,
    }
    ended = states[TrialState.FINISHED] + states[TrialState.PRUNED]
    lines = [
        f"{counted(ended, 'trial')}, {states[TrialState.PRUNED]} of them pruned, "
        f"{states[TrialState.FAILED]} more failed, {fixed_text(seconds, 1)} s"
    ]
    if best is None:
        if surroundings.wants_json:
            surroundings.console.say(json_line(values))
        reasons = [row.reason for row in rows if row.reason]
        why = f": {reasons[0]}" if reasons else ""
        raise SweepError(f"no trial gave a value of {objective}{why}")
    spread = "" if best.spread is None else f" ± {_spread_text(best.spread, objective)}"
    lines.append(
        f"Best: {best.name}, {objective.replace('_', ' ')} "
        f"{value_text(best.value, objective)}{spread}"
    )
    lines += [f"  {name} = {_setting_text(value)}" for name, value in best.settings.items()]
    surroundings.report("\n".join(lines), partial(json_line, values))


def _spread_text(spread: float, objective: SweepObjective) -> str:
    return percent_text(spread, 2) if objective.is_larger_better else loss_text(spread)


def _setting_text(value: object) -> str:
    return digits_text(value, 6) if isinstance(value, float) else json.dumps(value)
