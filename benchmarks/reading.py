"""Measure how many images a second are read from a folder of PNG files, and from a zip of it.

Writes a folder of 28×28 PNG files in ten classes to the temporary folder, reads it once to warm
the system's cache, then measures. Prints images per second of each round, wall clock and
processor time, then the medians.

Usage: ``python benchmarks/reading.py [--images 60000] [--side 28] [--rounds 3]``
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from core.datasets.dataset import Dataset  # noqa: E402
from core.datasets.loading import load_dataset  # noqa: E402

CLASSES = 10
GOAL = 4_000  # images a second


def write_folder(folder: Path, count: int, side: int) -> None:
    """Write pictures with a disc of noise in the middle, as much ink as a digit has."""
    rng = np.random.default_rng(0)
    distance = np.abs(np.arange(side) - side / 2)
    is_ink = np.hypot(*np.meshgrid(distance, distance)) < side / 4
    for name in range(CLASSES):
        (folder / str(name)).mkdir(parents=True)
    for at in range(count):
        picture = np.where(is_ink, rng.integers(0, 256, (side, side)), 0).astype(np.uint8)
        Image.fromarray(picture).save(folder / str(at % CLASSES) / f"{at:06}.png")


def write_zip(path: Path, folder: Path) -> None:
    """Write the folder as one archive."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*.png")):
            archive.write(file, file.relative_to(folder.parent))


def rates(read: Callable[[], Dataset], rounds: int) -> list[tuple[float, float]]:
    """Return images per second of wall clock and of processor time, a pair a round."""
    found = []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        count = len(read().train)
        found.append(
            (count / (time.perf_counter() - began), count / (time.process_time() - worked))
        )
    return found


def main() -> None:
    """Write, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=60_000)
    parser.add_argument("--side", type=int, default=28)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder, archive = Path(temporary) / "pictures", Path(temporary) / "pictures.zip"
        write_folder(folder, options.images, options.side)
        write_zip(archive, folder)
        for source in (folder, archive):
            load_dataset(str(source))
            pairs = rates(lambda source=source: load_dataset(str(source)), options.rounds)
            for wall, work in pairs:
                print(f"{source.name}: {wall:,.0f} images/s, {work:,.0f} of processor time")
            medians = [statistics.median(column) for column in zip(*pairs, strict=True)]
            print(
                f"{source.name}: median {medians[0]:,.0f} images/s, {medians[1]:,.0f} of "
                f"processor time (goal {GOAL:,})"
            )


if __name__ == "__main__":
    main()
