"""Whose weights the arrays of a safetensors file are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray, Shape
from core.errors import LoadError
from core.experiment import Experiment
from core.exporting.layers.catalog import layer_forms
from core.exporting.layers.layer_forms import TorchWeight
from core.exporting.trained_model import value_path
from core.formats.file_access import short_value
from core.importing.imported_model import ImportedModel
from core.importing.recipe_match import completed
from core.importing.safetensors_file import SafetensorsFile
from core.index_words import index_words
from core.network_spec import LayerOutline

Arrays = Mapping[str, NDArray[Any]]
#: What PyTorch keeps besides, and nothing goes by.
_COUNTS = "num_batches_tracked"


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A layer that has arrays, where they go in PyTorch, and the maps its row was laid from."""

    outline: LayerOutline
    laid_from: Shape
    shapes: Mapping[str, tuple[int, ...]]
    weights: tuple[TorchWeight, ...]


def matched(file: SafetensorsFile, experiment: Experiment) -> ImportedModel:
    """Return the network of an experiment with the weights of a file.

    Arrays are told by our own paths; otherwise they are taken as PyTorch has them, one module
    after the other as their names count, and laid out as its layers are: rows of the first
    layer behind a flatten have the channels outermost there.

    Raises
    ------
    LoadError
        If these are the weights of another network.
    """
    network = experiment.network
    wanted = list(_wanted(network.outline()))
    paths = {
        value_path(one.outline, name): shape
        for one in wanted
        for name, shape in one.shapes.items()
    }
    if paths.keys() <= file.arrays.keys():
        own: dict[str, FloatArray] = {}
        for path, shape in paths.items():
            own[path] = _checked(path, file.arrays[path], shape)
        return ImportedModel(experiment, completed(network, own))
    found, doubts = _from_pytorch(file.arrays, wanted)
    remarks = tuple(
        f"{short_value(name)} is not the only one that fits its layer: arrays of one shape "
        "were taken in the order of their names"
        for name in doubts[:1]
    )
    return ImportedModel(experiment, completed(network, found), remarks)


def _wanted(outlines: Iterable[LayerOutline]) -> Iterator[_Wanted]:
    laid_from: Shape = ()
    for outline in outlines:
        spec, shape = outline.spec, outline.input_shape
        if spec.LAYS_OUT_MAPS and len(shape) == 3:
            laid_from = shape
        shapes = {**spec.parameter_shapes(shape)}
        if shapes:
            shapes |= spec.state_shapes(shape)
            form = layer_forms(outline, "PyTorch").pytorch(spec, outline)
            yield _Wanted(outline, laid_from, shapes, form.weights)
        if spec.SUMS_ALL_INPUTS:
            laid_from = ()


def _from_pytorch(
    arrays: Arrays, wanted: list[_Wanted]
) -> tuple[dict[str, FloatArray], list[str]]:
    """Return arrays of ours by path, and the modules that could as well be another layer's."""
    modules: dict[str, dict[str, NDArray[Any]]] = {}
    for name, array in arrays.items():
        module, _, own = name.rpartition(".")
        if own != _COUNTS:
            modules.setdefault(module, {})[own] = array
    rest = sorted(modules, key=_as_counted)
    # the script that PytorchExporter writes lays maps out with the channels innermost
    is_our_script = set(rest) == {f"layer_{one.outline.position}" for one in wanted}
    found: dict[str, FloatArray] = {}
    doubts: list[str] = []
    for one in wanted:
        fitting = [name for name in rest if _fits(modules[name], one)]
        if not fitting:
            raise LoadError(_why_not(one, modules, rest))
        name = fitting[0]
        if len(fitting) > 1 and not _is_counted(fitting):
            doubts.append(name)
        rest.remove(name)
        for weight in one.weights:
            path = value_path(one.outline, weight.ours)
            array = _ours(modules[name], one, weight)
            if one.laid_from and not is_our_script and not _is_per_unit(one, array):
                array = array[_rows_in_our_order(one.laid_from)]
            found[path] = _checked(path, array, one.shapes[weight.ours])
    if rest:
        raise LoadError(
            f"the experiment has no layer for {short_value(rest[0])}, which has "
            f"{_shapes_text(modules[rest[0]])}"
        )
    return found, doubts


def _why_not(one: _Wanted, modules: Mapping[str, Arrays], rest: list[str]) -> str:
    """Return in a sentence what a layer wants, and what there is that comes near it."""
    where = f"layer {index_words(one.outline.position)} ({one.outline.spec.KIND})"
    wants = {
        weight.theirs: tuple(one.shapes[weight.ours][axis] for axis in weight.order)
        or one.shapes[weight.ours]
        for weight in one.weights
    }
    main = next(iter(wants))
    text = f"no array in it fits {where} of the experiment, which needs a {main} {wants[main]}"
    near = [name for name in rest if main in modules[name]]
    if not near:
        return f"{text}, and none is left"
    array = modules[near[0]][main]
    said = f"{text}: {short_value(f'{near[0]}.{main}')} has the shape {array.shape}"
    is_turned = array.ndim == 2 and array.T.shape == wants[main] and array.shape != wants[main]
    return f"{said}, which is the other way round" if is_turned else said


def _shapes_text(module: Arrays) -> str:
    return ", ".join(f"{name[:20]} {array.shape}" for name, array in list(module.items())[:2])


def _is_counted(names: list[str]) -> bool:
    """Return whether names differ in numbers alone: then it is known which comes first."""
    return len({re.sub("[0-9]+", "0", name) for name in names}) == 1


def _as_counted(name: str) -> list[tuple[int, str]]:
    """Return what sorts names as people count: 2 stands before 10."""
    return [
        (int(part) if part.isdecimal() else -1, part) for part in re.split(r"([0-9]+)", name)
    ]


def _fits(module: Arrays, one: _Wanted) -> bool:
    """Return whether a module has the arrays of a layer; it may do without a bias."""
    theirs = {weight.theirs: weight for weight in one.weights}
    if not module.keys() <= theirs.keys() or theirs.keys() - module.keys() - {"bias"}:
        return False
    return all(
        array.ndim == len(one.shapes[theirs[name].ours])
        and _turned(array, theirs[name]).shape == one.shapes[theirs[name].ours]
        for name, array in module.items()
    )


def _ours(module: Arrays, one: _Wanted, weight: TorchWeight) -> NDArray[Any]:
    array = module.get(weight.theirs)
    return np.zeros(one.shapes[weight.ours]) if array is None else _turned(array, weight)


def _turned(array: NDArray[Any], weight: TorchWeight) -> NDArray[Any]:
    return array.transpose(np.argsort(weight.order)) if weight.order else array


def _is_per_unit(one: _Wanted, array: NDArray[Any]) -> bool:
    """Return whether numbers are of what a layer gives, not of what it reads."""
    return one.outline.spec.SUMS_ALL_INPUTS and array.ndim == 1


def _rows_in_our_order(maps: Shape) -> IntArray:
    places = np.arange(math.prod(maps))
    return places.reshape(maps[2], *maps[:2]).transpose(1, 2, 0).reshape(-1)


def _checked(path: str, array: NDArray[Any], shape: Shape) -> FloatArray:
    if array.shape != shape:
        raise LoadError(f"{path}: expected the shape {shape}, received {array.shape}")
    with np.errstate(over="ignore", invalid="ignore"):
        single = np.ascontiguousarray(array, np.float32)
    if not np.isfinite(single).all():
        raise LoadError(f"{path} is infinite or undefined")
    return single
