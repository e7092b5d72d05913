"""A file that a set of data is published as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """What is to be had, from where, and how it is known to be whole.

    Attributes
    ----------
    name : str
        As it is called here.
    addresses : tuple of str
        Where it is published; the first that answers is taken.
    sha256 : str
        Of its content.
    size : int
        Bytes.
    members : tuple of str
        Names of the files wanted out of it, if it is an archive (``.tar.gz`` or ``.zip``); in
        whichever folder of the archive they lie.
    """

    name: str
    addresses: tuple[str, ...]
    sha256: str
    size: int
    members: tuple[str, ...] = ()
