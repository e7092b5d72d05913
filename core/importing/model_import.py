"""A model of another program, or an export of ours, as a network that can be opened."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.errors import CoreError, LoadError, SpecError
from core.experiment import Experiment, experiment_from_json
from core.formats.file_access import open_for_reading, short_name
from core.importing.imported_model import ImportedModel
from core.importing.safetensors_file import is_safetensors, read_safetensors
from core.sentence import printable

#: In the metadata of our own exports.
OWN_RECIPE, OWN_WEIGHTS_RECIPE = "glassbox_experiment", "experiment"


def import_model(path: Path | str, experiment: Experiment | None = None) -> ImportedModel:
    """Read a model; its content decides what kind it is.

    Parameters
    ----------
    path : Path or str
    experiment : Experiment, optional
        What it was made from: needed for weights alone, unless they say so themselves.

    Raises
    ------
    LoadError
        If it cannot be read, or has something that our networks do not have; the text names
        it.
    """
    path = Path(path)
    with open_for_reading(path) as (file, _):
        head = file.read(64)
    read = _from_safetensors if is_safetensors(head) else _from_onnx
    try:
        with np.errstate(all="ignore"):  # what is infinite then is refused by name
            return read(path, experiment)
    except CoreError as error:
        name, text = short_name(path), str(error)
        raise LoadError(text if text.startswith(name) else f"{name}: {text}"[:300]) from None


def names_its_network(path: Path | str) -> bool:
    """Return whether a file says which network its weights belong to.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    with open_for_reading(path) as (file, _):
        if not is_safetensors(file.read(64)):
            return True
    return OWN_WEIGHTS_RECIPE in read_safetensors(Path(path)).about


def _from_onnx(path: Path, experiment: Experiment | None) -> ImportedModel:
    # what reads layers is not needed to tell what a file is
    from core.importing.onnx_file import read_onnx
    from core.importing.onnx_operators import OPERATORS
    from core.importing.onnx_walk import OnnxWalk
    from core.importing.recipe_match import with_recipe, without_recipe

    file = read_onnx(path)
    chain = OnnxWalk(file).run(OPERATORS)
    if experiment is not None:
        return with_recipe(chain, experiment)
    text = file.about.get(OWN_RECIPE)
    if text is not None:
        try:
            return with_recipe(chain, experiment_from_json(text))
        except (SpecError, LoadError):  # it was changed since: what it computes is what counts
            chain.remarks.append("the recipe in it is not that of its layers, and is left out")
    return without_recipe(chain, printable(path.stem))


def _from_safetensors(path: Path, experiment: Experiment | None) -> ImportedModel:
    from core.importing.safetensors_match import matched

    file = read_safetensors(path)
    if experiment is None:
        text = file.about.get(OWN_WEIGHTS_RECIPE)
        if text is None:
            raise LoadError(
                "these are weights without their network: say with --experiment FILE which "
                "experiment they belong to"
            )
        experiment = experiment_from_json(text)
    return matched(file, experiment)
