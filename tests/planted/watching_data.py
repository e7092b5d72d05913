"""Which tests are to notice a fault of exploring data or of corrected labels."""

#: By the folder of the fault.
DATA_FOLDERS = {
    "core/exploring": (
        "tests/core/exploring/test_counts.py",
        "tests/core/exploring/test_neighbours.py",
        "tests/core/exploring/test_exploration.py",
    ),
    "gui/panels/data": (
        "tests/gui/panels/data/test_data_panel.py",
        "tests/gui/panels/data/test_labels.py",
    ),
}
_CHANGES = ["tests/core/datasets/test_label_changes.py"]
#: By the file.
DATA_TESTS = {
    "core/datasets/label_file.py": _CHANGES,
    "core/datasets/data_source.py": _CHANGES,
}
