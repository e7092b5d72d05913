"""The engine's contract holds whichever kernel multiplies the matrices."""

import os
import subprocess
import sys

import pytest

from core.assets import ASSETS

ROOT = ASSETS.parent
CAPS = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
#: Gradients by finite differences, the same numbers as plain loops, the same bits for any
#: number of threads.
CONTRACT = (
    "tests/core/layers/test_every_gradient.py",
    "tests/core/layers/test_every_layer.py",
    "tests/core/layers/test_conv2d.py",
    "tests/core/layers/test_pooled_conv2d.py",
    "tests/core/training/test_gradient_step.py",
    "tests/core/training/test_whole_step.py",
    "tests/core/training/test_reproducibility.py",
)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kernel", ["Haswell", None], ids=["haswell", "the machine's own"])
def test_that_gradients_parity_and_bits_hold_under_this_kernel(kernel):
    environment = {name: value for name, value in os.environ.items() if name not in CAPS}
    if kernel is not None:
        environment["OPENBLAS_CORETYPE"] = kernel
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *CONTRACT],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:]
