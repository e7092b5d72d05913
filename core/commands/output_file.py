"""Write the file a command was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.formats.file_access import short_name
from core.formats.output_target import OutputError
from core.formats.system_reason import reason_not_written


def written(path: Path, write: Callable[[], None]) -> None:
    """Call `write`, which writes to `path`.

    Raises
    ------
    OutputError
        In place of any OSError.
    """
    try:
        write()
    except OSError as error:
        reason = reason_not_written(error)
        raise OutputError(f"{short_name(path)}: cannot be written ({reason})") from None
