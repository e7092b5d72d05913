"""Faults of the readers of tables and of IDX."""

from tests.planted.fault import Fault

LAYOUT, NUMBERS = "core/datasets/csv_layout.py", "core/datasets/csv_numbers.py"
TABLE, IDX = "core/datasets/kaggle_csv.py", "core/datasets/idx.py"
NAMES, FOLDER = "core/datasets/idx_names.py", "core/datasets/idx_folder.py"
PAIR = "core/datasets/idx_pair.py"

FAULTS = (
    Fault(NUMBERS, "(pixels <= HIGHEST)", "(pixels <= 256)", "256 is read as 0"),
    Fault(NUMBERS, " & (values == np.floor(values))", "", "29.5 is read as 29"),
    Fault(NUMBERS, "plain_digits(line) for line in lines", "line for line in lines",
          "figures of other scripts are refused"),
    Fault(NUMBERS, "enumerate(lines, start=first_line)", "enumerate(lines, start=1)",
          "a bad cell beyond the first chunk is named by a wrong line"),
    Fault(NUMBERS, "return line.count(self._layout.separator) + 1",
          "return len(self._layout.names)", "rows that are too long are cut"),
    Fault(LAYOUT, "is_last = len(rows) > 1 and first == {0.0} and len(last) > 1",
          "is_last = False", "labels in the last column are taken for pixels"),
    Fault(LAYOUT, "names[at]) for at in columns]\n    side",
          "names[at]) for at in sorted(columns, key=str)]\n    side",
          "names of two numbers are looked at in another order"),
    Fault(LAYOUT, "if len(labels) > 1:", "if len(labels) > 9:",
          "one of two columns of labels is taken unasked"),
    Fault(LAYOUT, '    note = f"The columns have no names; the {place} one is taken for '
          'the label."\n', '    note = ""\n', "what was guessed is not said"),
    Fault(LAYOUT, "number != first + place", "False", "pixels may stand in any order"),
    Fault(TABLE, "        if len(line) > longest:\n", "        if False:\n",
          "a line of any length is taken into memory"),
    Fault(TABLE, "        self._line += 1\n", "", "a bad cell is named by a wrong line"),
    Fault(TABLE, "separators = (named[1],)", "separators = SEPARATORS",
          "Excel's word about the separator is not believed"),
    Fault(NUMBERS, "stored_labels(rows[:, 0])", "stored_labels(rows[:, -1])",
          "the last pixel is the label"),
    Fault(IDX, "if not 1 <= count <= MAX_VALUES:", "if count > MAX_VALUES:",
          "files without an image are read"),
    Fault(IDX, "values = values[:, 0]", "values = values[:, 1]",
          "another column of QMNIST is the class"),
    Fault(IDX, "(values >= 0) & (values <= HIGHEST_LABEL)", "values <= HIGHEST_LABEL",
          "labels below zero are turned round"),
    Fault(IDX, "if sha256 is not None and _sha256(header.content, values) != sha256:",
          "if False:",
          "a changed file of MNIST is not noticed"),
    Fault(IDX, "source.is_packed and found.length > source.at_most", "False",
          "a packed bomb is unpacked"),
    Fault(NAMES, "t10k|test(ing)?", "test(ing)?", "MNIST's own test images are not found"),
    Fault(NAMES, "file_name.lower()", "file_name", "names in capitals are not understood"),
    Fault(PAIR, "if len(images) != len(labels):", "if len(images) < len(labels):",
          "images beyond the last label are kept"),
    Fault(FOLDER, "if len(titles) > 1:", "if False:", "one of several data sets is taken"),
    Fault(FOLDER, "if test.images.shape[1:] != train.images.shape[1:]:", "if False:",
          "test images of another size are taken"),
    Fault(FOLDER, "    return dataset, frozenset(used)\n", "    return dataset, frozenset()\n",
          "files that were read are said to be left out"),
)  # fmt: skip
