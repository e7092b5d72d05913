"""Take a copy of a set that someone has already."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from core.catalogue.data_folders import downloads_folder, set_in
from core.catalogue.fetching import Watch
from core.catalogue.known_set import KnownSet
from core.catalogue.local_places import remember_place
from core.catalogue.remote_file import RemoteFile
from core.catalogue.unpacking import unpack
from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_name
from core.formats.path_facts import is_folder
from core.formats.system_reason import reason_not_written

_PIECE = 1 << 20


def take_local_copy(known: KnownSet, path: Path, watch: Watch) -> Path:
    """Return the folder of a set, of which a copy is at `path`.

    A folder with its files is used where it is, and remembered; so is the folder of one of
    the files.  Out of an archive as it is published, the files are taken.

    Raises
    ------
    LoadError
        If there is nothing of the kind.
    Cancelled
        If `watch` says so.
    """
    downloads = downloads_folder()
    try:
        folder = path if is_folder(path) else path.parent
        place = set_in(folder, known)
        if place is not None:
            remember_place(known.name, place, downloads)
            return place
        for file in known.remote:
            if file.members and not is_folder(path) and _is_published(file, path, watch):
                return _unpacked(known, file, path, watch)
    except OSError as error:
        raise LoadError(
            f"{known.title} cannot be kept in {downloads}: {reason_not_written(error)}"
        ) from None
    names = list(dict.fromkeys(file.name for file in known.remote)) or list(known.files)
    raise LoadError(
        f"{short_name(path)}: expected a copy of {known.title}, which is published as "
        f"{', '.join(names[:4])}"
    )


def _is_published(file: RemoteFile, path: Path, watch: Watch) -> bool:
    digest, done = hashlib.sha256(), 0
    with open_for_reading(path) as (source, size):
        if size != file.size:
            return False
        while piece := source.read(_PIECE):
            digest.update(piece)
            done += len(piece)
            watch.report(0.5 * done / size, f"Checking {short_name(path)}")
    return digest.hexdigest() == file.sha256


def _unpacked(known: KnownSet, file: RemoteFile, path: Path, watch: Watch) -> Path:
    downloads = downloads_folder()
    downloads.mkdir(parents=True, exist_ok=True)
    target = downloads / known.folder
    with tempfile.TemporaryDirectory(
        prefix=".copying-", dir=downloads, ignore_cleanup_errors=True
    ) as name:
        stage = Path(name) / known.folder
        stage.mkdir()
        text = f"Unpacking {known.title}"
        # the archive may be called anything here; its kind is that of the published one
        unpack(path, file.members, stage, lambda: watch.report(0.5, text))
        if is_folder(target):
            shutil.rmtree(target)
        os.replace(stage, target)
    watch.report(1.0, f"{known.title} is here")
    return target
