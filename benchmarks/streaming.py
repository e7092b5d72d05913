"""Measure what it costs to train from a file of images instead of from memory.

Makes a folder of colour photos of 64×64, reads it once into memory and once into a file, then
trains the same network from both in turns and prints images per second of every pair, the ratio
of each, and the medians. Prints too how fast the file was made, how far the memory of this
process grew meanwhile, and how long it takes to find the file again.

Usage: ``python benchmarks/streaming.py [--images 20000] [--side 64] [--pairs 7] [--steps 60]``
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from core.datasets.dataset import Dataset  # noqa: E402
from core.datasets.loading import load_dataset  # noqa: E402
from core.datasets.streaming.policy import StreamingPolicy, use_policy  # noqa: E402
from core.presets import PRESETS  # noqa: E402
from core.training.build import session_for  # noqa: E402
from core.training.fitting import fitted  # noqa: E402
from core.training.session import TrainingSession  # noqa: E402

CLASSES = 10
GOAL, MOST_EXTRA = 0.9, 256
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def write_photos(folder: Path, count: int, side: int) -> None:
    """Write JPEG files of smooth colours."""
    rng = np.random.default_rng(0)
    for name in range(CLASSES):
        (folder / str(name)).mkdir(parents=True)
    for at in range(count):
        small = Image.fromarray(rng.integers(0, 256, (6, 6, 3), np.uint8))
        picture = small.resize((side, side), Image.Resampling.BILINEAR)
        picture.save(folder / str(at % CLASSES) / f"{at:06}.jpg", quality=85)


def session_of(dataset: Dataset, preset: str) -> TrainingSession:
    """Return a session that trains a preset fitted to the data."""
    experiment = PRESETS[preset]
    network = fitted(experiment.network, dataset.image_shape, len(dataset.class_names))
    experiment = replace(experiment, network=network, batch_size=64, validate_every=10**6)
    return session_for(experiment, dataset)


def rate(session: TrainingSession, steps: int) -> float:
    """Return images per second of wall clock over some steps."""
    began = time.perf_counter()
    images = 0
    for _ in range(steps):
        images += sum(getattr(event, "images", 0) for event in session.run_step())
    return images / (time.perf_counter() - began)


def kilobytes(name: str) -> int:
    """Return what the system says of this process's memory; 0 where it says nothing."""
    try:
        lines = _STATUS.read_text("ascii").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def read_with(policy: StreamingPolicy, source: Path) -> tuple[Dataset, float, float]:
    """Return a data set, the seconds it took, and the MB by which the memory grew."""
    use_policy(policy)
    before = kilobytes("VmRSS")
    if _CLEAR.exists():
        _CLEAR.write_text("5")  # the peak is counted from here
    began = time.perf_counter()
    dataset = load_dataset(str(source))
    seconds = time.perf_counter() - began
    return dataset, seconds, (kilobytes("VmHWM") - before) / 1024


def main() -> None:
    """Write, read, train in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--side", type=int, default=64)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--presets", default="seed-mlp,seed-cnn")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        photos = Path(temporary) / "photos"
        write_photos(photos, options.images, options.side)
        tiny = StreamingPolicy(share=1e-12, folder=Path(temporary) / "images")
        streamed, seconds, extra = read_with(tiny, photos)
        size = streamed.train.images.nbytes / 2**20
        print(f"load {os.getloadavg()[0]:.1f}")
        print(
            f"made: {size:,.0f} MB, {options.images / seconds:,.0f} images/s, "
            f"{extra:,.0f} MB of memory (goal {MOST_EXTRA})"
        )
        streamed, seconds, _ = read_with(tiny, photos)
        print(f"found again in {seconds:.2f} s")
        in_memory, seconds, _ = read_with(StreamingPolicy(share=1e9), photos)
        print(f"read into memory: {options.images / seconds:,.0f} images/s")
        for preset in options.presets.split(","):
            compare(preset, streamed, in_memory, options.pairs, options.steps)


def compare(preset: str, streamed: Dataset, in_memory: Dataset, pairs: int, steps: int) -> None:
    """Train a preset from both in turns, and print."""
    from_file, from_memory = session_of(streamed, preset), session_of(in_memory, preset)
    rate(from_file, 2 * steps)
    rate(from_memory, 2 * steps)
    ratios = []
    for pair in range(pairs):
        order = (from_file, from_memory) if pair % 2 else (from_memory, from_file)
        rates = {id(session): rate(session, steps) for session in order}
        of_file, of_memory = rates[id(from_file)], rates[id(from_memory)]
        ratios.append(of_file / of_memory)
        print(f"{preset}: {of_file:,.0f} from the file, {of_memory:,.0f} from memory")
    print(f"{preset}: median ratio {statistics.median(ratios):.3f} (goal {GOAL})")


if __name__ == "__main__":
    main()
