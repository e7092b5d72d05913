"""Faults of exploring data, and of labels that are corrected."""

from tests.planted.fault import Fault

CLASSES = "core/exploring/class_images.py"
FACTS = "core/exploring/pixel_facts.py"
COPIES = "core/exploring/copies.py"
NEAREST = "core/exploring/nearest_images.py"
READER = "core/exploring/pixel_reader.py"
BASELINE = "core/exploring/baseline.py"
SUSPECTS = "core/exploring/suspects.py"
FINDINGS = "core/exploring/findings.py"
CHANGES = "core/datasets/label_changes.py"
LABELS = "core/datasets/label_file.py"
SOURCE = "core/datasets/data_source.py"
KEEPER = "gui/panels/data/label_keeper.py"
PLACE = "gui/panels/data/label_place.py"
PAGE = "gui/panels/data/label_page.py"
PANEL = "gui/panels/data/data_panel.py"
EXPLORING = "gui/panels/data/exploring.py"

FAULTS = (
    Fault(CLASSES, "part.rows[piece]", "piece", "rows of the file pass for those of a part"),
    Fault(CLASSES, "- means * means", "", "the variance is the mean of the squares"),
    Fault(FACTS, "lowest == highest", "lowest == 0", "pixels that are always bright change"),
    Fault(FACTS, "first + at", "at", "empty images are shown in the wrong place"),
    Fault(COPIES, "index = first + at", "index = at", "copies are shown in the wrong place"),
    Fault(COPIES, "len(set(self.labels)) > 1", "len(self.labels) > 2",
          "copies with two labels are not noticed"),
    Fault(NEAREST, "order[order != without]", "order", "an image is its own neighbour"),
    Fault(NEAREST, "asked.rows[indices][:, None] == among.rows[block]] = np.inf",
          "asked.rows[indices][:, None] < 0] = np.inf", "each image judges itself"),
    Fault(NEAREST, "is_nearer = found < least", "is_nearer = found <= least",
          "among equals the last counts"),
    Fault(NEAREST, "squares += norms[:, None]", "pass", "distances are not distances"),
    Fault(READER, "sums / self._areas", "sums / self._areas.max()",
          "blocks of unlike sizes are of unlike brightness"),
    Fault(BASELINE, "predicted == asked.labels[indices]",
          "predicted == asked.labels[nearest % len(asked)]",
          "the figure to beat compares other images"),
    Fault(BASELINE, "not np.array_equal(asked.image(one), among.image(other))", "True",
          "copies pass for near copies as well"),
    Fault(SUSPECTS, "np.lexsort((indices, -weights))", "np.lexsort((indices, weights))",
          "the least suspect come first"),
    Fault(SUSPECTS, "np.isnan(losses), np.inf", "np.isnan(losses), 0",
          "what gives no number is not suspect"),
    Fault(FINDINGS, "there.max() <= EVEN * there.min()", "there.max() < EVEN * there.min()",
          "classes of 4 and 6 images are not called even"),
    Fault(FINDINGS, "key=lambda one: not one.is_problem", "key=lambda one: one.is_problem",
          "problems stand last"),
    Fault(CHANGES, "labels[at] != change.before or", "",
          "changes of other labels are applied"),
    Fault(CHANGES, "data.labels.copy()", "data.labels", "the labels in use are written to"),
    Fault(CHANGES, "if before != change.after:", "if True:",
          "undone changes count as corrected"),
    Fault(LABELS, 'digest.update(part.labels.astype("<u4").data)', "pass",
          "labels are no part of what a list belongs to"),
    Fault(SOURCE, "_absolute(corrections)", "corrections",
          "a run finds its corrected labels only where it was started"),
    Fault(KEEPER, "if standing and standing[-1].turned_back == change:", "if False:",
          "undo undoes the undoing"),
    Fault(KEEPER, "write_changes(*self._unsaved)", "pass",
          "what was corrected last is lost when the window closes"),
    Fault(PLACE, "os.access(beside.parent, os.W_OK)", "True",
          "a list is to be written where nothing may be"),
    Fault(PLACE, "if changes.digest == digest:\n                return LabelPlace(beside",
          "if True:\n                return LabelPlace(beside",
          "a list of other data is taken over"),
    Fault(PAGE, "self.setFocusProxy(view.image)", "pass", "keys do not reach the labels"),
    Fault(PAGE, "self.chosen.emit(self._doubts[at].place)", "pass",
          "what is asked about is not the sample"),
    Fault(PANEL, "self._state.sample.show(data.sample(Part(part), index))", "pass",
          "a click on an image chooses nothing"),
    Fault(EXPLORING, "sample.index if sample.part is Part.TRAIN else -1", "-1",
          "the sample is its own nearest neighbour"),
    Fault(EXPLORING, "found = kept.pop(key, None)", "found = None",
          "data that is known is explored again"),
)  # fmt: skip
