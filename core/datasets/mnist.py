"""MNIST, as it ships with the program."""

from __future__ import annotations

from core.assets import asset_path
from core.datasets.data_format import DataFormat
from core.datasets.dataset import DIGITS, Dataset, LabelledImages
from core.datasets.idx_pair import read_idx_pair
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.errors import LoadError
from core.experiment import MNIST

TRAIN_COUNT = 60_000
TEST_COUNT = 10_000

#: SHA-256 of the uncompressed files of Yann LeCun, Corinna Cortes and Christopher Burges.
_TRAIN_SHA256 = (
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
)
_TEST_SHA256 = (
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
)


def load_mnist(
    *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> Dataset:
    """Return the 60,000 training and 10,000 test digits, verified by their SHA-256.

    Raises
    ------
    LoadError
        If a file is missing or is not the original.
    Cancelled
        If `cancelled` says so.
    """
    watch = LoadingWatch(progress, cancelled)
    watch.report(0.0, "Reading MNIST test digits")
    test = _part("t10k", _TEST_SHA256, TEST_COUNT)
    watch.report(TEST_COUNT / (TRAIN_COUNT + TEST_COUNT), "Reading MNIST training digits")
    train = _part("train", _TRAIN_SHA256, TRAIN_COUNT)
    watch.report(1.0, "MNIST is ready")
    return Dataset("MNIST", train, test, DIGITS)


def _part(prefix: str, sha256: tuple[str, str], count: int) -> LabelledImages:
    folder = asset_path("mnist")
    part = read_idx_pair(
        folder / f"{prefix}-images-idx3-ubyte.gz",
        folder / f"{prefix}-labels-idx1-ubyte.gz",
        images_sha256=sha256[0],
        labels_sha256=sha256[1],
    )
    if len(part) != count:
        raise LoadError(f"MNIST: expected {count:,} {prefix} images, received {len(part):,}")
    return part


def _load(source: str, watch: LoadingWatch) -> Dataset:
    return load_mnist(progress=watch.progress, cancelled=watch.cancelled)


MNIST_DIGITS = DataFormat(
    name=MNIST,
    title="MNIST",
    explained=MNIST,
    expected=MNIST,
    suffixes=(),
    read=_load,
)
