"""What is counted agrees with how many there are: 1 image, 2 images."""

import ast
import re

import pytest

from tests.architecture.one_reading import findings, search

NOUNS = (
    "class image digit epoch step run trial filter unit layer pixel number thread label "
    "picture file copy row column minute hour worker drawing sample weight"
)
PLURAL = re.compile(
    "^ (?:(?:training|test|validation|held-back) )?(?:"
    + "|".join(
        {"class": "classes", "copy": "copies"}.get(noun, f"{noun}s") for noun in NOUNS.split()
    )
    + r")\b(?!/)"
)
#: Before a total or a limit the noun is that of many.
OF_MANY = re.compile(r"(?:\bof|\bof the|\bmost|\bthan|×|\bto|,|\bevery|\beach)$|[\d×]$")
#: Counts that are never 1, by file and what is counted.
NEVER_ONE = {
    ("core/data_import/checked.py", "height * width * channels"),  # of a large image
    ("core/data_map/layer_numbers.py", "width"),  # more than a map is made of
    ("core/datasets/csv_numbers.py", "len(layout.names)"),  # one column is no table
    ("core/datasets/csv_one_hot.py", "len(self.classes)"),
    ("core/datasets/label_changes.py", "classes"),
    ("core/datasets/label_table.py", "len(names)"),
    ("core/documents/event_codec.py", "max(counts)"),
    ("core/drawing/sample_shape.py", "numbers"),
    ("core/formats/zip_member.py", "len(names)"),
    ("core/inspection/layer_captions.py", "gradient.size"),
    ("core/layers/average_pool2d.py", "seen.x.size"),
    ("core/layers/dropout.py", "seen.y.size"),
    ("gui/figures/figure_file.py", "self.width"),
    ("gui/panels/draw/own_digits_keeper.py", "len(digits)"),  # the noun is chosen there
    ("gui/panels/ledger/share_rows.py", "len(terms)"),
    ("core/reporting/judgement_section.py", "len(figures)"),  # more than fit into a report
    ("core/layers/layer_norm.py", "channels"),  # one channel is said otherwise
    ("core/datasets/csv_one_hot.py", "count"),  # one column is no choice among classes
    ("core/training/early_stopping.py", "self._waited"),
    ("core/sweeping/sweep_course.py", "digits_text(epochs, 3)"),  # of a rung
    ("gui/lab/run_trash.py", "len(names)"),
    ("gui/lab/run_work.py", "len(rows)"),
    ("gui/window/document_actions.py", "len(paths)"),
    ("gui/window/end_text.py", "len(names)"),
}


def disagreeing(tree):
    """Yield line and count of every f-string with a plural that no one chose by its count."""
    for node in tree:
        for before, value, after in zip(
            [None, *node.values], node.values, node.values[1:], strict=False
        ):
            if not (isinstance(value, ast.FormattedValue) and isinstance(after, ast.Constant)):
                continue
            lead = before.value.rstrip() if isinstance(before, ast.Constant) else ""
            count = ast.unparse(value.value)
            is_fixed = count.isupper() or isinstance(value.value, ast.Constant)
            is_count = value.format_spec is not None or count.startswith("len(")
            is_plural = PLURAL.match(after.value) and not OF_MANY.search(lead)
            if is_count and is_plural and not is_fixed:
                yield value.lineno, count


@search
def plurals(source):
    if source.name.startswith("core/textbook/"):
        return []
    return list(disagreeing(source.of(ast.JoinedStr)))


def test_that_no_count_stands_before_a_plural_it_may_not_have():
    found = [
        f"{name}:{line}: {count}"
        for name, places in findings(plurals).items()
        for line, count in places
        if (name, count) not in NEVER_ONE
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('f"{len(rows):,} images"', 1),
        ('f"{n:,} training images"', 1),
        ('f"{rate:,.0f} images/s"', 0),
        ('f"step {n} of {total} steps"', 0),
        ('f"at most {MOST} files"', 0),
        ("f\"{counted(n, 'image')}\"", 0),
        ('f"{n} imagesque"', 0),
    ],
)
def test_that_the_search_finds_them(text, count):
    tree = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr)]
    assert len(list(disagreeing(tree))) == count
