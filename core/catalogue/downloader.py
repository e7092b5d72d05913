"""One file from the network, piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO

from core.catalogue.download_line import DownloadLine
from core.errors import LoadError

#: Seconds to wait for a connection, and for the next piece.
PATIENCE = (6, 10)
_PIECE = 1 << 16
_HEADERS = {"User-Agent": "Glassbox", "Accept-Encoding": "identity"}


class Downloader:
    """What pooch calls to get a file; reports every piece, and takes no more than is announced.

    Parameters
    ----------
    size : int
        Bytes that the file has.
    received : callable
        Called with the bytes that are there so far, as soon as some came; may raise.
    line : DownloadLine
        Cuts the connection.
    """

    def __init__(
        self, size: int, received: Callable[[int], object], line: DownloadLine
    ) -> None:
        self._size = size
        self._line = line
        self._received = received

    def __call__(self, url: str, output_file: str | Path | IO[bytes], pooch: object) -> None:
        """Write what `url` answers to `output_file`.

        Raises
        ------
        LoadError
            If there is more of it than there should be.
        requests.RequestException, urllib3.exceptions.HTTPError
            If there is no connection, it breaks off, or the answer is none.
        """
        import requests

        total = 0
        with requests.get(url, stream=True, timeout=PATIENCE, headers=_HEADERS) as response:
            response.raise_for_status()
            self._line.use(response.raw)
            try:
                with Path(str(output_file)).open("wb") as file:
                    while piece := response.raw.read1(_PIECE):
                        total += len(piece)
                        if total > self._size:
                            raise LoadError(f"expected {self._size:,} bytes, received more")
                        file.write(piece)
                        self._received(total)
            finally:
                self._line.use(None)
