"""Names of classes, typed one a line: taken, or refused by one sentence."""

import pytest

from core.data_import.typed_names import typed_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("cat\ndog", ("cat", "dog")),
        ("  cat \r\ndog\t\n\n \n", ("cat", "dog")),
        ("cat\ndog\nbird", ("cat", "dog", "bird")),
        ("Füchse\n😀 👩\u200d🚀", ("Füchse", "😀 👩\u200d🚀")),
        ("שלום\n<b>x</b>", ("שלום", "<b>x</b>")),
        ("x" * 200 + "\ny", ("x" * 200, "y")),
        ("", None),
        (" \n\n", None),
    ],
)
def test_that_a_name_a_line_is_taken(text, names):
    assert typed_names(text, 2) == names


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cat", "The data has 2 classes, and there is 1 name for them."),
        ("cat\n\ndog", "Line 2 is blank"),
        ("cat\ndog\ncat ", "Lines 1 and 3 are the same, “cat”"),
        ("cat\n" + "x" * 201, "line 2 is over 200 letters"),
        ("cat\n\u202egod", "line 2 holds letters that cannot be seen"),
        ("cat\ndo\0g", "line 2 holds letters that cannot be seen"),
        ("\n".join(map(str, range(65_537))), "At most 65,536 classes"),
    ],
)
def test_that_garbage_is_refused_by_one_sentence(text, why):
    with pytest.raises(ValueError, match=why) as refused:
        typed_names(text, 2)
    sentence = str(refused.value)
    assert len(sentence) <= 300
    assert sentence.endswith(".")
    assert sentence.isprintable()
