"""Glassbox as a process of its own, with a stand-in for the system around it."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "main.py"
#: Seconds after which a process is a hanging one; a busy machine may take a while.
PATIENCE = 60
CONTRACT = (0, 1, 2, 130)
SHORT_TRAINING = ("train", "--preset", "seed-mlp", "--iterations", "3", "--batch-size", "8")
ENDLESS_TRAINING = ("train", "--preset", "seed-mlp", "--epochs", "900000", "--batch-size", "8")


def environment(**changes: str) -> dict[str, str]:
    """Return this process's variables with changes, and without any display.

    What a process says leaves it at once, so that trouble meets it where it speaks.
    """
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "PYTHONUNBUFFERED": "1", **changes}


def run_glassbox(
    *arguments: object,
    cwd: Path,
    stdout: IO[bytes] | int = subprocess.PIPE,
    stderr: IO[bytes] | int = subprocess.PIPE,
    closed: Sequence[int] = (),
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end.

    Parameters
    ----------
    arguments : object
        Written as texts.
    cwd : Path
    stdout, stderr : file or int
        Where its streams go; by default they are read.
    closed : sequence of int
        Numbers of the streams that the process begins without.
    variables : str
        Environment variables.
    """
    command = [sys.executable, str(MAIN), *map(str, arguments)]
    if closed:
        redirections = " ".join(f"{number}>&-" for number in closed)
        command = ["sh", "-c", f'exec "$@" {redirections}', "sh", *command]
    ended = subprocess.run(
        command,
        cwd=cwd,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        timeout=PATIENCE,
    )
    said = (_text(ended.stdout), _text(ended.stderr))
    return subprocess.CompletedProcess(command, ended.returncode, *said)


def check_contract(ended: subprocess.CompletedProcess[str]) -> None:
    """Check that a command ended as agreed, with a sentence if it could not do its work."""
    said = ended.stdout + ended.stderr
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert ended.returncode in CONTRACT
    if ended.returncode == 1 and ended.stderr:
        assert ended.stderr.splitlines()[-1].startswith("glassbox")


@contextmanager
def started(command: Sequence[object], *, cwd: Path, **variables: str) -> Iterator:
    """Start a process that hears signals, whatever this one ignores; leave none behind.

    Its standard output and standard error come out of one pipe.
    """
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    # a child inherits that a signal is ignored, but no handler
    before = {kind: signal.signal(kind, lambda *_: None) for kind in kinds}
    try:
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=cwd,
            env=environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def read_until(process: subprocess.Popen, word: str) -> str:
    """Return what the process says up to `word`.

    Raises
    ------
    TimeoutError
        If it does not say so in time.
    EOFError
        If it ends without saying so.
    """
    said = ""
    for piece in _pieces(process, PATIENCE):
        said += piece
        if word in said:
            return said
    raise EOFError(f"expected a process that says {word!r}, received {said[-300:]!r}")


def read_to_end(process: subprocess.Popen, seconds: float = PATIENCE) -> tuple[int | None, str]:
    """Return the exit code, None if it goes on all the same, and what was said meanwhile."""
    said = ""
    try:
        for piece in _pieces(process, seconds):
            said += piece
        return process.wait(PATIENCE), said
    except TimeoutError:
        return None, said


def _pieces(process: subprocess.Popen, seconds: float) -> Iterator[str]:
    """Yield what comes out of the pipe until it is closed."""
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while selector.select(max(deadline - time.monotonic(), 0)):
            piece = os.read(process.stdout.fileno(), 65536)
            if not piece:
                return
            yield piece.decode(errors="replace")
    raise TimeoutError(f"expected more from the process within {seconds} seconds")


def _text(said: bytes | None) -> str:
    return (said or b"").decode(errors="replace")
