"""Fetch a set of data that someone asked for: all of it, or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from core.catalogue.data_folders import downloads_folder, folder_of
from core.catalogue.download_line import DownloadLine
from core.catalogue.downloader import Downloader
from core.catalogue.known_set import KnownSet
from core.catalogue.remote_file import RemoteFile
from core.catalogue.unpacking import unpack
from core.errors import LoadError
from core.formats.path_facts import is_folder
from core.formats.size_text import size_text
from core.formats.system_reason import reason_not_written

MISSING = (
    "downloading needs a package that is not installed: python -m pip install pooch (it is "
    "also in the extra “catalogue”)"
)
#: What may be unpacked takes at most so many times the room of its archive.
_EXPANSION = 2
_STAGE = ".fetching-"
#: A download of another process that is not over after so many seconds never will be.
_FORGOTTEN = 86_400


class Watch(Protocol):
    """Is told how far fetching is."""

    def report(self, fraction: float, text: str) -> None:
        """Take the share that is done; raise `Cancelled` to end it."""


def fetch(known: KnownSet, watch: Watch, line: DownloadLine | None = None) -> Path:
    """Return the folder of a set, which is downloaded unless it is on this computer.

    Everything is fetched into a folder beside its place and checked; only when all of it is
    there does the folder get its name.  Whatever goes wrong before, nothing is left.

    Parameters
    ----------
    known : KnownSet
    watch : Watch
    line : DownloadLine, optional
        Can be cut, so that a download that is given up waits for no silent server.

    Raises
    ------
    LoadError
        If it cannot be had; one sentence says why.
    Cancelled
        If `watch` says so.
    """
    if (found := folder_of(known)) is not None:
        return found
    if not known.remote:
        how = f": get {known.needs}" if known.needs else ""
        raise LoadError(f"{known.title} cannot be downloaded{how}")
    pooch = _package(known)
    target = downloads_folder() / known.folder
    try:
        with _stage(known) as stage:
            _fetch_all(known, stage, _Source(pooch, line or DownloadLine()), watch)
            if is_folder(target):
                shutil.rmtree(target)
            os.replace(stage, target)
    except OSError as error:
        raise LoadError(
            f"{known.title} cannot be kept in {downloads_folder()}: {reason_not_written(error)}"
        ) from None
    return target


def _package(known: KnownSet) -> ModuleType:
    try:
        import pooch
    except ImportError:
        raise LoadError(f"{known.title}: {MISSING}") from None
    pooch.get_logger().setLevel("ERROR")
    return pooch  # type: ignore[no-any-return]


@contextmanager
def _stage(known: KnownSet) -> Iterator[Path]:
    """Yield a folder that is gone afterwards, unless it was given another name."""
    downloads = downloads_folder()
    downloads.mkdir(parents=True, exist_ok=True)
    for left in downloads.glob(f"{_STAGE}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(left, ignore_errors=True)
    needed = known.download_size * _EXPANSION
    if shutil.disk_usage(downloads).free < needed:
        raise LoadError(
            f"{known.title} needs {size_text(needed)} of room in {downloads}, which the disk "
            "does not have"
        )
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=downloads))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


class _Source(NamedTuple):
    """What gets files from the network."""

    pooch: ModuleType
    line: DownloadLine


def _fetch_all(known: KnownSet, stage: Path, source: _Source, watch: Watch) -> None:
    before, total = 0, known.download_size
    for file in known.remote:
        already = before

        def received(count: int, already: int = already) -> None:
            done = already + count
            text = f"Downloading {known.title}: {size_text(done)} of {size_text(total)}"
            watch.report(0.99 * done / total, text)

        received(0)
        _fetch(known, file, stage, source, received)
        before += file.size
        if file.members:
            text = f"Unpacking {known.title}"
            share = 0.99 * before / total
            watch.report(share, text)
            unpack(stage / file.name, file.members, stage, lambda: watch.report(share, text))  # noqa: B023
            (stage / file.name).unlink()
    watch.report(1.0, f"{known.title} is here")


def _fetch(
    known: KnownSet,
    file: RemoteFile,
    stage: Path,
    source: _Source,
    received: Callable[[int], object],
) -> None:
    """Fetch one file from the first address that has it.

    Raises
    ------
    LoadError
        If none has; says what the last one answered.
    """
    trouble = ""
    for address in file.addresses:
        try:
            source.pooch.retrieve(
                address,
                known_hash=f"sha256:{file.sha256}",
                fname=file.name,
                path=stage,
                downloader=Downloader(file.size, received, source.line),
            )
        except Exception as error:
            trouble = _reason(error, urlsplit(address).hostname or address)
            if not trouble:
                raise
            received(0)  # if that is why the connection ended, it says so
        else:
            return
    raise LoadError(f"{known.title} was not downloaded: {trouble}; open a local copy instead")


def _reason(error: Exception, host: str) -> str:
    """Return what went wrong on the way from `host`; empty for anything else."""
    import requests
    import urllib3

    if isinstance(error, LoadError):
        return f"{host} sent another file ({error})"
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{host} does not have {_short(error)} (it answers {error.response.status_code})"
    broken = (requests.exceptions.ChunkedEncodingError, urllib3.exceptions.HTTPError)
    if isinstance(error, broken):
        return f"the connection to {host} broke off"
    if isinstance(error, requests.RequestException):
        return f"there is no connection to {host}"
    if isinstance(error, ValueError):  # what pooch raises about a digest
        return f"what {host} sent is not the published file (its SHA-256 is another one)"
    return ""


def _short(error: object) -> str:
    address = getattr(getattr(error, "response", None), "url", "")
    return str(address).rpartition("/")[2][:40] or "the file"
