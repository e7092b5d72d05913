"""Measure how fast images are read from folders, archives and tables, and how soon they show.

Writes a folder of 28×28 PNG files in ten classes, a zip of it, a table of 42,000 rows as
Kaggle's, and a zip of that to the temporary folder; reads each once to warm the system's cache,
then measures. Prints images per second of each round, wall clock and processor time, then the
medians, the seconds to a first look, and the load of the machine.

Usage: ``python benchmarks/reading.py [--images 60000] [--rows 42000] [--side 28] [--rounds 3]``
"""

from __future__ import annotations

import argparse
import os
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
from core.datasets.first_look import first_look  # noqa: E402
from core.datasets.loading import load_dataset  # noqa: E402

CLASSES = 10
GOAL = 4_000  # images a second
TABLE_GOAL, ZIPPED_GOAL, LOOK_GOAL = 1.0, 1.5, 0.5  # seconds


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


def write_table(path: Path, rows: int) -> None:
    """Write rows with as much ink as digits have: four of five pixels are blank."""
    rng = np.random.default_rng(0)
    numbers = rng.integers(1, 256, (1_000, 784)) * (rng.random((1_000, 784)) < 0.2)
    lines = [
        ",".join(map(str, [at % CLASSES, *row])) for at, row in enumerate(numbers.tolist())
    ]
    with path.open("w", encoding="ascii") as file:
        file.write(",".join(["label", *(f"pixel{at}" for at in range(784))]) + "\n")
        for at in range(rows):
            file.write(lines[at % len(lines)] + "\n")


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
    parser.add_argument("--rows", type=int, default=42_000)
    parser.add_argument("--side", type=int, default=28)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder, archive = Path(temporary) / "pictures", Path(temporary) / "pictures.zip"
        table, zipped = Path(temporary) / "train.csv", Path(temporary) / "train.csv.zip"
        write_folder(folder, options.images, options.side)
        write_zip(archive, folder)
        write_table(table, options.rows)
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.write(table, table.name)
        goals = {folder: f"{GOAL:,} images/s", archive: f"{GOAL:,} images/s",
                 table: f"{TABLE_GOAL} s", zipped: f"{ZIPPED_GOAL} s"}  # fmt: skip
        for source, goal in goals.items():
            report(source, options.rounds, goal)


def report(source: Path, rounds: int, goal: str) -> None:
    """Measure and print."""
    count = len(load_dataset(str(source)).train)
    pairs = rates(lambda: load_dataset(str(source)), rounds)
    for wall, work in pairs:
        print(f"{source.name}: {wall:,.0f} images/s, {work:,.0f} of processor time")
    wall, work = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"{source.name}: median {wall:,.0f} images/s, {work:,.0f} of processor time, "
        f"{count / wall:.2f} s (goal {goal}; load {os.getloadavg()[0]:.1f})"
    )
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        first_look(str(source))
        seconds.append(time.perf_counter() - began)
    print(
        f"{source.name}: first look {statistics.median(seconds):.3f} s (goal {LOOK_GOAL}), "
        f"the first {seconds[0]:.3f} s"
    )


if __name__ == "__main__":
    main()
