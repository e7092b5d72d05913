"""Faults of what photographs are begun with, and of the names of classes in exports."""

from tests.planted.fault import Fault

PRESETS, FIT = "core/presets.py", "gui/data_import/network_fit.py"
MODEL, MADE = "core/exporting/trained_model.py", "core/exporting/export_of_run.py"
SCRIPT, FOUND = "core/exporting/script_exporter.py", "core/reporting/run_findings.py"

FAULTS = (
    Fault(PRESETS, "height * width >= _PHOTO_PIXELS and", "",
          "digits are begun as photographs are"),
    Fault(PRESETS, "return PHOTOS.replace(data=preset.data)", "return PHOTOS",
          "the preset for photographs learns from other images"),
    Fault(FIT, "self._is_suited_wanted = _is_plain_preset(experiment)",
          "self._is_suited_wanted = True", "settings of one's own are replaced unasked"),
    Fault(MODEL, "!= len(class_names)", "< len(class_names)",
          "names go into an export that are too few"),
    Fault(MADE, "return model.named(DataDescription.of(data).class_names or ())",
          "return model", "names of the recipe are lost when the images are gone"),
    Fault(SCRIPT, "[ascii(name) for name in model.class_names]",
          '[f"\'{name}\'" for name in model.class_names]', "a name may end its own quotes"),
    Fault(FOUND, "values[..., 0] if self.is_ink else", "values[..., 0] if True else",
          "grey photographs are drawn as negatives"),
    Fault("core/data_import/checked.py", "preview.description.size is None and max",
          "max", "images whose size was chosen are called large"),
    Fault("core/documents/run_title.py", "        layers = layers[1:]\n", "",
          "a standardiser is called a frozen layer"),
)  # fmt: skip

WATCHING = {
    PRESETS: ["tests/core/test_presets.py"],
    FIT: ["tests/gui/data_import/test_import_dialog.py"],
    MODEL: ["tests/core/exporting/test_class_names.py"],
    MADE: ["tests/core/exporting/test_class_names.py"],
    SCRIPT: ["tests/core/exporting/test_class_names.py"],
    FOUND: ["tests/core/reporting/test_page.py"],
    "core/data_import/checked.py": ["tests/gui/data_import/test_import_dialog.py"],
    "core/documents/run_title.py": ["tests/core/documents/test_run_title.py"],
}
