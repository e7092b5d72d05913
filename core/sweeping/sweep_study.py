"""What was tried and what came of it, as Optuna keeps it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import CoreError
from core.formats.file_access import short_name
from core.sweeping.grid import grid_of
from core.sweeping.mirrored_study import MirroredStudy
from core.sweeping.setting import Setting
from core.sweeping.setting_values import Choices, Value
from core.sweeping.study_database import damage_errors, study_errors
from core.sweeping.suggestion import POINTS, sampler_for, suggested
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.sweep_spec import Sampler, SweepSpec
from core.sweeping.trial_row import TrialRow, TrialState
from core.sweeping.varied import Settings, chosen_settings

if TYPE_CHECKING:
    from optuna import Trial
    from optuna.trial import FrozenTrial

#: What the study keeps of a trial besides Optuna's own.
REASON, SPREAD, SEEDS = "reason", "sd", "seeds"


class SweepStudy:
    """Proposes settings and remembers values; one thread uses it.

    The file lags behind by half a second at most, as long as `save_if_due` is called.

    Parameters
    ----------
    path : Path
        Of the SQLite file, which is made if it is not there.
    spec : SweepSpec

    Raises
    ------
    SweepError
        If the file holds another sweep, is no study, or cannot be written.
    """

    def __init__(self, path: Path, spec: SweepSpec) -> None:
        self._path = path
        self._spec = spec
        self._grid = grid_of(spec) if spec.sampler is Sampler.GRID else None
        self._kept = MirroredStudy(path, spec)
        self._study = self._kept.study
        self._trials: dict[int, Trial] = {}
        self._reported: dict[int, set[int]] = {}
        try:
            self._check_same()
            with damage_errors(path):
                self._check_rows()
        except BaseException:
            self._kept.close()
            raise
        listed = self._kept.trials()
        self._waiting = sum(trial.state.name == "WAITING" for trial in listed)
        self.count = len(listed) - self._waiting

    @property
    def is_exhausted(self) -> bool:
        """Whether every combination of a grid has begun."""
        return self._grid is not None and self.count >= len(self._grid)

    @property
    def most_trials(self) -> int | None:
        """How many combinations a grid has; None for other samplers."""
        return None if self._grid is None else len(self._grid)

    def plan(self, trials: int) -> None:
        """Remember how many trials there are to be."""
        self._kept.plan(trials)

    def ask(self, settings: Settings | None = None) -> TrialRow:
        """Begin a trial: return its number and what Optuna proposes for it.

        Parameters
        ----------
        settings : mapping of str to object, optional
            What it is to be instead.
        """
        with study_errors(self._path):
            if self._grid is not None and not self._waiting:
                settings = self._grid[self.count]
            if settings is not None and not self._waiting:
                self._study.enqueue_trial(self._stored(settings))
            self._waiting = max(0, self._waiting - 1)
            self._study.sampler = sampler_for(self._spec, self.count)
            trial = self._study.ask()
            self.count = trial.number + 1
            row = self._begun(trial)
        self.save_if_due()
        return row

    def running(self) -> list[TrialRow]:
        """Return the trials that began and did not end: those of a process that was killed."""
        import optuna

        rows = []
        for frozen in self._kept.trials():
            if frozen.state.name == "RUNNING":
                self._study.sampler = sampler_for(self._spec, frozen.number)
                trial = optuna.trial.Trial(self._study, frozen._trial_id)
                self._reported[frozen.number] = set(frozen.intermediate_values)
                rows.append(self._begun(trial))
        return rows

    def report(self, number: int, share: float, value: float) -> bool:
        """Note the objective of a running trial, and return whether it is to be pruned.

        Parameters
        ----------
        number : int
        share : float
            Of the longest run's epochs that are behind it, from 0 to 1.
        value : float
            Of the objective then.
        """
        trial, point = self._trials.get(number), math.floor(share * POINTS + 1e-9)
        if trial is None or point < 1 or not math.isfinite(value):
            return False
        reported = self._reported.setdefault(number, set())
        first = max(reported, default=0) + 1
        # the same points for all trials, however often each is judged
        for missing in range(first, point + 1):
            trial.report(value, missing)
            reported.add(missing)
        return point >= first and trial.should_prune()

    def finish(
        self, row: TrialRow, values: Mapping[int | None, float] | None = None
    ) -> TrialRow:
        """End a trial as `row` says; `values` are those of its seeds."""
        import optuna

        trial = self._trials.pop(row.number)
        self._reported.pop(row.number, None)
        states = optuna.trial.TrialState
        if row.reason:
            trial.set_user_attr(REASON, row.reason)
        if row.spread is not None and values:
            trial.set_user_attr(SPREAD, row.spread)
            trial.set_user_attr(SEEDS, {str(seed): one for seed, one in values.items()})
        if row.state is TrialState.FINISHED:
            self._study.tell(trial, row.value)
        elif row.state is TrialState.PRUNED:
            self._study.tell(trial, state=states.PRUNED)
        else:
            self._study.tell(trial, state=states.FAIL)
        self.save_if_due()
        return row

    def rows(self) -> list[TrialRow]:
        """Return all trials that have begun, in their order."""
        listed = self._kept.trials()
        return [self._row(frozen) for frozen in listed if frozen.state.name != "WAITING"]

    def best(self) -> TrialRow | None:
        """Return the finished trial with the best value; None if there is none."""
        finished = [row for row in self.rows() if row.value is not None]
        sign = 1 if self._spec.objective.is_larger_better else -1
        return max(
            finished, key=lambda row: (sign * (row.value or 0.0), -row.number), default=None
        )

    def save_if_due(self) -> None:
        """Write what is new into the file, if it was some time ago that this was done.

        Raises
        ------
        SweepError
            If it cannot be written.
        """
        self._kept.save_if_due()

    def close(self) -> None:
        """Write what is new, and give the file free.

        Raises
        ------
        SweepError
            If it cannot be written.
        """
        self._kept.close()

    def _check_same(self) -> None:
        """Raise if the file has another sweep."""
        try:
            before = sweep_from_json(self._kept.sweep)
        except CoreError as error:
            raise SweepError(f"{short_name(self._path)}: {error}") from None
        if different := self._spec.differences(before):
            raise SweepError(
                f"{short_name(self._path)}: this folder holds another sweep "
                f"(another {' and '.join(different)}): choose another folder"
            )

    def _check_rows(self) -> None:
        """Raise what comes if a trial cannot be what the file says."""
        for row in self.rows():
            if row.state is TrialState.FINISHED:
                named = partial(_named, row.settings)
                chosen_settings(self._spec.space, self._spec.experiment, named)

    def _begun(self, trial: Trial) -> TrialRow:
        self._trials[trial.number] = trial
        settings = chosen_settings(
            self._spec.space, self._spec.experiment, lambda setting: suggested(trial, setting)
        )
        return TrialRow(trial.number, TrialState.RUNNING, settings)

    def _stored(self, settings: Mapping[str, Value]) -> dict[str, Any]:
        """Return settings as Optuna stores them."""
        stored = dict(settings)
        for setting in self._spec.space:
            if setting.name in stored and isinstance(setting.values, Choices):
                place = setting.values.values.index(stored[setting.name])
                stored[setting.name] = setting.values.names()[place]
        return stored

    def _row(self, frozen: FrozenTrial) -> TrialRow:
        by_name = {setting.name: setting.values for setting in self._spec.space}
        settings = {}
        for name, value in frozen.params.items():
            values = by_name.get(name)
            settings[name] = values.named(value) if isinstance(values, Choices) else value
        ordered = {name: settings[name] for name in by_name if name in settings}
        states = {"COMPLETE": TrialState.FINISHED, "PRUNED": TrialState.PRUNED,
                  "FAIL": TrialState.FAILED}  # fmt: skip
        state = states.get(frozen.state.name, TrialState.RUNNING)
        return TrialRow(
            frozen.number,
            state,
            ordered,
            frozen.value if state is TrialState.FINISHED else None,
            frozen.user_attrs.get(SPREAD),
            str(frozen.user_attrs.get(REASON, "")),
        )


def _named(settings: Settings, setting: Setting) -> Value:
    return settings[setting.name]
