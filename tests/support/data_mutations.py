"""Damaged data files: cut, flipped, doubled, spliced."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator

import numpy as np

from tests.support.cifar_batches import binary_batch, cifar_like, python_batch
from tests.support.data_files import PIXEL_NAMES, idx_bytes
from tests.support.picture_folders import picture_bytes


def whole_files() -> dict[str, bytes]:
    """Return a small file of every format that data is read from."""
    images = np.arange(3 * 28 * 28, dtype=np.uint32).reshape(3, 28, 28).astype(np.uint8)
    rows = [",".join(map(str, [at, *image.ravel()])) for at, image in enumerate(images)]
    csv = "\n".join([",".join(["label", *PIXEL_NAMES]), *rows]).encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("train.csv", csv)
    arrays = io.BytesIO()
    np.savez(arrays, x_train=images)
    labelled, alone, photos = io.BytesIO(), io.BytesIO(), io.BytesIO()
    listed, packed = io.BytesIO(), io.BytesIO()
    np.savez_compressed(labelled, images=images, labels=np.arange(3))
    np.save(alone, images)
    with zipfile.ZipFile(photos, "w", zipfile.ZIP_DEFLATED) as file:
        for at, image in enumerate(images):
            file.writestr(f"{at % 2}/{at}.png", picture_bytes(image))
    with zipfile.ZipFile(listed, "w") as file:
        file.writestr(
            "labels.csv", "file,label,split\n0.png,cat,train\n1.png,dog,\n2.png,cat,test"
        )
        for at, image in enumerate(images):
            file.writestr(f"{at}.png", picture_bytes(image))
    batches = cifar_like(2, 10, 1)
    with tarfile.open(fileobj=packed, mode="w:gz") as file:
        for name, content in (
            ("c/data_batch_1", python_batch(*batches)),
            ("c/batches.meta.txt", b"\n".join(b"thing" for _ in range(10))),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            file.addfile(member, io.BytesIO(content))
    wide = np.arange(24, dtype=">i4").reshape(3, 8)
    return {
        "csv": csv,
        "headerless": "\n".join(rows).encode(),
        "utf-16": csv.decode().encode("utf-16"),
        "csv.gz": gzip.compress(csv, mtime=0),
        "zip": archive.getvalue(),
        "idx": idx_bytes(images),
        "idx.gz": gzip.compress(idx_bytes(images), mtime=0),
        "labels": b"\0\0\x0c\2" + np.array(wide.shape, ">u4").tobytes() + wide.tobytes(),
        "npz": arrays.getvalue(),
        "labelled npz": labelled.getvalue(),
        "npy": alone.getvalue(),
        "photos.zip": photos.getvalue(),
        "listed.zip": listed.getvalue(),
        "cifar": binary_batch(*batches),
        "cifar pickle": python_batch(*batches),
        "cifar.tar.gz": packed.getvalue(),
        "cifar.tar": gzip.decompress(packed.getvalue()),
    }


def mutated(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` damaged copies of a file; same seed, same copies."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        damaged = bytearray(content)
        for _ in range(int(rng.integers(1, 4))):
            # half of the time near the beginning, where formats say what they hold
            end = len(damaged) if rng.integers(2) else min(len(damaged), 64)
            at = int(rng.integers(0, max(end, 1)))
            match int(rng.integers(6)):
                case 0:
                    damaged = damaged[:at]
                case 1:
                    damaged[at : at + 1] = bytes([int(rng.integers(256))])
                case 2:
                    damaged[at:at] = rng.bytes(int(rng.integers(1, 9)))
                case 3:
                    damaged[at : at + 4] = rng.choice(
                        [b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"]
                    )
                case 4:
                    damaged += damaged[at:]
                case _:
                    damaged[at:at] = rng.choice([b'"', b",", b"\n", b"PK\3\4", b"\x1f\x8b"])
        yield bytes(damaged)
