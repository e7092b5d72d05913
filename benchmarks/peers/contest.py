"""Candidates in processes of their own, timed in turn."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.peers.tasks import Task

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Runner:
    """One candidate at one task, waiting in its process between its turns."""

    title: str
    call: str
    task: Task
    speeds: list[float] = field(default_factory=list)
    peak_megabytes: float = 0.0
    trouble: str = ""
    steps: int = 1

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.peers.worker", self.call,
             json.dumps(asdict(self.task))],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.trouble = self._answer().get("trouble", "")

    @property
    def median(self) -> float:
        """Images per second."""
        return statistics.median(self.speeds) if self.speeds else 0.0

    def run(self, steps: int) -> float:
        """Return the seconds that so many steps took."""
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        answer = self._answer()
        if "seconds" not in answer:
            self.trouble = answer.get("trouble", "ended unexpectedly")
            return float("inf")
        self.peak_megabytes = answer["peak_megabytes"]
        return answer["seconds"]

    def find_pace(self, seconds: float) -> None:
        """Choose so many steps per turn that a turn takes about that long."""
        self.steps = 1
        while not self.trouble and (took := self.run(self.steps)) < seconds / 2:
            self.steps = max(self.steps + 1, round(self.steps * min(seconds / took, 20)))

    def take_turn(self) -> None:
        """Train for a turn and note the speed."""
        if not self.trouble:
            self.speeds.append(self.steps * self.task.batch / self.run(self.steps))

    def end(self) -> None:
        """Let the process go."""
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()

    def _answer(self) -> dict:
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"trouble": "ended unexpectedly"}


def contest(
    entries: list[tuple[str, str, Task]], *, rounds: int, seconds: float
) -> list[Runner]:
    """Run (title, call, task) in turn, `rounds` times, after a warm-up; return who ran."""
    runners = [Runner(title, call, task) for title, call, task in entries]
    try:
        for runner in runners:
            runner.find_pace(seconds)
        for _ in range(rounds):
            for runner in runners:
                runner.take_turn()
    finally:
        for runner in runners:
            runner.end()
    return runners
