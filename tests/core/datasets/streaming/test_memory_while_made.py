"""A set of any size is put into its file with a bounded amount of memory."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).parents[4]
MOST_EXTRA = 256 * 2**20
SCRIPT = """
import sys
from pathlib import Path
from core.datasets.loading import load_dataset
from core.datasets.streaming.policy import StreamingPolicy, use_policy
from tests.support.peak_memory import CLEAR, bytes_of

warm, source, images = map(Path, sys.argv[1:])
load_dataset(str(warm))  # what Python loads once
use_policy(StreamingPolicy(share=1e-12, folder=images))
before = bytes_of("VmRSS")
CLEAR.write_text("5")
dataset = load_dataset(str(source))
print(bytes_of("VmHWM") - before, dataset.train.images.nbytes)
"""


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="Linux tells the peak")
def test_that_pictures_of_600_mb_take_less_than_256_mb_on_their_way(tmp_path, rng):
    one = tmp_path / "one.jpg"
    Image.fromarray(rng.integers(0, 256, (256, 256, 3), np.uint8)).save(one)
    for name, count in (("warm", 20), ("source", 3_100)):
        for at in range(count):
            path = tmp_path / name / str(at % 4) / f"{at}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            os.link(one, path)
    asked = [str(tmp_path / name) for name in ("warm", "source", "images")]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *asked], cwd=ROOT, capture_output=True, text=True,
        timeout=300, check=True,
    )  # fmt: skip
    grown, size = map(int, done.stdout.split())
    assert size == 3_100 * 256 * 256 * 3
    assert grown < MOST_EXTRA < size
