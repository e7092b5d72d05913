"""Line icons, tinted from the theme."""

from __future__ import annotations

import atexit
import hashlib
import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.assets import asset_path

_SIZES = (16, 20, 32, 40)


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
    path = _folder() / f"{name}-{hashlib.sha256(content).hexdigest()[:12]}.svg"
    path.write_bytes(content)
    return path.as_posix()


@lru_cache(maxsize=1)
def _folder() -> Path:
    """Return a folder of this process alone; it goes when the process ends."""
    folder = Path(mkdtemp(prefix="glassbox-icons-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _tinted(name: str, color: str) -> bytes:
    svg = asset_path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return svg.replace("currentColor", color).encode()
