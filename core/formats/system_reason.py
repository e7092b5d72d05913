"""Say in a few words why the system refused."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the disk may only be read",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EFBIG: "the file would be too large for the disk",
    errno.EIO: "the disk does not answer",
}
if hasattr(errno, "EDQUOT"):
    _REASONS[errno.EDQUOT] = "no more room is granted to you on this disk"
if hasattr(errno, "ELOOP"):
    _REASONS[errno.ELOOP] = "its links lead in a circle"


def reason_not_written(error: OSError) -> str:
    """Return why a file could not be written, fit for the middle of a sentence."""
    known = _REASONS.get(error.errno) if error.errno is not None else None
    return known or (error.strerror or str(error) or type(error).__name__)[:120]
