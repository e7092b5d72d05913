"""Faults of words: indices, glossary and keys."""

from tests.planted.fault import Fault

INDEX, TERMS = "core/index_words.py", "core/ledger/terms.py"
TITLES, CHOOSER = "core/anatomy/titles.py", "gui/widgets/channel_chooser.py"
ANSWER = "gui/help/answer.py"
KEYS, NUMBERS = "gui/help/picture_keys.py", "core/glossary/numbers.py"

FAULTS = (
    Fault(INDEX, "unit if noun == 'class' else index_words(unit)", "index_words(unit)",
          "classes are counted with everything else"),
    Fault(INDEX, "token = _for_now.set(0)", "token = _for_now.set(None)",
          "code counts from what people chose"),
    Fault(TERMS, "return f\"{self.noun} {place_words(place[:2])}\"",
          "return f\"{self.noun} ({place[0]}, {place[1]})\"",
          "rows and columns of terms count from 0 whatever was chosen"),
    Fault(TITLES, "if outline.spec.LAYS_OUT_MAPS:", "if False:",
          "numbers of a row are not named by channel and place"),
    Fault(CHOOSER, "one_of_words(self._noun, self._channel, self._count)",
          'f"{self._noun} {self._channel}"', "a chooser does not say of how many"),
    Fault(KEYS, '"Remove the layer", ("Delete",)', '"Remove the layer", ()',
          "a key is not on the page of keys"),
    Fault(NUMBERS, "core/trace.py: trace_sample", "core/trace.py: traced_sample",
          "a word names a function that is not there"),
    Fault(ANSWER, "if isinstance(widget, QLabel | QAbstractButton):", "if False:",
          "what stands on a label is not looked up"),
)  # fmt: skip
