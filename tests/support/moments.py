"""Moments and lab states on real digits, for tests of panels."""

from __future__ import annotations

import gzip
from functools import lru_cache

import numpy as np

from core.assets import asset_path
from core.datasets.batch import cut_batch
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part, Sample
from core.experiment import LOSSES
from core.inspection.moment import Moment
from core.network_spec import build_network
from core.presets import PRESETS, SEED_CNN
from core.trace import trace_sample
from core.training.build import session_for
from core.training.objective import Objective
from core.training.snapshot import take_snapshot
from core.training.step_notebook import StepNotebook
from gui.state.experiment_document import ExperimentDocument
from gui.state.lab_state import LabState
from gui.state.loaded_data import LoadedData
from gui.state.moment import CurrentMoment
from gui.state.phase_player import PhasePlayer
from gui.state.sample import CurrentSample
from gui.state.selection import Selection
from gui.state.timeline import Timeline
from gui.state.trail import Trail
from gui.theme.theme import DARK, CurrentTheme


@lru_cache(maxsize=1)
def small_mnist() -> Dataset:
    """Return MNIST's 10,000 test images as a data set: 9,000 to train on, 1,000 to test."""
    raw = gzip.decompress(asset_path("mnist/t10k-images-idx3-ubyte.gz").read_bytes())
    images = np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 28, 28, 1)
    raw = gzip.decompress(asset_path("mnist/t10k-labels-idx1-ubyte.gz").read_bytes())
    labels = np.frombuffer(raw, np.uint8, offset=8)
    return Dataset(
        "MNIST",
        LabelledImages(images[:9000], labels[:9000]),
        LabelledImages(images[9000:], labels[9000:]),
        tuple("0123456789"),
    )


def make_sample(index: int = 0) -> Sample:
    """Return one real digit."""
    test = small_mnist().test
    return Sample(Part.TEST, index, test.images[index], int(test.labels[index]))


def make_moment(preset_name: str = "seed-cnn", *, steps: int = 0, index: int = 0, network=None):
    """Return a `Moment` of a preset (or of a given NetworkSpec) after some real SGD steps."""
    experiment = PRESETS[preset_name]
    spec = network or experiment.network
    built = build_network(spec, rng=np.random.default_rng(7))
    initial = take_snapshot(built, step=0, epoch=0)
    objective = Objective(built, LOSSES[experiment.loss]())
    optimizer = experiment.optimizer.build(built.trained_parameters())
    data = small_mnist().train
    notebook = StepNotebook(built, optimizer, data, np.arange(len(data)))
    for step in range(steps):
        rows = np.arange(step * 32, step * 32 + 32) % len(data)
        x = cut_batch(data.images, rows, spec.input_shape, batch_innermost=True)
        if step == steps - 1:
            notebook.want_next()
        notebook.begin(step + 1, rows)
        objective.value_and_gradients(x, data.labels[rows].astype(np.int64))
        optimizer.step()
        notebook.finish(1.0)
    snapshot = take_snapshot(built, step=steps, epoch=min(steps, 1), record=notebook.record)
    sample = make_sample(index)
    x = cut_batch(sample.image[None], slice(None), spec.input_shape, batch_innermost=False)
    trace = trace_sample(built, LOSSES[experiment.loss](), x[0], sample.label)
    experiment = experiment.replace(network=spec)
    return Moment(spec, spec.outline(), snapshot, initial.values, sample, trace, experiment)


def trained_moment(experiment, *, steps, index=0):
    """Return the `Moment` of a real session after some steps, the last of them noted."""
    session = session_for(experiment, small_mnist(), threads=1)
    initial = take_snapshot(session.network, step=0, epoch=0)
    while session.step < steps:
        session.notebook.want_next()
        for _ in session.run_step():
            pass
    snapshot = take_snapshot(
        session.network, step=session.step, epoch=session.epoch, record=session.notebook.record
    )
    sample, spec = make_sample(index), experiment.network
    x = cut_batch(sample.image[None], slice(None), spec.input_shape, batch_innermost=False)
    trace = trace_sample(session.network, session.objective.loss, x[0], sample.label)
    return Moment(spec, spec.outline(), snapshot, initial.values, sample, trace, experiment)


def make_lab_state(theme=DARK, experiment=SEED_CNN) -> LabState:
    """Return fresh shared state with real data loaded and one digit chosen; no moment yet."""
    data = LoadedData()
    data.use(small_mnist(), experiment.validation_share, experiment.seed)
    sample = CurrentSample()
    sample.show(data.sample(Part.TEST, 0))
    selection, moment = Selection(), CurrentMoment()
    return LabState(
        experiment=ExperimentDocument(experiment),
        data=data,
        sample=sample,
        selection=selection,
        moment=moment,
        theme=CurrentTheme(theme),
        trail=Trail(selection, moment),
        timeline=Timeline(moment),
        phases=PhasePlayer(moment),
    )
