"""One run, one step, one sample: what everything on screen comes from."""

from __future__ import annotations

import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from core.arrays import FloatArray
from core.datasets.batch import cut_batch
from core.datasets.sample import Part, Sample
from core.documents.replay_exactness import INEXACT_MARK
from core.experiment import Experiment
from core.inspection.network_copy import NetworkCopy
from core.network_spec import LayerOutline, NetworkSpec
from core.trace import Trace, trace_sample
from core.training.snapshot import Snapshot
from core.what_if.edits import NO_EDITS, Edits

#: What tells weights apart: run, step, and what was changed in them.
WeightsKey = tuple[str, int, Edits]


def new_run_id() -> str:
    """Return what distinguishes one run in this program from every other one."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What a run was at some step, and what it made of one sample then.

    Attributes
    ----------
    network : NetworkSpec
        Of the run, which need not be the one that is being edited.
    outlines : tuple of LayerOutline
    snapshot : Snapshot
        Weights and batch gradients at that step.
    initial : mapping of str to ndarray
        Weights at step 0 of the same run, by path.
    sample : Sample
    trace : Trace
        What the weights of `snapshot` make of `sample`.
    experiment : Experiment or None
        What the run was made from; None if only its network is known.
    run_id : str
        The same for all moments of one run, and for no others.
    inexact : str
        Why it is not what the run itself computed, bit for bit, in a sentence; empty if it is.
        A moment that was replayed by another kernel or version is not.
    edits : Edits
        What was changed in the run's network to make `network` and `snapshot`, to see what
        it does then; empty in a moment of the run itself.
    unedited : Snapshot or None
        The run's own, if something was changed.
    run_experiment : Experiment or None
        What the run was made from, whatever was changed since.
    """

    network: NetworkSpec
    outlines: tuple[LayerOutline, ...]
    snapshot: Snapshot
    initial: Mapping[str, FloatArray]
    sample: Sample
    trace: Trace
    experiment: Experiment | None = None
    run_id: str = field(default_factory=new_run_id)
    inexact: str = ""
    edits: Edits = NO_EDITS
    unedited: Snapshot | None = None
    run_experiment: Experiment | None = None

    @property
    def weights_key(self) -> WeightsKey:
        """The same for all moments of the same weights, whatever sample is shown."""
        return self.run_id, self.snapshot.step, self.edits

    @property
    def target(self) -> int | None:
        """The class that loss and gradients are of: the true one, else the supposed one.

        A drawing that is not said to be anything is taken for what the network
        says it is.  None without gradients.
        """
        if self.sample.label is not None or self.trace.gradients is None:
            return self.sample.label
        return self.trace.predicted

    @property
    def is_target_supposed(self) -> bool:
        """Whether loss and gradients are of the class that the network says."""
        return self.sample.label is None and self.target is not None

    @property
    def is_exact(self) -> bool:
        """Whether it is what the run itself computed, bit for bit."""
        return not self.inexact

    @property
    def step_text(self) -> str:
        """Which step it is, as headlines say it: with a mark if it is not exact, or changed."""
        text = f"step {self.snapshot.step:,}"
        if self.edits:
            text += f" · what if: {self.edits.count_words}"
        return text if self.is_exact else f"{text} · {INEXACT_MARK}"


def _of_a_class(sample: Sample, spec: NetworkSpec) -> Sample:
    """Return a sample; a drawing that is meant as no class of this network means nothing."""
    if sample.part is not Part.DRAWING or sample.label is None:
        return sample
    if sample.label < math.prod(spec.outline()[-1].output_shape):
        return sample
    return replace(sample, label=None)


def moment_of(
    experiment: Experiment,
    snapshot: Snapshot,
    sample: Sample,
    network: NetworkCopy,
    *,
    initial: Mapping[str, FloatArray],
    run_id: str,
    drops: bool = False,
    inexact: str = "",
    edits: Edits = NO_EDITS,
) -> Moment:
    """Run a sample through what a run was at some step, and back.

    Parameters
    ----------
    experiment : Experiment
        What the run was made from.
    snapshot : Snapshot
        The run at that step.
    sample : Sample
    network : NetworkCopy
        Takes on the weights of `snapshot`.
    initial : mapping of str to ndarray
        Weights at step 0 of the run, by path.
    run_id : str
        Of the run.
    drops : bool
        Whether dropout drops as in training.
    inexact : str
        Why `snapshot` is not the run's own, bit for bit; empty if it is.
    edits : Edits
        Changes to be seen: the only place where they are made to what panels show.

    Raises
    ------
    SpecError
        If an edit does not fit the network.
    """
    of_run, unedited = experiment, snapshot if edits else None
    if edits:
        spec, snapshot = edits.snapshot_of(experiment.network, snapshot)
        experiment = experiment.replace(network=spec)
    return replace(
        _moment(experiment, snapshot, sample, network, run_id, drops=drops),
        initial=initial,
        inexact=inexact,
        edits=edits,
        unedited=unedited,
        run_experiment=of_run,
    )


def _moment(
    experiment: Experiment,
    snapshot: Snapshot,
    sample: Sample,
    network: NetworkCopy,
    run_id: str,
    *,
    drops: bool,
) -> Moment:
    """Return what the weights of a snapshot make of a sample."""
    spec, loss = experiment.network, experiment.make_loss()
    sample = _of_a_class(sample, spec)
    x = cut_batch(sample.image[None], slice(None), spec.input_shape, batch_innermost=False)
    place = (tuple(Part).index(sample.part), sample.index)
    with np.errstate(all="ignore"):  # a diverged network stays inspectable
        trace = trace_sample(
            network.at(spec, snapshot, experiment.seed),
            loss,
            x[0],
            sample.label,
            dropping=place if drops else None,
            supposes=sample.part is Part.DRAWING,
        )
    return Moment(
        network=spec,
        outlines=spec.outline(),
        snapshot=snapshot,
        initial=snapshot.values,
        sample=sample,
        trace=trace,
        experiment=experiment,
        run_id=run_id,
    )
