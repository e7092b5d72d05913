"""How many threads BLAS has, asked in processes of their own: a limit is never taken back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = """
import json, sys
from threadpoolctl import threadpool_info
pools = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
print(json.dumps(pools))
"""
TRAIN = """
from core.datasets.dataset import Dataset, LabelledImages
from core.presets import SEED_MLP
from core.training.build import session_for
images = np.zeros((64, 28, 28, 1), np.uint8)
data = LabelledImages(images, (np.arange(64) % 10).astype(np.uint8))
session = session_for(SEED_MLP, Dataset("d", data, None, tuple("0123456789")))
"""


def threads_after(code):
    """Return the threads of every BLAS in a process that ran `code`, allowed two at first."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for library in ("OPENBLAS", "MKL", "OMP"):
        environment[f"{library}_NUM_THREADS"] = "2"
    done = subprocess.run(
        [sys.executable, "-c", code + ASK],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    pools = json.loads(done.stdout.splitlines()[-1])
    if not pools:
        pytest.skip("threadpoolctl does not know the BLAS of this NumPy")
    return pools


def several_processors():
    return (os.cpu_count() or 1) > 1


@pytest.mark.slow
@pytest.mark.skipif(not several_processors(), reason="BLAS has one thread here anyway")
def test_that_numpy_alone_would_take_more_threads():
    assert max(threads_after("import numpy\n")) == 2


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import main, numpy\n", marks=pytest.mark.slow, id="program"),
        pytest.param("import numpy, main\n", marks=pytest.mark.slow, id="program after NumPy"),
        pytest.param(
            "import numpy as np\n" + TRAIN, marks=pytest.mark.slow, id="training after NumPy"
        ),
        pytest.param("import main\nimport numpy as np\n" + TRAIN, id="training in the program"),
    ],
)
def test_that_matrix_products_stay_on_one_thread(code):
    assert set(threads_after(code)) == {1}


@pytest.mark.slow
def test_that_the_program_itself_does_not_pay_for_a_second_look():
    ask = "import sys\nprint('threadpoolctl' in sys.modules)\n"
    done = subprocess.run(
        [sys.executable, "-c", "import main\nimport numpy as np\n" + TRAIN + ask],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "False"


@pytest.mark.slow
def test_that_processes_we_start_inherit_the_limit():
    code = "import numpy, main, os\nprint(os.environ['OPENBLAS_NUM_THREADS'])\n"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={name: text for name, text in os.environ.items() if "NUM_THREADS" not in name},
    )  # fmt: skip
    assert done.stdout.strip() == "1"
