"""How much memory this process may still take."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

_MEMINFO = Path("/proc/meminfo")
_OWN_GROUPS = Path("/proc/self/cgroup")
_GROUPS = Path("/sys/fs/cgroup")


class _GroupFiles(NamedTuple):
    """Where a version of control groups says what is allowed, and what is taken."""

    limit: str
    taken: str
    reclaimable: str  # a line of memory.stat: files that were read and can be dropped


_UNIFIED = _GroupFiles("memory.max", "memory.current", "inactive_file")
_LEGACY = _GroupFiles("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")


def free_memory() -> int | None:
    """Return how many bytes a program may still take without harm to others, if it is known.

    What a container, or any other control group of Linux, is limited to counts as all there
    is.
    """
    known = [*_left_in_groups()]
    of_machine = _left_in_machine()
    if of_machine is not None:
        known.append(of_machine)
    return min(known, default=None)


def _left_in_machine() -> int | None:
    with suppress(OSError, ValueError, IndexError):  # not Linux
        return _line_of(_MEMINFO, "MemAvailable:") * 1024
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _left_in_groups() -> Iterator[int]:
    """Yield what is left of each limit that this process is under."""
    try:
        lines = _OWN_GROUPS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = [*line.split(":", 2), "", ""][:3]
        if controllers and "memory" not in controllers.split(","):
            continue
        root, files = (_GROUPS / "memory", _LEGACY) if controllers else (_GROUPS, _UNIFIED)
        inner = PurePosixPath(path.lstrip("/"))
        # Inside a container the path may be that of the machine: then the root is its own.
        for group in (inner, *inner.parents):
            if ".." not in group.parts:
                yield from _left_in_group(root / group, files)


def _left_in_group(group: Path, files: _GroupFiles) -> Iterator[int]:
    with suppress(OSError, ValueError, IndexError):  # "max", or no such group
        limit = int((group / files.limit).read_text("ascii"))
        taken = int((group / files.taken).read_text("ascii"))
        with suppress(OSError, ValueError, IndexError):
            taken -= _line_of(group / "memory.stat", files.reclaimable)
        yield max(limit - taken, 0)


def _line_of(path: Path, name: str) -> int:
    """Return the number behind `name` in a file of names and numbers.

    Raises
    ------
    OSError, ValueError, IndexError
        If there is none.
    """
    found = [line.split() for line in path.read_text("ascii").splitlines() if name in line]
    return int(next((words for words in found if words[0] == name), [])[1])
