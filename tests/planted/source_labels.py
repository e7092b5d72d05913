"""Faults of labels that are corrected in the source of data."""

from tests.planted.fault import Fault

CHANGES, APPLIED = "core/datasets/label_changes.py", "core/datasets/corrected_data.py"
DIGEST, ASIDE = "core/datasets/source_digest.py", "core/datasets/set_aside.py"
EXTRA, STORED = "core/datasets/extra_images.py", "core/datasets/streaming/stored_dataset.py"
CHOICE = "core/commands/label_choice.py"

_OF_SOURCE = ("tests/core/datasets/test_labels_of_source.py",)
WATCHING = {
    **dict.fromkeys((CHANGES, APPLIED, DIGEST, ASIDE, EXTRA, STORED), _OF_SOURCE),
    CHOICE: ("tests/core/commands/test_labels.py",),
}

FAULTS = (
    Fault(APPLIED, "elif changes.digest != source_digest(base, source_labels(dataset), watch):",
          "elif False:", "a list of another source is applied"),
    Fault(APPLIED, "changes if labels.count is None else changes.first(labels.count)",
          "changes", "a run of before gets the changes of after"),
    Fault(APPLIED, "used.changes_digest() != labels.digest", "False",
          "a list that was written anew is not noticed"),
    Fault(APPLIED, "return str(beside) if is_taken(beside) else labels.file",
          "return labels.file", "a list does not follow its data"),
    Fault(CHANGES, "placed.append((int(order[at]), change))", "placed.append((at, change))",
          "the row in the sorted rows passes for that of the image"),
    Fault(CHANGES, "found = data.came_from.part, int(data.came_from.rows[row])",
          "found = data.came_from.part, int(row)", "a split moves corrections"),
    Fault(CHANGES, 'return labels[np.argsort(rows, kind="stable")]', "return labels",
          "the digest of a source depends on its split"),
    Fault(DIGEST, "                digest.update(piece)", "                pass",
          "pixels are no part of what a list belongs to"),
    Fault(ASIDE, "came_from.of(rows)", "came_from", "rows of a split are those before it"),
    Fault(EXTRA, ".with_more(len(labels))", "", "images of one's own have no place"),
    Fault(STORED, "plain.update(rows=part.rows, rows_of=part.rows_of)", "pass",
          "streamed images forget which they are"),
    Fault(CHOICE, "_offer(base, console)", "pass", "corrected labels are not offered"),
)  # fmt: skip
