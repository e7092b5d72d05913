"""How large a file is, in words."""

from __future__ import annotations


def size_text(size: float) -> str:
    """Return so many bytes as ``0.4 MB``, ``12 MB`` or ``1.3 GB``."""
    megabytes = size / 2**20
    if megabytes >= 1000:
        return f"{megabytes / 1024:,.1f} GB"
    return f"{megabytes:.1f} MB" if 0 < megabytes < 9.95 else f"{megabytes:,.0f} MB"
