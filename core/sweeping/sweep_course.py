"""What becomes of the trials of a sweep, message by message."""

from __future__ import annotations

from collections import deque
from itertools import count
from pathlib import Path

from core.errors import CoreError, LoadError, SpecError
from core.experiment import experiment_to_json
from core.number_text import digits_text
from core.sweeping.data_parts import data_parts
from core.sweeping.found_run import notes_of, settings_left
from core.sweeping.open_trial import OpenRun, OpenTrial
from core.sweeping.own_settings import own_settings
from core.sweeping.program_identity import program_identity
from core.sweeping.run_result import run_result
from core.sweeping.sweep_data import SweepData
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.sweep_listener import CurvePoint, SweepListener
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.sweep_study import SweepStudy
from core.sweeping.trial_pool import Hope, PoolMessage, RunAnswered, RunLost, RunNews, TrialPool
from core.sweeping.trial_reply import TrialOutcome, TrialReply, read_reply
from core.sweeping.trial_row import TrialRow, TrialState
from core.sweeping.trial_task import DataPart, TrialTask
from core.sweeping.trial_training import EPOCH, VALIDATION
from core.sweeping.worker_trouble import WorkerTrouble
from core.training.build import check_trainable

#: A run is begun so many times at most.
MOST_ATTEMPTS = 3
#: Bytes that the document of a run may take.
RUN_BUDGET = 5 * 2**20


