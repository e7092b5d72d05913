"""Streams that cannot be written to: the work is done and kept all the same."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.formats.run_file import load_run
from tests.support.glassbox_process import SHORT_TRAINING, check_contract, run_glassbox
from tests.support.made_up_digits import write_made_up_csv

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs sh and /dev/full")


def ended_with(stream, trouble, *arguments, cwd):
    """Run a command one of whose streams is closed, full, or has lost its reader."""
    if trouble == "closed":
        return run_glassbox(*arguments, cwd=cwd, closed=(1 if stream == "stdout" else 2,))
    with ExitStack() as stack:
        if trouble == "full":
            target = stack.enter_context(Path("/dev/full").open("wb", buffering=0))
        else:
            reading, writing = os.pipe()
            target = stack.enter_context(os.fdopen(writing, "wb", buffering=0))
            os.close(reading)
        return run_glassbox(*arguments, cwd=cwd, **{stream: target})


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["full", "closed", "reader gone"])
def test_that_training_goes_on_when_its_progress_cannot_be_told(tmp_path, csv_file, trouble):
    out = tmp_path / "run.npz"
    arguments = (*SHORT_TRAINING, "--data", csv_file, "--out", out)
    ended = ended_with("stderr", trouble, *arguments, cwd=tmp_path)
    check_contract(ended)
    assert ended.returncode == 0
    assert load_run(out).step == 3


@pytest.mark.parametrize(
    "trouble",
    [
        "full",
        pytest.param("closed", marks=pytest.mark.slow),
    ],
)
def test_that_the_run_is_written_when_the_report_cannot_be(tmp_path, csv_file, trouble):
    out = tmp_path / "run.npz"
    arguments = (*SHORT_TRAINING, "--data", csv_file, "--out", out)
    ended = ended_with("stdout", trouble, *arguments, cwd=tmp_path)
    check_contract(ended)
    assert out.exists()
    assert load_run(out).step == 3


@pytest.mark.slow
def test_that_the_run_is_written_when_nobody_reads_the_report(tmp_path, csv_file):
    out = tmp_path / "run.npz"
    arguments = (*SHORT_TRAINING, "--data", csv_file, "--out", out)
    ended = ended_with("stdout", "reader gone", *arguments, cwd=tmp_path)
    assert out.exists()
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert load_run(out).step == 3


@pytest.mark.slow
def test_that_a_process_without_a_standard_output_is_done_when_its_work_is(tmp_path, csv_file):
    arguments = (*SHORT_TRAINING, "--data", csv_file, "--out", tmp_path / "run.npz")
    ended = ended_with("stdout", "closed", *arguments, cwd=tmp_path)
    assert ended.returncode == 0
    assert "Error" not in ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_that_a_name_the_terminal_cannot_write_costs_nothing(tmp_path, encoding):
    data = write_made_up_csv(tmp_path / "数字.csv")
    arguments = (*SHORT_TRAINING, "--data", data, "--out", tmp_path / "run.npz")
    ended = run_glassbox(*arguments, cwd=tmp_path, PYTHONIOENCODING=encoding)
    check_contract(ended)
    assert ended.returncode == 0
    assert load_run(tmp_path / "run.npz").step == 3
    assert "seed-mlp" in ended.stdout


@pytest.mark.slow
def test_that_a_stream_in_order_is_told_everything(tmp_path, csv_file):
    arguments = (*SHORT_TRAINING, "--data", csv_file, "--json")
    ended = run_glassbox(*arguments, cwd=tmp_path, stderr=subprocess.PIPE)
    assert ended.returncode == 0
    assert "100%" in ended.stderr
    assert ended.stdout.splitlines()[-1].startswith("{")
