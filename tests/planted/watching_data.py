"""Which tests are to notice a fault of reading or exploring data, or of corrected labels."""

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
    "core/datasets/kaggle_csv.py": [
        "tests/core/datasets/test_csv_relatives.py",
    ],
    "core/datasets/csv_layout.py": ["tests/core/datasets/test_csv_relatives.py"],
    "core/formats/npy_reader.py": ["tests/core/datasets/test_numpy_arrays.py"],
    "core/datasets/pixel_values.py": ["tests/core/datasets/test_numpy_arrays.py"],
    "core/datasets/image_arrays.py": ["tests/core/datasets/test_numpy_arrays.py"],
    "core/datasets/array_names.py": ["tests/core/datasets/test_numpy_arrays.py"],
    "core/formats/pickled_batch.py": ["tests/core/datasets/test_cifar.py"],
    "core/datasets/cifar_batch.py": ["tests/core/datasets/test_cifar.py"],
    "core/datasets/cifar_files.py": ["tests/core/datasets/test_cifar.py"],
    "core/datasets/label_file.py": _CHANGES,
    "core/datasets/data_source.py": _CHANGES,
}
