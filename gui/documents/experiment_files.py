"""Experiments as JSON files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from core.errors import LoadError, SpecError
from core.experiment import Experiment, experiment_from_json, experiment_to_json
from core.json_text import MAX_CHARACTERS


def read_experiment(path: Path) -> Experiment:
    """Read an experiment from a file.

    Raises
    ------
    LoadError
        If the file cannot be read or holds no experiment; one sentence.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(4 * MAX_CHARACTERS + 1)
        return experiment_from_json(raw.decode("utf-8"))
    except OSError as error:
        raise LoadError(f"{path.name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise LoadError(f"{path.name} is not a text file.") from None
    except SpecError as error:
        raise LoadError(f"{path.name}: {error}"[:300]) from None


def write_experiment(path: Path, experiment: Experiment) -> None:
    """Write an experiment to a file, whole or not at all.

    Raises
    ------
    LoadError
        If the file cannot be written.
    """
    text = experiment_to_json(experiment)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise LoadError(f"{path.name} cannot be written: {error.strerror}.") from None
