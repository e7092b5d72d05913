"""Faults of the import dialog."""

from tests.planted.fault import Fault

DIALOG, FORM = "gui/data_import/import_dialog.py", "gui/data_import/choices_form.py"
MAKER, CHOICES = "gui/data_import/preview_maker.py", "gui/data_import/choices.py"
CHECKED, FACTS = "core/data_import/checked.py", "core/data_import/table_facts.py"
COLUMNS, NAMES = "gui/data_import/preview_columns.py", "gui/data_import/names_form.py"
TYPED, KEPT = "core/data_import/typed_names.py", "core/datasets/kept_files.py"
FIRST, BYTES = "core/datasets/first_label.py", "core/formats/picture_bytes.py"
FITTING, OPENING = "core/training/fitting.py", "gui/window/data_opening.py"
TRAIN, VERDICT = "core/commands/train.py", "gui/panels/samples/verdict.py"
ENTRIES, SYSTEM = "core/formats/zip_entries.py", "core/formats/system_files.py"

WATCHING = {
    **dict.fromkeys(
        (DIALOG, FORM, MAKER, CHOICES, CHECKED, FACTS, COLUMNS, NAMES),
        (
            "tests/gui/data_import/test_import_dialog.py",
            "tests/gui/data_import/test_left_and_opened_again.py",
            "tests/gui/data_import/test_remedies.py",
        ),
    ),
    TYPED: ("tests/core/data_import/test_typed_names.py",),
    KEPT: ("tests/core/datasets/test_kept_reading.py",),
    ENTRIES: ("tests/core/formats/test_zip_directory.py",),
    FIRST: ("tests/core/commands/test_labels_from_one.py",),
    BYTES: ("tests/core/datasets/test_odd_folders.py",),
    FITTING: ("tests/core/training/test_fitting.py",),
    OPENING: ("tests/gui/window/test_data_opening.py",),
    TRAIN: ("tests/core/commands/test_labels_from_one.py",),
    VERDICT: ("tests/gui/panels/samples/test_sample_headline.py",),
    SYSTEM: ("tests/core/datasets/test_odd_folders.py",),
}

FAULTS = (
    Fault(DIALOG, "            network = preset = batch_size = None  # as it is\n",
          "            pass\n", "who opens data as it is gets another network"),
    Fault(DIALOG, '"" if was_seen else self._changed_field', '""',
          "what is wrong is not said at the choice that caused it"),
    Fault(FORM, "            row.show_value(value, keep_typed=keep_typed)\n",
          "            row.show_value(value)\n",
          "what was typed and is refused is lost at the next choice"),
    Fault(MAKER, "            self._rest.start()\n", "            pass\n",
          "no more than a sample is ever checked"),
    Fault(CHOICES, "value = int(value) if value else None", "value = None",
          "grey changes nothing"),
    Fault(CHECKED, "white = max(1, round(high * before / BRIGHTEST))", "white = BRIGHTEST",
          "what is to make dark images bright changes nothing"),
    Fault(CHECKED, "remedy = _other_column(preview.description)", "pass",
          "pixels that were taken for labels are not put right"),
    Fault(FACTS, "label = places.get(layout.label, layout.names[layout.label])",
          'label = "first"', "the label is always in the first column"),
    Fault(COLUMNS, "start, end = np.searchsorted(ordered, (label, label + 1))",
          "start, end = np.searchsorted(ordered, (label, label + 2))",
          "a column shows another class, too"),
    Fault(NAMES, "        if self._is_open:\n            self._rest.start()",
          "        if False:\n            pass",
          "names that are typed are lost when other choices are made"),
    Fault(DIALOG, "        if not names.typed:\n", "        if True:\n",
          "data is used though the names of its classes are refused"),
    Fault(TYPED, "        if line in first:\n", "        if False:\n",
          "two classes get one name"),
    Fault(KEPT, "                self._measured[way] = facts\n", "                pass\n",
          "every choice reads pictures again"),
    Fault(ENTRIES, "np.array_equal(ends[:-1], starts[1:]) and ends[-1] == len(signs)", "True",
          "the mark of an entry in a name begins another one"),
    Fault(SYSTEM, "name.casefold() in _NAMES", "name in _NAMES",
          "what systems leave in folders counts if it is written large"),
    Fault(FIRST, "class_names=dataset.class_names[first : highest + 1]",
          "class_names=dataset.class_names[: highest]",
          "a class is called by the number before"),
    Fault(FIRST, "if len(there) < 2 or not", "if not", "one class alone begins at 1"),
    Fault(TRAIN, "            if surely_begin_at_one(dataset):", "            if False:",
          "a class without an image is learned"),
    Fault(BYTES, "    return on_black if np.asarray(on_black.convert(\"L\")).max() >= FAINT "
          "else on_white", "    return on_white", "a white digit on nothing is a blank sheet"),
    Fault(CHECKED, "np.array_equal(part[..., :2], part[..., 1:])", "False",
          "three equal colours are not offered to be one"),
    Fault(FITTING, "round(image_count * experiment.validation_share)", "0",
          "a batch takes more images than are learned from"),
    Fault(OPENING, "made == network and fitted_batch", "made == network or fitted_batch",
          "plain data that the network does not take is not shown first"),
    Fault(VERDICT, "return NEXT_RUN if is_other else AT_WORK", "return AT_WORK",
          "an image of the next run is waited for without end"),
)  # fmt: skip
