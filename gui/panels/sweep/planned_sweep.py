"""What is to be run, from what the forms hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from core.errors import CoreError, SpecError
from core.experiment import Experiment, experiment_to_json
from core.fields import WholeNumber
from core.formats.file_name import file_name, free_path
from core.sweeping.sweep_error import missing_package, needed_extra
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.sweep_spec import SweepSpec
from gui.panels.sweep.runner import SweepWish
from gui.panels.sweep.sweeps_folder import SWEEPS
from gui.state.sweep_space import Tried

TRIALS = WholeNumber("Trials", "How many there are to be.", 1, 1_000_000)
WORKERS = WholeNumber("Workers", "Processes of this computer.", 1, 1_024)
Place = tuple[str, Mapping[str, str]]
NOTHING_VARIED = "Vary at least one setting: click the lock beside its field."


def planned_spec(
    experiment: Experiment, tried: Mapping[str, Tried], plan: Mapping[str, object]
) -> SweepSpec:
    """Return the sweep that is described by forms.

    Raises
    ------
    SpecError
        For the first thing that is wrong, without the word ``sweep`` in front.
    """
    if not tried:
        raise SpecError(NOTHING_VARIED)
    data = {
        "experiment": json.loads(experiment_to_json(experiment)),
        "space": {path: dict(one) for path, one in tried.items()},
        **plan,
    }
    try:
        return sweep_from_json(json.dumps(data))
    except SpecError as error:
        raise SpecError(plain_problem(str(error))) from None


def planned_wish(
    spec: SweepSpec, folder: str, trials: object, workers: object, at: Place
) -> SweepWish:
    """Return what is to be run.

    Parameters
    ----------
    spec : SweepSpec
    folder : str
    trials, workers : object
        As they are typed; None for as many workers as processors are free.
    at : tuple of str and mapping of str to str
        Address of a scheduler, empty for this computer, and certificates for it.

    Raises
    ------
    SpecError
        If a number makes no sense, or the folder has no name.
    SweepError
        If a package is missing.
    """
    if missing := missing_package():
        raise needed_extra(missing)
    count, processes = planned_counts(trials, workers)
    if not folder:
        raise SpecError("Folder: expected the name of a folder to write into, received none")
    address, tls = at
    return SweepWish(spec, Path(folder), count, processes, address, tls)


def planned_counts(trials: object, workers: object) -> tuple[int, int | None]:
    """Return how many trials and workers are wanted.

    Raises
    ------
    SpecError
        If a number makes no sense.
    """
    count = _number("Trials", TRIALS, trials)
    return count, None if workers is None else _number("Workers", WORKERS, workers)


def planned_problem(
    experiment: Experiment,
    tried: Mapping[str, Tried],
    plan: Mapping[str, object],
    counts: tuple[object, object],
) -> tuple[str, bool]:
    """Return what is wrong with what the forms hold, and whether it can be run.

    Before anything is varied there is nothing to be said of that.

    Parameters
    ----------
    experiment, tried, plan
        As for `planned_spec`.
    counts : tuple
        Trials and workers, as they are typed.
    """
    try:
        planned_counts(*counts)
    except CoreError as error:
        return str(error), False
    try:
        planned_spec(experiment, tried, plan)
    except CoreError as error:
        return str(error) if tried else "", False
    return "", True


def fresh_folder(runs: Path | None, experiment: Experiment) -> Path:
    """Return the name of a folder for another sweep, which is not there yet."""
    return free_path(
        (runs or Path.cwd()) / SWEEPS / file_name(experiment.name, fallback="sweep")
    )


def plain_problem(text: str) -> str:
    """Return a sentence without what is plain in the panel."""
    for front in ("sweep: space: ", "sweep: "):
        if text.startswith(front):
            return text.removeprefix(front)
    return text


def _number(name: str, rule: WholeNumber, value: object) -> int:
    try:
        return rule.accept(value)
    except ValueError:
        raise SpecError(
            f"{name} must be {rule.expectation()}, received {value!r:.60}"
        ) from None
