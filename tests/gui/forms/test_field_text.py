import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.experiment import Experiment
from core.fields import field_rules
from core.layers.conv2d import Conv2DSpec
from core.optimizers.sgd import SGDSpec
from gui.forms.field_text import FieldText

CONV = field_rules(Conv2DSpec)
RATE = FieldText(field_rules(SGDSpec)["learning_rate"])


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.05", 0.05), ("1e-3", 0.001), (" .5 ", 0.5), ("1e9", 1e9), ("3", 3.0), ("1E-07", 1e-7)],
)
def test_that_a_learning_rate_may_be_written_in_any_usual_way(text, value):
    assert RATE.read(text) == value


@pytest.mark.parametrize(
    "text", ["0", "-0.1", "", "fast", "nan", "inf", "1e10", "0,1", "1_0", "1e999", "9" * 5000]
)
def test_that_a_refused_learning_rate_says_what_is_expected_and_what_came(text):
    with pytest.raises(ValueError, match=r"Learning rate must be a number above 0 to 1e9"):
        RATE.read(text)


def test_that_the_sentence_quotes_what_was_typed_but_never_at_length():
    with pytest.raises(ValueError, match="received “fast”"):
        RATE.read("fast")
    with pytest.raises(ValueError, match="received nothing"):
        RATE.read("  ")
    with pytest.raises(ValueError, match="Learning rate") as caught:
        RATE.read("x" * 100_000)
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(
    ("text", "pair"),
    [("3", (3, 3)), ("3×5", (3, 5)), ("3x5", (3, 5)), ("3, 5", (3, 5)), ("3 5", (3, 5))],
)
def test_that_a_kernel_is_one_or_two_numbers(text, pair):
    assert FieldText(CONV["kernel_size"]).read(text) == pair


@pytest.mark.parametrize("text", ["0", "3×", "3×5×7", "33", "a", "1.5", "-1", ""])
def test_that_no_other_kernel_is_accepted(text):
    with pytest.raises(
        ValueError, match="Kernel must be one or two whole numbers from 1 to 32"
    ):
        FieldText(CONV["kernel_size"]).read(text)


def test_that_explicit_padding_is_four_numbers():
    padding = FieldText(CONV["padding"])
    assert padding.read("1, 2 3;4") == ((1, 2), (3, 4))
    assert padding.write(((1, 2), (3, 4))) == "1, 2, 3, 4"
    with pytest.raises(ValueError, match="four whole numbers from 0 to 32: top, bottom"):
        padding.read("1 2 3")


def test_that_whole_numbers_may_be_grouped_in_thousands():
    seed = FieldText(field_rules(Experiment)["seed"])
    assert seed.read("4,294,967,295") == 2**32 - 1
    assert seed.read("٣٧") == 37
    for text in ("1,2", "1.0", "1e3", "٣x", "4294967296"):
        with pytest.raises(ValueError, match="Seed must be"):
            seed.read(text)


def test_that_a_decimal_comma_is_answered_with_what_to_write():
    with pytest.raises(ValueError, match=r"received “0,05”: write 0\.05\.$"):
        RATE.read("0,05")


@given(st.floats(min_value=1e-300, max_value=1e9))
def test_that_what_is_written_reads_back_as_the_same_number(rate):
    assert RATE.read(RATE.write(rate)) == rate


@given(st.tuples(st.integers(1, 32), st.integers(1, 32)))
def test_that_a_written_pair_reads_back(pair):
    stride = FieldText(CONV["stride"])
    assert stride.read(stride.write(pair)) == pair


def test_that_steps_stay_inside_the_range():
    filters = FieldText(CONV["filters"])
    assert [filters.stepped(n, step) for n, step in ((1, -1), (8, 1), (1024, 1))] == [
        1,
        9,
        1024,
    ]
    assert FieldText(CONV["kernel_size"]).stepped((3, 5), 1) == (4, 6)
    assert RATE.stepped(0.1, 1) == 0.1
