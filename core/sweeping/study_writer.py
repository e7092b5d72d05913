"""Writes what changed in a study into its file, many trials in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.sweeping.sweep_error import SweepError

if TYPE_CHECKING:
    from optuna.storages import RDBStorage
    from optuna.trial import FrozenTrial

#: The only objective of a sweep.
OBJECTIVE = 0


@dataclass(slots=True)
class _Written:
    """What the file has of a trial that has not ended there.

    Attributes
    ----------
    trial_id : int
        In the file.
    state : str
    params, user_attrs, system_attrs : set of str
    points : set of int
        Of its curve.
    """

    trial_id: int
    state: str = ""
    params: set[str] = field(default_factory=set)
    user_attrs: set[str] = field(default_factory=set)
    system_attrs: set[str] = field(default_factory=set)
    points: set[int] = field(default_factory=set)


class StudyWriter:
    """Brings the file of a study to where the study in memory is.

    Optuna's own way commits after each number: some fifteen times a trial.  Here all that
    changed since the last time is one transaction, made of Optuna's own tables.  What was not
    written stays to be written, whatever goes wrong.

    Parameters
    ----------
    storage : RDBStorage
        Nothing else of this process writes into it.
    study_id : int
        In the file.
    trials : sequence of FrozenTrial
        What is in the file.
    """

    def __init__(
        self, storage: RDBStorage, study_id: int, trials: Sequence[FrozenTrial]
    ) -> None:
        self._storage, self._study_id = storage, study_id
        self._count = len(trials)
        self._unfinished = {
            trial.number: _noted(trial._trial_id, trial)
            for trial in trials
            if not trial.state.is_finished()
        }

    def write(self, trials: Sequence[FrozenTrial]) -> None:
        """Write all that is new.

        Parameters
        ----------
        trials : sequence of FrozenTrial
            All trials, by their numbers.

        Raises
        ------
        SweepError
            If another program added trials meanwhile.
        """
        changed = [
            trials[number]
            for number, written in self._unfinished.items()
            if _noted(written.trial_id, trials[number]) != written
        ]
        if len(trials) > self._count or changed:
            self._write(trials, trials[self._count :], changed)

    def _write(
        self,
        trials: Sequence[FrozenTrial],
        added: Sequence[FrozenTrial],
        changed: Sequence[FrozenTrial],
    ) -> None:
        import sqlalchemy
        from optuna.storages._rdb import models  # the tables, which are the format of the file
        from sqlalchemy.orm import Session

        trial_model: Any = models.TrialModel
        rows: list[Any] = []
        with Session(self._storage.engine, autoflush=False) as session, session.begin():
            made = [
                trial_model(
                    study_id=self._study_id,
                    number=trial.number,
                    state=trial.state,
                    datetime_start=trial.datetime_start,
                    datetime_complete=trial.datetime_complete,
                )
                for trial in added
            ]
            session.add_all(made)
            session.flush()  # from now on no one else can write, and they have their ids
            for model, trial in zip(made, added, strict=True):
                rows += _rows(models, trial, _Written(model.trial_id))
            for trial in changed:
                rows += _rows(models, trial, self._unfinished[trial.number])
            known = [self._unfinished[trial.number].trial_id for trial in changed]
            for model in session.scalars(
                sqlalchemy.select(trial_model).where(trial_model.trial_id.in_(known))
            ):
                trial = trials[model.number]
                model.state = trial.state
                model.datetime_start = trial.datetime_start
                model.datetime_complete = trial.datetime_complete
            session.add_all(rows)
            session.flush()
            count = session.scalar(
                sqlalchemy.select(sqlalchemy.func.count())
                .select_from(trial_model)
                .where(trial_model.study_id == self._study_id)
            )
            if count != len(trials):
                raise SweepError(
                    "another program added trials to this study while the sweep ran: start "
                    "the sweep again, it knows all of them then"
                )
            ids = {
                trial.number: model.trial_id for model, trial in zip(made, added, strict=True)
            }
        self._note(changed, added, ids)

    def _note(
        self, changed: Iterable[FrozenTrial], added: Iterable[FrozenTrial], ids: dict[int, int]
    ) -> None:
        """Remember what the file has, now that it is there."""
        for trial in (*changed, *added):
            before = self._unfinished.pop(trial.number, None)
            if not trial.state.is_finished():
                trial_id = ids[trial.number] if before is None else before.trial_id
                self._unfinished[trial.number] = _noted(trial_id, trial)
        self._count += len(ids)


def _noted(trial_id: int, trial: FrozenTrial) -> _Written:
    return _Written(
        trial_id,
        trial.state.name,
        set(trial.params),
        set(trial.user_attrs),
        set(trial.system_attrs),
        set(trial.intermediate_values),
    )


def _rows(models: Any, trial: FrozenTrial, written: _Written) -> list[Any]:  # noqa: ANN401
    """Return what the file lacks of a trial, besides the trial itself."""
    from optuna.distributions import distribution_to_json

    trial_id, rows = written.trial_id, []
    for name, value in trial.params.items():
        if name not in written.params:
            distribution = trial.distributions[name]
            rows.append(
                models.TrialParamModel(
                    trial_id=trial_id,
                    param_name=name,
                    param_value=distribution.to_internal_repr(value),
                    distribution_json=distribution_to_json(distribution),
                )
            )
    if trial.state.is_finished() and trial.value is not None:
        value, kind = models.TrialValueModel.value_to_stored_repr(trial.value)
        rows.append(
            models.TrialValueModel(
                trial_id=trial_id, objective=OBJECTIVE, value=value, value_type=kind
            )
        )
    point_model = models.TrialIntermediateValueModel
    for step, number in trial.intermediate_values.items():
        if step not in written.points:
            value, kind = point_model.intermediate_value_to_stored_repr(number)
            rows.append(
                point_model(
                    trial_id=trial_id,
                    step=step,
                    intermediate_value=value,
                    intermediate_value_type=kind,
                )
            )
    for model, attrs, known in (
        (models.TrialUserAttributeModel, trial.user_attrs, written.user_attrs),
        (models.TrialSystemAttributeModel, trial.system_attrs, written.system_attrs),
    ):
        rows += [
            model(trial_id=trial_id, key=key, value_json=json.dumps(value))
            for key, value in attrs.items()
            if key not in known
        ]
    return rows
