"""Experiments as JSON files."""

from __future__ import annotations

from pathlib import Path

from core.errors import LoadError, SpecError
from core.experiment import Experiment, experiment_from_json, experiment_to_json
from core.formats.atomic_write import write_atomically
from core.formats.file_access import short_name
from core.formats.json_file import json_file_text

MAX_MESSAGE = 300


def load_experiment(path: Path | str) -> Experiment:
    """Read an experiment from a JSON file.

    Raises
    ------
    LoadError
        If the file cannot be read, or holds no experiment that this version understands.
    """
    text = json_file_text(path, "an experiment")
    try:
        return experiment_from_json(text)
    except SpecError as error:
        raise LoadError(f"{short_name(path)}: {error}"[:MAX_MESSAGE]) from None


def save_experiment(experiment: Experiment, path: Path | str) -> None:
    """Write `experiment` as a JSON file, atomically.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    write_atomically(path, f"{experiment_to_json(experiment)}\n".encode())
