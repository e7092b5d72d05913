"""Write why a run says what it says of one image."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from core.arrays import ByteArray, FloatArray, Shape
from core.commands.data_of_run import data_of_run
from core.commands.evaluate import PARTS, TEST, TRAINING
from core.commands.json_line import json_line
from core.commands.output_file import written
from core.commands.surroundings import Surroundings
from core.data_description import with_source
from core.datasets.dataset import Dataset
from core.datasets.split import split_rows
from core.documents.stored_run import StoredRun
from core.errors import LoadError, SpecError
from core.experiment import Experiment
from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import ClassScore, Target
from core.explanation.integrated_gradients import missed_share
from core.explanation.map_picture import map_png
from core.formats.atomic_write import write_atomically
from core.formats.file_access import short_name
from core.formats.npy_array import npy_bytes
from core.formats.output_target import OutputError, check_output, stat_of
from core.network_spec import build_network
from core.number_text import fixed_text, percent_text
from core.number_words import counted
from core.random_streams import random_stream
from core.training.build import check_trainable
from core.training.snapshot import load_values

ARRAY, PICTURE = ".npy", ".png"


def explain(options: Namespace, surroundings: Surroundings) -> None:
    """Write a map over one image: how much each of its pixels speaks for a class.

    Whatever cannot be done is raised as `CoreError`.
    """
    method = EXPLANATION_METHODS[options.method]
    out = Path(options.out)
    _check_target(out, options)
    place = _place(options.sample)
    with StoredRun(options.run) as run, surroundings.progress_bar() as bar:
        experiment = run.experiment
        if options.data is not None:
            experiment = experiment.replace(data=with_source(experiment.data, options.data))
        dataset = data_of_run(options.run, experiment, options.data, bar)
        check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
        image = _image(*place, experiment, dataset)
        weights = run.best if options.step is None else run.weights_at(options.step, dataset)
        x = image.astype(np.float32) / np.float32(255)
        make = _score_of(experiment, weights.values, dataset.image_shape)
        began = time.perf_counter()
        target = _target(options, dataset.class_names, make, x)
        score = make(target)
        with np.errstate(all="ignore"):  # what is not finite is refused below
            values, steps = method.explain_in_steps(
                score, x, lambda share: bar.show(share, "Explaining")
            )
            scores = score.values(np.stack([x, np.zeros_like(x)]))
        seconds = time.perf_counter() - began
    if not np.isfinite(values).all() or not np.isfinite(scores).all():
        raise LoadError(
            f"{short_name(options.run)}: the scores of this network are not finite numbers, so "
            "there is nothing to explain"
        )
    with surroundings.interruption.held():
        _write(out, values)
        surroundings.interruption.kept = f"the map is in {out}"
    total, delta = float(values.sum()), float(scores[0] - scores[1])
    of = f"{_words(target, dataset.class_names)} of {options.sample} at step {weights.step:,}"
    surroundings.report(
        f"{method.TITLE} for class {of}: {out}\n{method.RULE}\n{_sums(total, delta, steps)}",
        partial(
            json_line,
            {
                "method": method.NAME,
                "target": target.index,
                "against": target.against,
                "sum": total,
                "delta": delta,
                "steps": steps or None,
                "step": weights.step,
                "shape": list(values.shape),
                "seconds": seconds,
            },
        ),
    )


def _score_of(
    experiment: Experiment, values: Mapping[str, FloatArray], image_shape: Shape
) -> partial[ClassScore]:
    """Return what makes the score of a `Target`, with some weights."""
    network = build_network(experiment.network, rng=random_stream(0, "init"))
    load_values(network, values)
    return partial(
        ClassScore, network, experiment.network, experiment.make_loss(),
        image_shape=image_shape,
    )  # fmt: skip


def _check_target(out: Path, options: Namespace) -> None:
    if out.suffix.lower() not in (ARRAY, PICTURE):
        raise OutputError(
            f"{short_name(out)}: expected a name ending in {ARRAY} (numbers) or {PICTURE} (a "
            "picture)"
        )
    inputs = (options.run,) if options.data is None else (options.run, options.data)
    check_output(out, inputs)
    if not options.overwrite and stat_of(out) is not None:
        raise OutputError(
            f"{short_name(out)}: there is such a file already: replace it with --overwrite"
        )


def _place(sample: str) -> tuple[str, int]:
    """Return the part and the index that ``PART:INDEX`` names.

    Raises
    ------
    LoadError
        If it names none.
    """
    part, _, number = sample.partition(":")
    if part not in PARTS or not (number.isascii() and number.isdecimal()):
        raise LoadError(
            f"--sample: expected a part and a number, as in test:0, received {sample[:40]!r}; "
            f"the parts are {', '.join(PARTS)}"
        )
    return part, _number(number)


def _image(part: str, index: int, experiment: Experiment, dataset: Dataset) -> ByteArray:
    """Return an image of a part, counted as in the window: from 0.

    Raises
    ------
    LoadError
        If there is none.
    """
    training, validation = split_rows(
        len(dataset.train), experiment.validation_share, experiment.seed
    )
    rows, data = (training if part == TRAINING else validation), dataset.train
    if part == TEST and dataset.test is not None:
        rows, data = np.arange(len(dataset.test)), dataset.test
    elif part == TEST:
        rows = rows[:0]
    if not len(rows):
        raise LoadError(f"{dataset.name}: there are no {part} images")
    if index >= len(rows):
        raise LoadError(
            f"--sample: expected a {part} image from 0 to {len(rows) - 1:,}, received {index:,}"
        )
    image: ByteArray = data.images[rows[index]]
    return image


def _target(
    options: Namespace, names: Sequence[str], make: partial[ClassScore], x: FloatArray
) -> Target:
    """Return the class to explain, the predicted one unless another is named.

    Raises
    ------
    SpecError
        If there is no such class, or it is set against itself.
    """
    if options.target is not None:
        index = _class(options.target, names, "--target")
    else:
        with np.errstate(all="ignore"):
            index = int(make(Target(0)).of_all(x[None]).argmax())
    if options.against is None:
        return Target(index)
    against = _class(options.against, names, "--against")
    if against == index:
        raise SpecError(
            f"--against: expected another class than the explained one, received {names[index]}"
        )
    return Target(index, against)


def _class(wanted: str, names: Sequence[str], option: str) -> int:
    """Return the index of a class, by its name or number.

    Raises
    ------
    SpecError
        If there is no such class.
    """
    if wanted in names:
        return names.index(wanted)
    if wanted.isascii() and wanted.isdecimal() and _number(wanted) < len(names):
        return _number(wanted)
    raise SpecError(
        f"{option}: expected a class, by its name or a number from 0 to {len(names) - 1}, "
        f"received {wanted[:40]!r}"
    )


def _number(digits: str) -> int:
    """Return what digits say; of very many, a number that is too large for anything."""
    return int(digits.lstrip("0")[:20] or "0")


def _words(target: Target, names: Sequence[str]) -> str:
    name = names[target.index]
    return name if target.against is None else f"{name} against {names[target.against]}"


def _sums(total: float, delta: float, steps: int) -> str:
    """Return what a map adds up to, and how far that is from what the ink did to the score."""
    text = f"The map adds up to {fixed_text(total, 4)}"
    if steps:
        text += (
            f", {percent_text(missed_share(total, delta))} off with {counted(steps, 'step')}"
        )
    above = fixed_text(delta, 4)
    return f"{text}; with the ink the score is {above} above that of a blank image."


def _write(out: Path, values: FloatArray) -> None:
    content = map_png(values) if out.suffix.lower() == PICTURE else npy_bytes(values)
    written(out, partial(write_atomically, out, content))
