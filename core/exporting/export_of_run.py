"""From a trained network to files for another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from core.arrays import ByteArray
from core.data_description import DataDescription
from core.datasets.dataset import Dataset
from core.datasets.first_look import first_look
from core.errors import LoadError
from core.evaluation.usual_part import usual_part
from core.experiment import Experiment
from core.exporting.export_error import ExportError
from core.exporting.exporter import Exporter
from core.exporting.parity import EXPECTED, IMAGES, parity
from core.exporting.trained_model import TrainedModel
from core.formats.atomic_file import AtomicFile
from core.number_text import digits_text


@dataclass(frozen=True, slots=True, eq=False)
class ExportOfRun:
    """Files that are made, and not written yet.

    Attributes
    ----------
    title : str
        Of the format.
    step : int
        After which the weights are these.
    files : mapping of Path to bytes
    difference : float or None
        The largest from our own outputs; None if they were not compared.
    trouble : str
        Why they could not be compared, or nothing.
    """

    title: str
    step: int
    files: Mapping[Path, bytes]
    difference: float | None
    trouble: str

    @property
    def parity_text(self) -> str:
        """What is said of the difference; nothing if there was no comparison."""
        if self.difference is None:
            return ""
        text = f"Largest difference from our own outputs: {digits_text(self.difference, 3)}"
        if not self.difference <= EXPECTED:
            text += f", more than the {digits_text(EXPECTED, 1)} that rounding explains"
        return text

    def write(self) -> None:
        """Write all of the files or, as far as that can be foreseen, none of them.

        Raises
        ------
        OSError
            If that fails.
        """
        with ExitStack() as stack:
            # the last one opened is in its place first: a script never lacks its weights
            for path, content in self.files.items():
                stack.enter_context(AtomicFile(path)).file.write(content)


def export_of_run(
    exporter: Exporter, model: TrainedModel, out: Path, name: str, load: Callable[[], Dataset]
) -> ExportOfRun:
    """Return a run in another program's way, compared with our own outputs if that can be.

    Parameters
    ----------
    exporter : Exporter
    model : TrainedModel
    out : Path
    name : str
        Of the run, for errors.
    load : callable
        Returns its images; only called where they are needed: to compare outputs, or for the
        names of the classes where a first look does not find them.

    Raises
    ------
    ExportError
        If it cannot be exported there.
    """
    if exporter.HAS_WEIGHTS:
        model.check_finite(name)
        model = _named(model, load, is_read=exporter.can_run)
    files = exporter.files(model, out)
    difference, trouble = None, ""
    if exporter.can_run:
        try:
            images = images_to_compare(model.experiment, load())
            difference = parity(exporter, model, files, images)
        except (LoadError, ExportError) as error:
            trouble = f"not compared with our own outputs: {error}"
    return ExportOfRun(exporter.TITLE, model.step, files, difference, trouble)


def images_to_compare(experiment: Experiment, dataset: Dataset) -> ByteArray:
    """Return images to compare outputs on: for testing, else held back, else for training."""
    part = usual_part(experiment, dataset)
    images: ByteArray = part.data.images[part.rows[:IMAGES]]
    return images


def _named(model: TrainedModel, load: Callable[[], Dataset], *, is_read: bool) -> TrainedModel:
    """Return the same with the names of its classes, as far as its data is there.

    Parameters
    ----------
    is_read : bool
        Whether the images are read for something else as well.
    """
    data = model.experiment.data
    try:
        if not is_read:
            named = model.named(first_look(data, at_most=1).class_names)
            if named.class_names:
                return named
        return model.named(load().class_names)
    except LoadError:
        return model.named(DataDescription.of(data).class_names or ())
