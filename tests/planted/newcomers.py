"""Faults that a newcomer with photos and tables of their own would meet."""

from tests.planted.fault import Fault

COLORS, VERDICT = "gui/theme/image_colors.py", "gui/panels/samples/verdict_view.py"
WORDS, CREDIT = "core/datasets/csv_words.py", "core/datasets/own_credit.py"
STAGES, IMPORT = "core/inspection/stage_numbers.py", "gui/data_import/import_dialog.py"

FAULTS = (
    Fault(
        COLORS, "if image.shape[2] < COLORS:", "if image.shape[2] <= COLORS:", "photos are grey"
    ),
    Fault(COLORS, "[0x10000, 0x100, 1]", "[1, 0x100, 0x10000]", "red is blue"),
    Fault(
        VERDICT,
        "Qt.AspectRatioMode.KeepAspectRatio",
        "Qt.AspectRatioMode.IgnoreAspectRatio",
        "photos are squeezed into a square",
    ),
    Fault(
        WORDS,
        "names = class_names_of_folders(set(self._numbers))",
        "names = tuple(self._numbers)",
        "names stand in the order in which they come up",
    ),
    Fault(
        WORDS,
        "stored_labels(order[labels])",
        "stored_labels(labels)",
        "labels are numbered otherwise than their names",
    ),
    Fault(
        CREDIT,
        "if path.name.startswith(name):",
        "if path.name:",
        "the licence of a program is taken for that of a table beside it",
    ),
    Fault(
        STAGES,
        "names=class_names if are_classes else (),",
        "names=class_names,",
        "units of any layer are called like classes",
    ),
    Fault(
        IMPORT,
        "self._buttons.act.setFocus()",
        "pass",
        "after a remedy the keyboard is on Cancel",
    ),
    Fault(
        "gui/panels/data/overview_page.py",
        "self.verticalScrollBar().setValue(top)",
        "pass",
        "the pill leads nowhere",
    ),
)
WATCHING = {
    "gui/panels/samples/verdict_view.py": ["tests/gui/panels/samples/test_verdict_view.py"],
    "gui/panels/data/overview_page.py": ["tests/gui/panels/data/test_data_panel.py"],
}
