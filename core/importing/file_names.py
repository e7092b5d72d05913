"""What models are called: for the command line, which starts without what reads them."""

from __future__ import annotations

#: What the names of models usually end in; their content is what counts.
MODEL_SUFFIXES = (".onnx", ".safetensors")
