"""What a source tells of itself before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.datasets.catalog import expected_formats
from core.datasets.data_format import DataFormat
from core.datasets.idx_folder import IDX_FILES
from core.datasets.kaggle_csv import KAGGLE_CSV
from core.datasets.source_head import source_head
from core.datasets.turned import is_stored_turned
from core.errors import LoadError
from core.formats.file_access import short_name
from core.importing.table_facts import TableFacts, table_facts
from core.importing.take_sample import format_of

_DIGITS = (28, 28, 1)
_LONGEST = 24


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
    """

    source: str
    format: DataFormat
    table: TableFacts | None
    is_turned: bool

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
    if known is None:
        kind = source_head(source).kind
        raise LoadError(f"{short_name(source)}: this is {kind}, expected {expected_formats()}")
    table = table_facts(source) if known is KAGGLE_CSV else None
    return SourceFacts(source, known, table, is_stored_turned(Path(source).name))
