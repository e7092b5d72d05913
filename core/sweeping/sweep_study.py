"""What was tried and what came of it, as Optuna keeps it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import CoreError
from core.formats.file_access import short_name
from core.sweeping.grid import grid_of
from core.sweeping.setting_values import Choices, Value
from core.sweeping.study_database import study_errors, study_storage
from core.sweeping.suggestion import POINTS, pruner_for, sampler_for, suggested
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.sweep_spec import Sampler, SweepSpec
from core.sweeping.trial_row import TrialRow, TrialState
from core.sweeping.varied import chosen_settings

if TYPE_CHECKING:
    from optuna import Trial
    from optuna.trial import FrozenTrial

#: Name of the study, and of what it keeps besides Optuna's own.
STUDY, SWEEP, REASON, SPREAD, SEEDS = "glassbox", "glassbox_sweep", "reason", "sd", "seeds"


class SweepStudy:
    """Proposes settings and remembers values; one thread uses it.

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
        self._storage = study_storage(path)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        import optuna

        path, spec = self._path, self._spec
        with study_errors(path):
            known = optuna.get_all_study_names(self._storage)
            if known and STUDY not in known:
                raise SweepError(
                    f"{short_name(path)}: this study was not made by a sweep of Glassbox: "
                    "choose another folder"
                )
            larger = spec.objective.is_larger_better
            self._study = optuna.create_study(
                storage=self._storage,
                study_name=STUDY,
                direction="maximize" if larger else "minimize",
                pruner=pruner_for(spec),
                load_if_exists=True,
            )
            self._check_same()
            listed = self._study.get_trials(deepcopy=False)
        self._trials: dict[int, Trial] = {}
        self._reported: dict[int, set[int]] = {}
        self._waiting = sum(trial.state.name == "WAITING" for trial in listed)
        self.count = len(listed) - self._waiting
        self._grid = grid_of(spec) if spec.sampler is Sampler.GRID else None

    @property
    def is_exhausted(self) -> bool:
        """Whether every combination of a grid has begun."""
        return self._grid is not None and self.count >= len(self._grid)

    @property
    def most_trials(self) -> int | None:
        """How many combinations a grid has; None for other samplers."""
        return None if self._grid is None else len(self._grid)

    def ask(self) -> TrialRow:
        """Begin a trial: return its number and what Optuna proposes for it."""
        with study_errors(self._path):
            if self._grid is not None and not self._waiting:
                combination = self._grid[self.count]
                self._study.enqueue_trial(self._stored(combination))
            self._waiting = 0
            self._study.sampler = sampler_for(self._spec, self.count)
            trial = self._study.ask()
            self.count = trial.number + 1
            return self._begun(trial)

    def running(self) -> list[TrialRow]:
        """Return the trials that began and did not end: those of a process that was killed."""
        import optuna

        with study_errors(self._path):
            left = self._study.get_trials(
                deepcopy=False, states=(optuna.trial.TrialState.RUNNING,)
            )
            rows = []
            for frozen in left:
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
        with study_errors(self._path):
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
        with study_errors(self._path):
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
        return row

    def rows(self) -> list[TrialRow]:
        """Return all trials that have begun, in their order."""
        with study_errors(self._path):
            listed = self._study.get_trials(deepcopy=False)
        return [self._row(frozen) for frozen in listed if frozen.state.name != "WAITING"]

    def best(self) -> TrialRow | None:
        """Return the finished trial with the best value; None if there is none."""
        finished = [row for row in self.rows() if row.value is not None]
        sign = 1 if self._spec.objective.is_larger_better else -1
        return max(
            finished, key=lambda row: (sign * (row.value or 0.0), -row.number), default=None
        )

    def close(self) -> None:
        """Give the file free."""
        with study_errors(self._path):
            self._storage.remove_session()
            self._storage.engine.dispose()

    def _check_same(self) -> None:
        """Raise if the file has another sweep; write down which one it is if it has none."""
        stored = self._study.user_attrs.get(SWEEP)
        if stored is None:
            self._study.set_user_attr(SWEEP, self._spec.to_json())
            return
        try:
            before = sweep_from_json(str(stored))
        except CoreError as error:
            raise SweepError(f"{short_name(self._path)}: {error}") from None
        if different := self._spec.differences(before):
            raise SweepError(
                f"{short_name(self._path)}: this folder holds another sweep "
                f"(another {' and '.join(different)}): choose another folder"
            )

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
