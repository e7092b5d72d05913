"""What a network takes pictures of digits for."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.arrays import ByteArray, Shape
from core.data_description import DataDescription
from core.datasets.batch import cut_batch
from core.datasets.image_files import FolderFiles
from core.datasets.loading_watch import Progress
from core.documents.stored_run import Values
from core.drawing.preparation import prepared
from core.errors import LoadError
from core.evaluation.submission import trained_network
from core.experiment import Experiment
from core.formats.file_access import short_name
from core.formats.image_file import read_picture
from core.formats.picture_bytes import decoded
from core.formats.picture_frame import COLOR, GREY, PictureFit, framed
from core.network import Network
from core.network_spec import NetworkSpec

#: Pictures that go through the network at once.
AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class PicturePrediction:
    """What a picture is taken for.

    Attributes
    ----------
    file : str
        Its name.
    label : int
        Index of the class.
    probability : float or None
        Given to that class; None if the network gives no probabilities.
    """

    file: str
    label: int
    probability: float | None


def picture_shape(spec: NetworkSpec, size: tuple[int, int] | None = None) -> Shape:
    """Return the shape (H, W, C) of the images a network reads.

    Flat samples are of the size that was chosen for the data, else squares.

    Raises
    ------
    LoadError
        If flat samples are of no square.
    """
    if len(spec.input_shape) == 3:
        return spec.input_shape
    if size is not None and spec.input_shape[0] % (size[0] * size[1]) == 0:
        return *size, spec.input_shape[0] // (size[0] * size[1])
    side = round(spec.input_shape[0] ** 0.5)
    if side * side != spec.input_shape[0]:
        raise LoadError(
            f"the network of the run reads {spec.input_shape[0]} numbers, which are no square "
            "picture"
        )
    return side, side, 1


def prepared_picture(path: Path, shape: Shape) -> ByteArray:
    """Return a picture as an image of `shape`, prepared as MNIST's digits were.

    Raises
    ------
    LoadError
        If it cannot be read, or there is no ink in it.
    """
    grey = read_picture(path).grey
    try:
        image = prepared(grey, size=(shape[0], shape[1])).image
    except LoadError as error:
        raise LoadError(f"{short_name(path)}: {error}") from None
    return np.repeat(image[..., None], shape[2], axis=2)


def chosen_picture(path: Path, shape: Shape, data: DataDescription) -> ByteArray:
    """Return a picture as an image of `shape`, prepared as the pictures of its data were.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    content = FolderFiles(path.parent).read((path.name,))
    picture = decoded(content, path.name, 2 * max(shape[:2]))
    image = framed(picture, shape, PictureFit(data.fit))
    return ~image if data.invert else image


def are_photos(shape: Shape, data: DataDescription) -> bool:
    """Return whether pictures are taken as they are: in colour, or chosen so for the data.

    All others are taken for drawings of a digit.
    """
    plain = DataDescription(data.source)
    is_chosen = any(
        getattr(data, name) != getattr(plain, name)
        for name in ("size", "fit", "channels", "invert")
    )
    return shape[2] == COLOR or (is_chosen and shape[2] == GREY)


def predicted_pictures(
    paths: Sequence[Path],
    experiment: Experiment,
    values: Values,
    remark: Callable[[str], object],
    progress: Progress,
) -> list[PicturePrediction]:
    """Return what pictures are taken for; those of many that cannot be read are left out.

    Parameters
    ----------
    paths : sequence of Path
    experiment : Experiment
        Of the run.
    values : mapping of str to ndarray
        What it has learned, by path.
    remark : callable
        Told of every picture that is left out.
    progress : callable

    Raises
    ------
    LoadError
        If none can be read, or the network is not made for pictures.
    """
    spec = experiment.network
    data = DataDescription.of(experiment.data)
    shape = picture_shape(spec, data.size)
    photos = are_photos(shape, data)
    network = trained_network(experiment, values, shape)
    found: list[PicturePrediction] = []
    trouble: list[LoadError] = []
    for start in range(0, len(paths), AT_ONCE):
        images: dict[str, ByteArray] = {}
        for path in paths[start : start + AT_ONCE]:
            try:
                images[path.name] = (
                    chosen_picture(path, shape, data)
                    if photos
                    else prepared_picture(path, shape)
                )
            except LoadError as error:
                trouble.append(error)
        if images:
            found += _judged(network, spec, images)
        progress(min(1.0, (start + AT_ONCE) / len(paths)), "Reading pictures")
    if not found and trouble:
        raise trouble[0]
    for reason in trouble:
        remark(str(reason))
    return found


def _judged(
    network: Network, spec: NetworkSpec, images: Mapping[str, ByteArray]
) -> list[PicturePrediction]:
    rows = np.arange(len(images))
    stack = np.stack(list(images.values()))
    x = cut_batch(stack, rows, spec.input_shape, batch_innermost=False)
    with np.errstate(all="ignore"):  # a diverged network has an opinion too
        outputs = network.forward(x, training=False)
    labels = outputs.argmax(axis=1)
    sure = outputs[rows, labels] if spec.layers[-1].GIVES_PROBABILITIES else None
    return [
        PicturePrediction(name, int(labels[at]), None if sure is None else float(sure[at]))
        for at, name in enumerate(images)
    ]


def picture_table(predictions: Sequence[PicturePrediction]) -> bytes:
    """Return ``file,label,probability`` and a line for each picture."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("file", "label", "probability"))
    for one in predictions:
        sure = "" if one.probability is None else f"{one.probability:.6f}"
        writer.writerow((one.file, one.label, sure))
    return buffer.getvalue().encode("utf-8", errors="backslashreplace")
