"""Line icons, tinted from the theme."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QStandardPaths, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.assets import asset_path

_SIZES = (16, 20, 32, 40, 64)


@lru_cache(maxsize=256)
def icon(name: str, color: str) -> QIcon:
    """Return the icon ``assets/icons/{name}.svg`` drawn in `color`."""
    renderer = QSvgRenderer(QByteArray(_tinted(name, color)))
    result = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        result.addPixmap(pixmap)
    return result


@lru_cache(maxsize=64)
def icon_file(name: str, color: str) -> str:
    """Return the path of a tinted copy, for style sheets, which can only name files."""
    content = _tinted(name, color)
    file = f"{name}-{hashlib.sha256(content).hexdigest()[:12]}.svg"
    location = QStandardPaths.StandardLocation.CacheLocation
    try:
        path = _written(Path(QStandardPaths.writableLocation(location), "icons", file), content)
    except OSError:  # a home that cannot be written to, or is full
        path = _written(_own_folder() / file, content)
    return path.as_posix()


def _written(path: Path, content: bytes) -> Path:
    """Return `path`, which holds `content` now."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return path


@lru_cache(maxsize=1)
def _own_folder() -> Path:
    """Return a folder that no other user and no other process knows, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="glassbox-icons-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _tinted(name: str, color: str) -> bytes:
    svg = asset_path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return svg.replace("currentColor", color).encode()
