"""What is in the document of a run that a process before this one left in the folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.documents.document_file import DocumentFile
from core.documents.run_table import RunTable
from core.errors import CoreError, SpecError
from core.experiment import Experiment
from core.sweeping.setting import Setting
from core.sweeping.setting_values import Choices, is_number
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.varied import Settings, chosen_settings

#: What the notes of a run begin with, and how many letters of them there are at most.
NOTES, MOST_LETTERS = "Settings of this trial: ", 10_000


def notes_of(settings: Settings) -> str:
    """Return what the document of a run says of its settings."""
    return f"{NOTES}{json.dumps(settings)}"[:MOST_LETTERS]


def run_trains(path: Path, experiment: Experiment) -> bool:
    """Return whether the run in a document is of this very experiment."""
    try:
        return _run_table(path).recipe.experiment == experiment
    except CoreError:
        return False


def settings_in(path: Path, spec: SweepSpec, seed: int | None) -> dict[str, Any] | None:
    """Return the settings of the trial that a document is of.

    Parameters
    ----------
    path : Path
    spec : SweepSpec
    seed : int or None
        Of the run.

    Returns
    -------
    dict of str to object, or None
        None if there is no document, or it is not of a trial of this sweep: what its notes
        say has to make the experiment that it was trained with.
    """
    if not path.is_file():
        return None
    with suppress(CoreError, ValueError, RecursionError):
        table = _run_table(path)
        if not table.labels.notes.startswith(NOTES):
            return None
        said = json.loads(table.labels.notes.removeprefix(NOTES))
        chosen = chosen_settings(spec.space, spec.experiment, lambda one: _taken(said, one))
        if chosen == said and spec.run_experiment(chosen, seed) == table.recipe.experiment:
            return chosen
    return None


def settings_left(paths: Mapping[int | None, Path], spec: SweepSpec) -> dict[str, Any] | None:
    """Return the settings of a trial that was trained, but is not in the study; None of none.

    A process that is killed may not have written down what it did last.

    Parameters
    ----------
    paths : mapping of int or None to Path
        Where the documents of its runs would be, by seed.
    spec : SweepSpec
    """
    found = (settings_in(path, spec, seed) for seed, path in paths.items())
    return next((one for one in found if one is not None), None)


def _run_table(path: Path) -> RunTable:
    file = DocumentFile(path, checks_pages=False)
    try:
        return RunTable(file)
    finally:
        file.close()


def _taken(said: Any, setting: Setting) -> Any:  # noqa: ANN401
    """Return what notes say of a setting, if it is one of its values."""
    value: Any = said.get(setting.name) if isinstance(said, dict) else None
    values = setting.values
    if isinstance(values, Choices):
        is_one = value in values.values
    else:
        is_one = is_number(value) and values.low <= value <= values.last
    if is_one:
        return value
    raise SpecError(f"sweep: {setting.name}: its notes say something else")
