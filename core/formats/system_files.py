"""Files and folders that systems and programs put beside people's own."""

from __future__ import annotations

#: Of macOS, Windows, Linux, network drives and editors, in small letters.
_NAMES = frozenset(
    (
        "__macosx", "icon\r", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini",
        "$recycle.bin", "system volume information", "lost+found", "@eadir", "#recycle",
        "@recycle", "__pycache__", "picasa.ini",
    )
)  # fmt: skip


def is_of_system(name: str) -> bool:
    """Return whether a file or folder of this name is hidden, or no one's own."""
    return name.startswith(".") or name.casefold() in _NAMES
