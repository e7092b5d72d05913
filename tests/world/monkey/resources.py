"""What a program holds: threads, files, widgets, memory."""

from __future__ import annotations

import ctypes
import gc
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

PROCESS = Path("/proc/self")


@dataclass(frozen=True)
class Resources:
    """How much there is of everything; memory in MB."""

    threads: int
    descriptors: Counter[str]
    objects: Counter[str]
    memory: float

    @property
    def total(self) -> int:
        """How many objects of Qt there are."""
        return self.objects.total()

    def grown_from(self, before: Resources) -> str:
        """Return which kinds of objects and files there are more of than `before`."""
        more = (self.objects - before.objects).most_common(12)
        files = list((self.descriptors - before.descriptors).elements())
        return (
            f"threads {before.threads} → {self.threads}, "
            f"files {before.descriptors.total()} → {self.descriptors.total()} {files[:6]}, "
            f"objects {before.total} → {self.total} {more}, "
            f"memory {before.memory:.0f} → {self.memory:.0f} MB"
        )


def held_now() -> Resources:
    """Return what is held once everything that can go is gone."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        gc.collect()
    _give_back()
    windows = QApplication.topLevelWidgets()
    inside = [child for window in windows for child in window.findChildren(QObject)]
    return Resources(
        threads=len(os.listdir(PROCESS / "task")),
        descriptors=Counter(_descriptors()),
        objects=Counter(type(thing).__name__ for thing in (*windows, *inside)),
        memory=int((PROCESS / "statm").read_text().split()[1])
        * os.sysconf("SC_PAGE_SIZE")
        / 1e6,
    )


def _give_back() -> None:
    """Have what is free returned to the system: else it would count as held."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


def _descriptors() -> list[str]:
    names = []
    for path in (PROCESS / "fd").iterdir():
        try:
            names.append(os.readlink(path))
        except OSError:  # it was the one that lists them
            continue
    return names
