"""The data sets that a worker's process has."""

from __future__ import annotations

from threading import Lock

from core.data_description import DataDescription
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.documents.dataset_digest import dataset_digest
from core.errors import CoreError
from core.sweeping.data_parts import dataset_of
from core.sweeping.trial_task import DataPart

#: Of those used last.
MOST_KEPT = 2


class WorkerData:
    """Keeps data sets by their digest, however they came: from a file, or sent in parts.

    Any thread may ask.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Dataset] = {}
        self._parts: dict[str, dict[int, DataPart]] = {}
        self._looked_at: dict[tuple[str | DataDescription, str], None] = {}
        self._lock = Lock()

    def find(self, source: str | DataDescription, digest: str) -> Dataset | None:
        """Return the data set with this digest; None if this computer does not have it.

        A file that turned out to be another one is not read again.
        """
        with self._lock:
            if digest not in self._kept and (source, digest) not in self._looked_at:
                self._looked_at[source, digest] = None
                try:
                    dataset = load_dataset(source)
                except (CoreError, OSError):
                    return None
                if dataset_digest(dataset) == digest:
                    self._keep(digest, dataset)
            found = self._kept.pop(digest, None)
            if found is not None:
                self._kept[digest] = found  # the last used
            return found

    def take(self, part: DataPart) -> None:
        """Keep a part of a data set, in whatever order they come.

        Raises
        ------
        LoadError
            If all parts are there and are not what they say they are.
        """
        with self._lock:
            parts = self._parts.setdefault(part.digest, {})
            parts[part.part] = part
            if len(parts) == part.parts:
                del self._parts[part.digest]
                self._keep(part.digest, dataset_of(parts))

    def _keep(self, digest: str, dataset: Dataset) -> None:
        self._kept[digest] = dataset
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._looked_at = {key: None for key in self._looked_at if key[1] not in self._kept}