class SweepCourse:
    """Begins trials, has their runs trained, and writes down what came of them.

    One thread uses it.

    Parameters
    ----------
    spec : SweepSpec
    study : SweepStudy
    folder : SweepFolder
    data : SweepData
    pool : TrialPool
    listener : SweepListener
    """

    def __init__(
        self,
        spec: SweepSpec,
        study: SweepStudy,
        folder: SweepFolder,
        data: SweepData,
        pool: TrialPool,
        listener: SweepListener,
    ) -> None:
        self._spec, self._study, self._folder = spec, study, folder
        self._data, self._pool, self._listener = data, pool, listener
        self._open: dict[int, OpenTrial] = {}
        self._waiting: deque[tuple[OpenTrial, OpenRun]] = deque()
        self._under_way: dict[str, tuple[OpenTrial, OpenRun]] = {}
        self._keys = count()
        self._trouble = WorkerTrouble()

    @property
    def is_idle(self) -> bool:
        """Whether no trial is under way."""
        return not self._open

    def take_up(self) -> None:
        """Go on with the trials that a process before this one did not end.

        Their runs that are in the folder are not trained again.
        """
        for row in self._study.running():
            self._begin(row)

    def fill(self, most_trials: int) -> None:
        """Give the workers what they can take, of new trials as long as there are any."""
        room = self._pool.capacity() - len(self._under_way)
        while room > 0:
            while not self._waiting:
                if self._study.count >= most_trials or self._study.is_exhausted:
                    return
                number, seeds = self._study.count, self._spec.run_seeds
                paths = {seed: self._run_path(number, seed) for seed in seeds}
                settings = settings_left(paths, self._spec)
                if settings is None and number == 0:
                    settings = own_settings(self._spec)
                self._begin(self._study.ask(settings))
            self._submit(*self._waiting.popleft())
            room -= 1

    def handle(self, message: PoolMessage) -> None:
        """Take note of what happened to a run.

        Raises
        ------
        SweepError
            If no run could be trained, or none could be kept.
        """
        match message:
            case RunNews(key=key) if key in self._under_way:
                self._on_news(*self._under_way[key], message)
            case RunAnswered(key=key, content=content) if key in self._under_way:
                trial, run = self._under_way.pop(key)
                try:
                    reply, document = read_reply(content)
                except SpecError as error:
                    reply, document = TrialReply(TrialOutcome.FAILED, sentence=str(error)), b""
                self._on_reply(trial, run, reply, document)
            case RunLost(key=key) if key in self._under_way:
                trial, run = self._under_way.pop(key)
                if message.hope is Hope.OF_NO_RUN:
                    raise SweepError(message.sentence)
                if message.hope is Hope.NO_MORE_TRIES:
                    run.begun = MOST_ATTEMPTS
                self._try_again(trial, run, message.sentence)

    def prune(self, number: int, reason: str) -> None:
        """End a trial early; its runs answer with what they have."""
        trial = self._open.get(number)
        if trial is None or trial.pruned:
            return
        trial.pruned = reason
        for waiting in [one for one in self._waiting if one[0] is trial]:
            self._waiting.remove(waiting)
            trial.runs.remove(waiting[1])
        self._pool.end(run.key for run in trial.runs)
        self._end_if_over(trial)

    def begin_anew(self) -> None:
        """Have everything under way trained again: the workers are others now."""
        for trial, run in self._under_way.values():
            self._waiting.append((trial, run))
        self._under_way.clear()

    def abandon(self) -> None:
        """Leave the trials under way as they are; `take_up` begins them again another time."""
        for key in self._under_way:
            self._pool.forget(key)
        self._under_way.clear()
        self._waiting.clear()
        self._open.clear()

    def _begin(self, row: TrialRow) -> None:
        trial = OpenTrial(row)
        shape, classes = self._data.dataset.image_shape, len(self._data.dataset.class_names)
        try:
            for seed in self._spec.run_seeds:
                experiment = self._spec.run_experiment(row.settings, seed)
                check_trainable(experiment, shape, classes)
                trial.runs.append(OpenRun(seed, experiment))
        except SpecError as error:
            pruned = TrialRow(row.number, TrialState.PRUNED, row.settings, reason=str(error))
            self._listener.trial_finished(self._study.finish(pruned))
            return
        self._open[row.number] = trial
        self._listener.trial_started(row)
        for run in list(trial.runs):
            path = self._run_path(row.number, run.seed)
            if self._folder.has_run(path, run.experiment):
                trial.runs.remove(run)
                trial.results[run.seed] = run_result(path, self._spec.objective)
            else:
                self._waiting.append((trial, run))
        self._end_if_over(trial)

    def _run_path(self, number: int, seed: int | None) -> Path:
        return self._folder.run_path(number, seed if len(self._spec.run_seeds) > 1 else None)

    def _submit(self, trial: OpenTrial, run: OpenRun, worker: str = "") -> None:
        run.key = f"{trial.row.name}-{next(self._keys)}"
        run.submitted += 1
        self._under_way[run.key] = trial, run
        self._pool.submit(
            TrialTask(
                key=run.key,
                program=program_identity(),
                experiment=experiment_to_json(run.experiment),
                data_digest=self._data.digest,
                name=self._run_path(trial.row.number, run.seed).stem,
                notes=notes_of(trial.row.settings),
                budget=RUN_BUDGET,
                topic=self._pool.topic,
                endings=self._pool.endings,
                niceness=self._pool.niceness,
            ),
            worker,
            self._trouble.avoided(),
        )

    def _on_news(self, trial: OpenTrial, run: OpenRun, message: RunNews) -> None:
        news, number = message.news, trial.row.number
        if "began" in news:
            run.begun += 1
            if run.attempts > MOST_ATTEMPTS:
                self._pool.forget(run.key)
                del self._under_way[run.key]
                self._try_again(trial, run, "the workers that trained it died")
            return
        wanted = VALIDATION if self._spec.objective.is_of_validation else EPOCH
        larger = self._spec.objective.is_larger_better
        for kind, step, epochs, loss, accuracy in news["judged"]:
            point = CurvePoint(number, run.seed, kind, step, epochs, loss, accuracy)
            self._listener.curve_grew(point)
            # one seed decides, the same for all trials: their curves differ by settings alone
            if kind == wanted and run.seed in (None, self._spec.run_seeds[0]):
                share = epochs / self._spec.longest_epochs
                value = accuracy if larger else loss
                if self._study.report(number, share, value) and not trial.pruned:
                    self.prune(
                        number, f"worse than the others after {digits_text(epochs, 3)} epochs"
                    )
        latest = (news["step"], news["epochs"], news["loss"], news["accuracy"])
        self._listener.curve_grew(CurvePoint(number, run.seed, "batch", *latest))

    def _on_reply(
        self, trial: OpenTrial, run: OpenRun, reply: TrialReply, document: bytes
    ) -> None:
        match reply.outcome:
            case TrialOutcome.TRAINED:
                self._trouble.forgive(reply.worker)
                self._keep(trial, run, document)
            case TrialOutcome.NEEDS_DATA:
                self._pool.send(self._parts(), reply.worker)
                run.submitted -= 1
                self._submit(trial, run, reply.worker)
            case TrialOutcome.REFUSED:
                raise SweepError(reply.sentence)
            case TrialOutcome.IMPOSSIBLE:
                self._end(trial, TrialState.PRUNED, reply.sentence)
            case _:
                self._trouble.note(reply.worker)
                self._try_again(trial, run, reply.sentence)

    def _parts(self) -> list[DataPart]:
        try:
            return data_parts(self._data.dataset, self._data.digest)
        except LoadError as error:
            raise SweepError(str(error)) from None

    def _keep(self, trial: OpenTrial, run: OpenRun, document: bytes) -> None:
        path = self._run_path(trial.row.number, run.seed)
        self._folder.keep_run(path, document)
        try:
            trial.results[run.seed] = run_result(path, self._spec.objective)
        except CoreError as error:
            path.unlink(missing_ok=True)
            self._try_again(trial, run, f"its document arrived damaged: {error}")
            return
        trial.runs.remove(run)
        self._end_if_over(trial)

    def _try_again(self, trial: OpenTrial, run: OpenRun, why: str) -> None:
        if trial.row.number not in self._open:
            return
        if trial.pruned:
            trial.runs.remove(run)
            self._end_if_over(trial)
        elif run.attempts >= MOST_ATTEMPTS:
            self._end(trial, TrialState.FAILED, f"tried {MOST_ATTEMPTS} times: {why}")
        else:
            self._listener.warned(f"{trial.row.name} is tried again: {why}")
            self._waiting.append((trial, run))

    def _end_if_over(self, trial: OpenTrial) -> None:
        if not trial.runs:
            row = trial.ended()
            del self._open[row.number]
            self._listener.trial_finished(self._study.finish(row, trial.values()))

    def _end(self, trial: OpenTrial, state: TrialState, reason: str) -> None:
        """End a trial whatever its other runs are at."""
        row = TrialRow(trial.row.number, state, trial.row.settings, reason=reason)
        for run in trial.runs:
            if self._under_way.pop(run.key, None) is not None:
                self._pool.forget(run.key)
        for waiting in [one for one in self._waiting if one[0] is trial]:
            self._waiting.remove(waiting)
        del self._open[row.number]
        self._listener.trial_finished(self._study.finish(row))
