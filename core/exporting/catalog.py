"""All formats of export, and which of them a name means."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from core.exporting.export_error import ExportError
from core.exporting.exporter import Exporter
from core.exporting.format_names import REPORT_SUFFIX, SUFFIXES
from core.exporting.json_exporter import JsonExporter
from core.exporting.keras_exporter import KerasExporter
from core.exporting.npz_exporter import NpzExporter
from core.exporting.numpy_exporter import NumpyExporter
from core.exporting.onnx_exporter import OnnxExporter
from core.exporting.pytorch_exporter import PytorchExporter
from core.exporting.safetensors_exporter import SafetensorsExporter
from core.formats.file_access import short_name

#: By name.  Closed on purpose; of those with one ending the first is meant unless another is
#: named.
EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        exporter.NAME: exporter
        for exporter in (
            OnnxExporter(),
            SafetensorsExporter(),
            NpzExporter(),
            JsonExporter(),
            NumpyExporter(),
            PytorchExporter(),
            KerasExporter(),
        )
    }
)


def exporter_for(out: Path, wanted: str | None = None) -> Exporter:
    """Return which format the name of a file means.

    Parameters
    ----------
    out : Path
    wanted : str, optional
        One of `core.exporting.format_names.SCRIPTS`.

    Raises
    ------
    ExportError
        If it means none, or not the wanted one.
    """
    suffix = out.suffix.lower()
    fitting = [one for one in EXPORTERS.values() if suffix == one.SUFFIX]
    if not fitting:
        endings = ", ".join((*SUFFIXES, REPORT_SUFFIX))
        raise ExportError(f"{short_name(out)}: expected a name ending in one of {endings}")
    if wanted is None:
        return fitting[0]
    if EXPORTERS[wanted] not in fitting:
        raise ExportError(
            f"{short_name(out)}: --as {wanted} makes a script, so the name has to end in "
            f"{EXPORTERS[wanted].SUFFIX}"
        )
    return EXPORTERS[wanted]
