"""A study of Optuna in memory, and the file that follows it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from core.formats.file_access import short_name
from core.sweeping.study_database import damage_errors, study_errors, study_storage
from core.sweeping.study_writer import StudyWriter
from core.sweeping.suggestion import pruner_for
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_spec import SweepSpec

if TYPE_CHECKING:
    from optuna import Study
    from optuna.trial import FrozenTrial

#: Name of the study, and under which it keeps what sweep it is.
STUDY, SWEEP = "glassbox", "glassbox_sweep"
#: Under which it keeps how many trials were asked for.
PLANNED = "glassbox_trials"
#: Seconds by which the file may lag behind.
LAG_SECONDS = 0.5


class MirroredStudy:
    """Asks and answers from memory; one transaction after the other brings the file up to it.

    What a process that is killed had not written yet is in the documents of the runs.

    Parameters
    ----------
    path : Path
        Of the SQLite file, which is made if it is not there.
    spec : SweepSpec
        What a study that is new is of.

    Attributes
    ----------
    study : optuna.Study
        In memory; its trials have the numbers of those in the file.
    sweep : str
        Which sweep the file is of.

    Raises
    ------
    SweepError
        If the file is no study of ours, is damaged, or cannot be written.
    """

    def __init__(self, path: Path, spec: SweepSpec) -> None:
        self._path = path
        self._storage = study_storage(path)
        self._saved_at = time.monotonic()
        try:
            self._open(spec)
        except BaseException:
            self._let_go()
            raise

    def _open(self, spec: SweepSpec) -> None:
        import optuna

        direction = "maximize" if spec.objective.is_larger_better else "minimize"
        path, storage = self._path, self._storage
        with study_errors(path), damage_errors(path):
            known = optuna.get_all_study_names(storage)
            if known and STUDY not in known:
                raise SweepError(
                    f"{short_name(path)}: this study was not made by a sweep of Glassbox: "
                    "choose another folder"
                )
            stored = optuna.create_study(
                storage=storage, study_name=STUDY, direction=direction, load_if_exists=True
            )
            if SWEEP not in stored.user_attrs:
                stored.set_user_attr(SWEEP, spec.to_json())
            self.sweep = str(stored.user_attrs[SWEEP])
            trials = stored.get_trials(deepcopy=False)
            if [trial.number for trial in trials] != list(range(len(trials))):
                raise SweepError(
                    f"{short_name(path)}: this study is damaged: trials are missing"
                )
            # of the same name: what hyperband makes of a trial depends on it
            self.study: Study = optuna.create_study(
                study_name=STUDY, direction=direction, pruner=pruner_for(spec)
            )
            self.study.add_trials(trials)
            study_id = storage.get_study_id_from_name(STUDY)
            self._writer = StudyWriter(storage, study_id, trials)

    def plan(self, trials: int) -> None:
        """Remember how many there are to be, for who goes on with them another time."""
        with study_errors(self._path):
            study_id = self._storage.get_study_id_from_name(STUDY)
            self._storage.set_study_user_attr(study_id, PLANNED, trials)

    def trials(self) -> list[FrozenTrial]:
        """Return all trials, by number; they do not change any more."""
        trials: list[FrozenTrial] = self.study.get_trials(deepcopy=False)
        return trials

    def save_if_due(self) -> None:
        """Bring the file up to date if it was some time ago that it was.

        Raises
        ------
        SweepError
            If it cannot be written; what is missing there is written the next time.
        """
        if time.monotonic() - self._saved_at >= LAG_SECONDS:
            self.save()

    def save(self) -> None:
        """Bring the file up to date.

        Raises
        ------
        SweepError
            See `save_if_due`.
        """
        with study_errors(self._path):
            self._writer.write(self.trials())
        self._saved_at = time.monotonic()

    def close(self) -> None:
        """Bring the file up to date, and give it free.

        Raises
        ------
        SweepError
            If it cannot be written; it is free then too.
        """
        try:
            self.save()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        with study_errors(self._path):
            self._storage.remove_session()
            self._storage.engine.dispose()
