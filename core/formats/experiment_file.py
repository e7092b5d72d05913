"""Experiments as JSON files."""

from __future__ import annotations

from pathlib import Path

from core.errors import LoadError, SpecError
from core.experiment import Experiment, experiment_from_json, experiment_to_json
from core.formats.atomic_write import write_atomically
from core.formats.file_access import open_for_reading, short_name
from core.json_text import MAX_CHARACTERS

MAX_MESSAGE = 300


def load_experiment(path: Path | str) -> Experiment:
    """Read an experiment from a JSON file.

    Raises
    ------
    LoadError
        If the file cannot be read, or holds no experiment that this version understands.
    """
    name = short_name(path)
    with open_for_reading(path) as (file, _):
        content = file.read(4 * MAX_CHARACTERS + 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LoadError(
            f"{name}: expected an experiment as JSON text, received binary data"
        ) from None
    try:
        return experiment_from_json(text)
    except SpecError as error:
        raise LoadError(f"{name}: {error}"[:MAX_MESSAGE]) from None


def save_experiment(experiment: Experiment, path: Path | str) -> None:
    """Write `experiment` as a JSON file, atomically.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    write_atomically(path, f"{experiment_to_json(experiment)}\n".encode())
