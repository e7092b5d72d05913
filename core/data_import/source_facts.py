"""What a source tells of itself before it is read."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.data_import.found_labels import FoundLabels, labels_beside
from core.data_import.table_facts import TableFacts, table_facts
from core.datasets.data_format import DataFormat
from core.datasets.idx_folder import IDX_FILES
from core.datasets.image_files import walked
from core.datasets.kaggle_csv import KAGGLE_CSV
from core.datasets.reading import format_of
from core.datasets.turned import is_stored_turned
from core.formats.file_access import short_name
from core.formats.path_facts import IMPOSSIBLE, is_folder

_DIGITS = (28, 28, 1)
_LONGEST = 24
#: Bytes and files that are read in a few seconds.
LARGE, MANY = 1 << 28, 20_000


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a file or folder of data is.

    Attributes
    ----------
    source : str
    format : DataFormat
    table : TableFacts or None
        Of a table.
    is_turned : bool
        Whether its name says that rows and columns of the images are exchanged.
    labels : FoundLabels or None
        Corrected labels that lie beside it.
    """

    source: str
    format: DataFormat
    table: TableFacts | None
    is_turned: bool
    labels: FoundLabels | None = None

    @property
    def name(self) -> str:
        """Of the file or folder, short and printable."""
        return short_name(self.source)

    @property
    def kind(self) -> str:
        """What it is, in a few words."""
        if self.table is None:
            return self.format.title
        places = {"first": " in the first column", "last": " in the last column", "none": ""}
        label = self.table.label
        if label is None:
            return "CSV"
        found = "no label" if label == "none" else "the label"
        return f"CSV with {found}{places.get(label, f' in the column {label[:_LONGEST]}')}"

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to choose: IDX, or a table such as Kaggle's of MNIST."""
        if self.labels is not None:
            return False
        if self.format is IDX_FILES:
            return not self.is_turned
        table = self.table
        return (
            table is not None
            and table.has_header
            and table.label not in (None, "none")
            and table.shape == _DIGITS
        )


def source_facts(source: str) -> SourceFacts:
    """Look at a file or a folder.

    Raises
    ------
    LoadError
        If it cannot be read, or is no data.
    """
    known = format_of(source)
    table = table_facts(source) if known is KAGGLE_CSV else None
    is_turned = is_stored_turned(Path(source).name)
    return SourceFacts(source, known, table, is_turned, labels_beside(source))


def is_large(source: str) -> bool:
    """Return whether reading all takes longer than one likes to wait without having asked."""
    path, size = Path(source), 0
    files = walked(str(path)) if is_folder(path) else [(".",)]
    for count, way in enumerate(files):
        with suppress(*IMPOSSIBLE):
            size += os.stat(path.joinpath(*way)).st_size
        if size > LARGE or count > MANY:
            return True
    return False
