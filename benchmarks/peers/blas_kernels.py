"""Which library multiplies matrices here, and with which kernel."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable

#: What makes a BLAS choose another kernel or other blocks than the machine deserves.
CAPS = (
    "OPENBLAS_CORETYPE",
    "OPENBLAS_L2_SIZE",
    "OPENBLAS_BLOCK_FACTOR",
    "MKL_ENABLE_INSTRUCTIONS",
    "MKL_DEBUG_CPU_TYPE",
    "MKL_CBWR",
    "NPY_DISABLE_CPU_FEATURES",
    "ATEN_CPU_CAPABILITY",
    "ONEDNN_MAX_CPU_ISA",
    "DNNL_MAX_CPU_ISA",
)
_LOOK = (
    "import importlib, json, sys\n"
    "importlib.import_module(sys.argv[1])\n"
    "import threadpoolctl\n"
    "print(json.dumps(threadpoolctl.threadpool_info()))"
)


def library_lines() -> list[str]:
    """Return one line for each BLAS that NumPy and its peers load, each asked by itself."""
    if importlib.util.find_spec("threadpoolctl") is None:
        return ["threadpoolctl is not installed: the kernels are not known"]
    lines = []
    for module in ("numpy", "torch", "sklearn"):
        if importlib.util.find_spec(module) is None:
            continue
        found = subprocess.run(
            [sys.executable, "-c", _LOOK, module], capture_output=True, text=True, check=False
        )
        libraries = json.loads(found.stdout) if found.returncode == 0 else []
        lines += [f"{module:8}{words(entry)}" for entry in libraries]
    return lines


def words(entry: dict) -> str:
    """Return what threadpoolctl found of one library, in a line."""
    kernel = entry.get("architecture") or "kernel not told"
    version = entry.get("version") or "version not told"
    return f"{entry.get('internal_api', 'unknown')} {version}, {kernel}"


def capping(environment: Iterable[str]) -> list[str]:
    """Return the names in an environment that make a BLAS slower than it could be."""
    return [name for name in CAPS if name in environment]
