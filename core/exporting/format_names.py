"""What formats of export are called: for the command line, which starts without the formats."""

from __future__ import annotations

#: What the name of a file may end in.
SUFFIXES = (".onnx", ".safetensors", ".npz", ".json", ".py")
#: Where the ending alone does not say the format; the first is meant unless another is named.
SCRIPTS = ("numpy", "pytorch", "keras")
