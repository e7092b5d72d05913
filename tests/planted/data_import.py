"""Faults of the import dialog."""

from tests.planted.fault import Fault

DIALOG, FORM = "gui/data_import/import_dialog.py", "gui/data_import/choices_form.py"
MAKER, CHOICES = "gui/data_import/preview_maker.py", "gui/data_import/choices.py"
CHECKED, FACTS = "core/data_import/checked.py", "core/data_import/table_facts.py"
COLUMNS = "gui/data_import/preview_columns.py"

WATCHING = dict.fromkeys(
    (DIALOG, FORM, MAKER, CHOICES, CHECKED, FACTS, COLUMNS),
    ("tests/gui/data_import/test_import_dialog.py",),
)

FAULTS = (
    Fault(DIALOG, "            network = None  # as it is\n", "            pass\n",
          "who opens data as it is gets another network"),
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
)  # fmt: skip
