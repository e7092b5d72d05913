"""What formats of export are called: for the command line, which starts without the formats."""

from __future__ import annotations

#: What the name of a file may end in.
SUFFIXES = (".onnx", ".safetensors", ".npz", ".json", ".py")
#: What a name ends in that asks for a page about the run: `core.reporting` writes it.
REPORT_SUFFIX = ".html"
#: Where the ending alone does not say the format; the first is meant unless another is named.
SCRIPTS = ("numpy", "pytorch", "keras")
