"""Windows over maps as other programs write them."""

from __future__ import annotations

from core.layers.window import Window


def onnx_window(window: Window) -> dict[str, object]:
    """Return the attributes of an ONNX node that slides a window."""
    (top, bottom), (left, right) = window.pads
    return {
        "kernel_shape": window.size,
        "strides": window.stride,
        "pads": (top, left, bottom, right),
    }


def torch_pads(window: Window) -> tuple[int, int, int, int]:
    """Return the cells added around a map as PyTorch lists them: columns first."""
    (top, bottom), (left, right) = window.pads
    return left, right, top, bottom


def torch_padded(window: Window, value: str = "") -> str:
    """Return an expression for the maps ``{x}`` with the window's cells added."""
    pads = torch_pads(window)
    return f"F.pad({{x}}, {pads}{value})" if any(pads) else "{x}"
