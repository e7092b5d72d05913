"""Small sets of our own making among those that are known by name."""

from __future__ import annotations

import gzip
import hashlib
import sys
from types import MappingProxyType

import numpy as np

from core.catalogue.data_credit import DataCredit
from core.catalogue.known_set import KnownSet
from core.catalogue.known_sets import KNOWN_SETS, MNIST_FILES
from core.catalogue.remote_file import RemoteFile
from tests.support.data_files import idx_bytes, real_digits

CREDIT = DataCredit("Toys", "CC0", "N. N.: Toys. 2026", "http://localhost/toys")


def toy_files(train=60, test=20):
    """Return packed IDX files by name, of real digits."""
    images, labels = real_digits()
    parts = {"train": slice(0, train), "t10k": slice(train, train + test)}
    return {
        f"{part}-{what}-ubyte.gz": gzip.compress(idx_bytes(array[rows]), mtime=0)
        for part, rows in parts.items()
        for what, array in (("images-idx3", images), ("labels-idx1", labels))
    }


def remote(name, content, *addresses, members=()):
    """Return what is known of a file that is published."""
    digest = hashlib.sha256(content).hexdigest()
    return RemoteFile(
        name, tuple(f"{one}{name}" for one in addresses), digest, len(content), members
    )


def toy_set(*addresses, files=None):
    """Return a set of 60 and 20 digits that is published at some addresses."""
    files = toy_files() if files is None else files
    return KnownSet(
        name="toys", about="small digits", shape=(28, 28, 1), class_count=10, train_count=60,
        test_count=20, credit=CREDIT, class_names=tuple("ABCDEFGHIJ"), folder="toys",
        files=MNIST_FILES,
        remote=tuple(remote(name, content, *addresses) for name, content in files.items()),
    )  # fmt: skip


def know(monkeypatch, *sets):
    """Let more sets, or others of the same name, be known wherever that is asked."""
    before = KNOWN_SETS
    more = MappingProxyType({**before, **{known.name: known for known in sets}})
    for module in list(sys.modules.values()):
        if getattr(module, "KNOWN_SETS", None) is before:
            monkeypatch.setattr(module, "KNOWN_SETS", more)


def write_fashion(root, train=200, test=40):
    """Write digits where, and as, Debian's package has Fashion-MNIST; return the folder."""
    folder = root / "fashion-mnist"
    folder.mkdir(parents=True)
    for name, content in toy_files(train, test).items():
        (folder / name).write_bytes(content)
    return folder


def write_emnist(folder, split, labels):
    """Write digits as a split of EMNIST has them, rows and columns exchanged."""
    folder.mkdir(parents=True, exist_ok=True)
    images = real_digits()[0][: len(labels)].transpose(0, 2, 1)
    for part in ("train", "test"):
        for what, array in (("images-idx3", images), ("labels-idx1", np.array(labels))):
            path = folder / f"emnist-{split}-{part}-{what}-ubyte.gz"
            path.write_bytes(gzip.compress(idx_bytes(array)))
    return folder
