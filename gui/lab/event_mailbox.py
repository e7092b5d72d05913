"""Hand events from the training thread to the user interface at its own pace."""

from __future__ import annotations

import threading

from core.training.events import TrainingEvent
from core.training.snapshot import Snapshot


class EventMailbox:
    """A thread-safe mailbox that keeps every small event and only the newest snapshot.

    Training can produce thousands of events per second and a screen shows thirty frames.
    One queued Qt signal per batch would fill the event queue without bound; here the reader
    collects what piled up, once per frame, and asks for a snapshot when it wants one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: list[TrainingEvent] = []
        self._snapshot: Snapshot | None = None
        self._wants_snapshot = False

    @property
    def wants_snapshot(self) -> bool:
        """Whether the reader asked for a snapshot that was not posted yet."""
        return self._wants_snapshot

    def ask_for_snapshot(self) -> None:
        """Ask the writer to post a snapshot after its current step."""
        self._wants_snapshot = True

    def post(self, event: TrainingEvent) -> None:
        """Add `event`."""
        with self._lock:
            self._events.append(event)

    def post_snapshot(self, snapshot: Snapshot) -> None:
        """Keep `snapshot` in place of one that was not collected."""
        with self._lock:
            self._snapshot = snapshot
            self._wants_snapshot = False

    def collect(self) -> tuple[list[TrainingEvent], Snapshot | None]:
        """Take everything out: the events in order, and the newest snapshot."""
        with self._lock:
            events, self._events = self._events, []
            snapshot, self._snapshot = self._snapshot, None
        return events, snapshot
