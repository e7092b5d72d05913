"""The batch of a recorded step, pushed through the network as it was before it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.arrays import FloatArray
from core.augmentation.augmenter import Augmenter
from core.datasets.dataset import LabelledImages
from core.experiment import Experiment
from core.ledger.batch_shares import batch_shares
from core.ledger.page import Page
from core.ledger.step_batch import StepBatch
from core.network_spec import build_network
from core.random_streams import random_stream
from core.training.gradient_step import GradientStep
from core.training.objective import Objective
from core.training.snapshot import Snapshot, load_values

#: Samples of a network that couples them: they have to go through it together.
MAX_COUPLED = 4_096


class BatchReplay:
    """Takes batches of one experiment through a network of its own, sample by sample.

    Everything that was drawn at random in the step is drawn again as it was: the changes of
    the images, and the masks of dropout.

    Parameters
    ----------
    experiment : Experiment
    data : LabelledImages
        What the experiment was trained on.
    """

    def __init__(self, experiment: Experiment, data: LabelledImages) -> None:
        self.experiment = experiment
        self.data = data
        self._outlines = experiment.network.outline()
        # from the run's own stream: the masks of dropout follow from what was drawn here
        rng = random_stream(experiment.seed, "init")
        self._network = build_network(experiment.network, rng=rng)
        self._loss = experiment.make_loss()
        self._step = GradientStep(
            Objective(self._network, self._loss),
            data,
            experiment.network.input_shape,
            Augmenter.if_any(experiment.augmentation, data.images.shape[1:], experiment.seed),
            threads=1,
        )

    def page(
        self,
        address: ParameterAddress,
        snapshot: Snapshot,
        *,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Page:
        """Return what each sample of the latest batch contributed to a weight's gradient.

        Parameters
        ----------
        address : ParameterAddress
        snapshot : Snapshot
            With its record.
        cancelled : callable, optional
            Asked between two shards.

        Raises
        ------
        LedgerError
            If it cannot be shown; the text says why.
        Cancelled
            If `cancelled` says so.
        """
        record = snapshot.record
        if record is None:
            raise LedgerError("This moment was stored without its batch.")
        couples = any(layer.couples_samples for layer in self._network.layers)
        if couples and len(record) > MAX_COUPLED:
            raise LedgerError(
                "Batch normalisation couples the samples, so all go through the network at "
                f"once. A batch of {len(record):,} is too large for that: choose a smaller "
                "batch to see its samples."
            )
        rows, labels = record.rows, self.data.labels
        load_values(self._network, record.values)

        def cut(start: int, stop: int) -> FloatArray:
            return self._step.cut(rows[start:stop], record.step - 1, start)

        notes = [] if self.experiment.augmentation.is_off else [AUGMENTED]
        return batch_shares(
            address,
            self._outlines,
            self._network,
            self._loss,
            StepBatch(
                cut,
                labels[rows].astype(np.int64),
                numbers=np.searchsorted(record.train_rows, rows),
                clip_factor=record.clip_factor,
                notes=notes,
            ),
            stored=float(snapshot.gradients[address.path][address.index]),
            cancelled=cancelled,
        )


AUGMENTED = (
    "The images were changed at random for this step; the same changes were drawn again here. "
    "A click shows an image as it is."
)
