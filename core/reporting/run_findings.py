"""What comes out when a run is judged on its images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

import numpy as np

from core.arrays import ByteArray, FloatArray
from core.datasets.dataset import Dataset
from core.documents.dataset_digest import has_digest
from core.evaluation.judgement import Judgement, judgement_of
from core.evaluation.ranking import Ranking, most_wrong, ranked
from core.evaluation.usual_part import UsualPart, usual_part
from core.evaluation.verdicts import Verdicts, judge_images
from core.exporting.trained_model import FULL_INK, TrainedModel
from core.reporting.run_story import RunStory
from core.trace import Trace, trace_sample
from core.training.build import check_trainable
from core.training.objective import Objective
from core.training.shard_plan import plan_shards

#: Called with the share that is done and what is being done; what it raises ends the work.
Progress = Callable[[float, str], object]
#: Images whose maps are shown, of those that are right and of those that are wrong.
RIGHT, WRONG = 2, 2
#: Most pixels of a few images of ink are darker than that, of 255.
_FEW, _PAPER = 64, 64


@dataclass(frozen=True, slots=True, eq=False)
class ShownImage:
    """An image, and all that the network makes of it.

    Attributes
    ----------
    index : int
        Among those of its part, from 0.
    image : ndarray of uint8, shape (H, W, C)
    label : int
    trace : Trace
    """

    index: int
    image: ByteArray
    label: int
    trace: Trace

    @property
    def is_right(self) -> bool:
        """Whether it is taken for what it is."""
        return self.trace.predicted == self.label


@dataclass(frozen=True, slots=True, eq=False)
class RunFindings:
    """How a run does on some of its images.

    Attributes
    ----------
    dataset : Dataset
    part : UsualPart
    judgement : Judgement
    verdicts : Verdicts
    shown : tuple of ShownImage
        The surest right ones, of different classes, and then the worst mistakes.
    are_others : bool
        Whether these are not the very images that the run was trained on.
    """

    dataset: Dataset
    part: UsualPart
    judgement: Judgement
    verdicts: Verdicts
    shown: tuple[ShownImage, ...]
    are_others: bool

    @property
    def is_ink(self) -> bool:
        """Whether grey images are ink on nothing, to be drawn dark; photographs never are."""
        few = self.dataset.train.images[:_FEW, ::2, ::2]
        return bool(np.median(few) < _PAPER)

    def picture_of(self, image: ByteArray) -> FloatArray:
        """Return an image of shape (H, W, C) from 0 to 1: (H, W) for ink, else (H, W, 3)."""
        values: FloatArray = image.astype(np.float32) / FULL_INK
        if values.shape[-1] < 3:
            values = values[..., 0] if self.is_ink else np.repeat(values[..., :1], 3, axis=-1)
        return values[..., :3] if values.ndim == 3 else values


def run_findings(
    story: RunStory, model: TrainedModel, dataset: Dataset, progress: Progress
) -> RunFindings:
    """Judge a run on the images that `usual_part` names.

    Raises
    ------
    CoreError
        If the network cannot read these images, or there are none.
    """
    experiment = story.experiment
    check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
    part = usual_part(experiment, dataset)
    objective = Objective(model.network, experiment.make_loss())
    verdicts = judge_images(
        objective,
        part.data,
        part.rows,
        experiment.network,
        len(dataset.class_names),
        progress=progress,
        threads=plan_shards(model.network, experiment.network.input_shape).threads,
    )
    recipe = story.recipe
    return RunFindings(
        dataset,
        part,
        judgement_of(verdicts, dataset.class_names),
        verdicts,
        tuple(_shown(model, part, at) for at in _chosen(verdicts)),
        recipe is not None and not has_digest(dataset, recipe.data_digest),
    )


def _chosen(verdicts: Verdicts) -> tuple[int, ...]:
    """Return the places of the images that are shown."""
    if verdicts.is_broken:
        return ()
    right: list[int] = []
    classes: set[int] = set()
    for at in ranked(verdicts, np.flatnonzero(verdicts.is_right), Ranking.CONFIDENCE).tolist():
        if len(right) == RIGHT:
            break
        if int(verdicts.true[at]) not in classes:
            classes.add(int(verdicts.true[at]))
            right.append(at)
    return tuple(chain(right, most_wrong(verdicts)[:WRONG].tolist()))


def _shown(model: TrainedModel, part: UsualPart, at: int) -> ShownImage:
    row = int(part.rows[at])
    image, label = part.data.images[row], int(part.data.labels[row])
    experiment = model.experiment
    x = image.reshape(experiment.network.input_shape).astype(np.float32)
    with np.errstate(all="ignore"):
        trace = trace_sample(
            model.network, experiment.make_loss(), x / np.float32(FULL_INK), label
        )
    return ShownImage(at, image, label, trace)
