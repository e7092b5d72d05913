"""Measure the maps of the data, the likes of filters, and what they cost the training.

Prints, for networks after one epoch on MNIST,

- processor and wall seconds of a map of 2,000 test images by PCA and by t-SNE, from nothing
  and from the map of a step before, alone;
- the same t-SNE beside a run that trains at full speed, and the share of its images per second
  that the training keeps meanwhile;
- seconds for the nine strongest answers of all filters of the first layer among 10,000 images,
  for an input made up for one of them, and for a path of integrated gradients.

Usage: ``python benchmarks/mapping.py [--presets seed-cnn,lenet-5] [--rounds 3]``
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from sys import path, setswitchinterval
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
path.insert(0, str(ROOT))

from core.blas_threads import limit_blas_threads  # noqa: E402

limit_blas_threads()

if TYPE_CHECKING:
    from core.arrays import FloatArray
    from core.data_map.data_map import DataMap, LayoutKind
    from core.datasets.dataset import Dataset
    from core.training.session import TrainingSession

MANY_EPOCHS = 10_000
TRAINED_SECONDS = 3.0
WARM_UP_SECONDS = 1.0


class Mapper:
    """Maps the test images by what the scores of one trained network are made of."""

    def __init__(self, session: TrainingSession, dataset: Dataset, preset: str) -> None:
        import numpy as np

        from core.inspection.network_copy import NetworkCopy
        from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
        from core.presets import PRESETS
        from core.training.objective import Objective
        from core.training.snapshot import take_snapshot

        self.spec = PRESETS[preset].network
        snapshot = take_snapshot(session.network, step=session.step, epoch=0)
        self.network = NetworkCopy().at(self.spec, snapshot)
        self.objective = Objective(self.network, CategoricalCrossEntropy())
        if dataset.test is None:
            raise SystemExit("the data set has no test images")
        self.test = dataset.test
        self.rows = np.arange(len(self.test))
        weighted = [
            one.position
            for one in self.spec.outline()
            if one.spec.parameter_shapes(one.input_shape)
        ]
        self.first, self.layer = weighted[0], weighted[-1] - 1

    def map(self, kind: LayoutKind, before: FloatArray | None = None) -> DataMap:
        """Return a map."""
        from core.data_map.data_map import make_data_map

        def nothing(*_: object) -> None:
            """Show no progress."""

        return make_data_map(
            self.objective, self.spec, self.layer, self.test, self.rows, kind, nothing,
            nothing, before=before,
        )  # fmt: skip


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and processor seconds of this thread."""
    wall, processor = time.perf_counter(), time.thread_time()
    work()
    return time.perf_counter() - wall, time.thread_time() - processor


def trained(preset: str, dataset: Dataset, seconds: float) -> TrainingSession:
    """Return a session that has trained for a while."""
    from core.presets import PRESETS
    from core.training.build import session_for

    session = session_for(PRESETS[preset].replace(epochs=MANY_EPOCHS), dataset)
    end = time.perf_counter() + seconds
    for _ in session.run():
        if time.perf_counter() >= end:
            break
    return session


class Trainer:
    """Trains on a thread, and counts the images."""

    def __init__(self, preset: str, dataset: Dataset) -> None:
        self.images = 0
        self._stops = False
        self._thread = threading.Thread(target=self._train, args=(preset, dataset))
        self._thread.start()

    def rate_during(self, work: Callable[[], object]) -> float:
        """Return images per second while something else is done here."""
        images, began = self.images, time.perf_counter()
        work()
        return (self.images - images) / (time.perf_counter() - began)

    def stop(self) -> None:
        """End the thread."""
        self._stops = True
        self._thread.join(60)

    def _train(self, preset: str, dataset: Dataset) -> None:
        from core.presets import PRESETS
        from core.training.build import session_for
        from core.training.events import BatchFinished

        session = session_for(PRESETS[preset].replace(epochs=MANY_EPOCHS), dataset)
        for event in session.run():
            if isinstance(event, BatchFinished):
                self.images += event.images
            if self._stops:
                break


def report_maps(mapper: Mapper, rounds: int) -> None:
    """Print what maps take on a machine that does nothing else."""
    from core.data_map.data_map import LayoutKind

    before = mapper.map(LayoutKind.TSNE).layout  # the package is imported once
    for title, kind, start in (
        ("PCA", LayoutKind.PCA, None),
        ("t-SNE from nothing", LayoutKind.TSNE, None),
        ("t-SNE from the map before", LayoutKind.TSNE, before),
    ):
        times = [timed(lambda: mapper.map(kind, start)) for _ in range(rounds)]  # noqa: B023
        wall, processor = (statistics.median(one) for one in zip(*times, strict=True))
        print(f"  {title}: {wall:.2f} s (processor {processor:.2f} s)")


def report_training(mapper: Mapper, preset: str, dataset: Dataset, rounds: int) -> None:
    """Print what t-SNE takes beside training, and what training keeps."""
    from core.data_map.data_map import LayoutKind

    trainer = Trainer(preset, dataset)
    time.sleep(WARM_UP_SECONDS)
    kept, walls = [], []
    try:
        for _ in range(rounds):
            alone = trainer.rate_during(lambda: time.sleep(TRAINED_SECONDS))
            began = time.perf_counter()
            beside = trainer.rate_during(lambda: mapper.map(LayoutKind.TSNE))
            walls.append(time.perf_counter() - began)
            kept.append(beside / alone)
    finally:
        trainer.stop()
    print(
        f"  t-SNE beside training: {statistics.median(walls):.2f} s; training keeps "
        f"{100 * statistics.median(kept):.0f} % (lowest {100 * min(kept):.0f} %)"
    )


def report_likes(mapper: Mapper, rounds: int) -> None:
    """Print what strongest answers, a made-up input and a path take."""
    from core.explanation.class_score import ClassScore, Target
    from core.explanation.favourite_patches import favourite_patches
    from core.explanation.integrated_path import integrated_path
    from core.explanation.liked_input import liked_input
    from core.explanation.unit_answer import UnitAnswer
    from core.losses.categorical_cross_entropy import CategoricalCrossEntropy

    images, shape = mapper.test.images, mapper.test.images.shape[1:]
    answer = UnitAnswer(mapper.network, mapper.spec, mapper.first, 0)
    score = ClassScore(
        mapper.network, mapper.spec, CategoricalCrossEntropy(), Target(3), image_shape=shape
    )

    def nothing(*_: object) -> None:
        """Show no progress."""

    for title, work in (
        (
            f"strongest answers of layer {mapper.first} among {len(images):,} images",
            lambda: favourite_patches(
                mapper.network,
                mapper.spec.outline(),
                mapper.first,
                images,
                mapper.rows,
                nothing,
            ),
        ),
        ("made-up input", lambda: liked_input(answer, shape, nothing)),
        ("path", lambda: integrated_path(score, images[0] / 255, nothing)),
    ):
        wall = statistics.median(timed(work)[0] for _ in range(rounds))
        print(f"  {title}: {wall:.3f} s")


def main() -> None:
    """Print everything for every preset."""
    from core.datasets.loading import load_dataset

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--presets", default="seed-cnn,lenet-5")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    setswitchinterval(0.001)  # as in the window
    dataset = load_dataset("mnist")
    for preset in options.presets.split(","):
        print(preset)
        mapper = Mapper(trained(preset, dataset, TRAINED_SECONDS), dataset, preset)
        report_maps(mapper, options.rounds)
        report_training(mapper, preset, dataset, options.rounds)
        report_likes(mapper, options.rounds)


if __name__ == "__main__":
    main()
