import pytest

from core.number_words import are, comma_advice, counted, plain_digits


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("0,05", "write 0.05"),
        (" -3,5 ", "write -3.5"),
        ("٠,٥", "write 0.5"),
        ("1,000", "write 1000 or 1.000"),
        ("0,050", "write 0.050"),
        ("0.05", ""),
        ("1,2,3", ""),
        ("fast", ""),
    ],
)
def test_that_a_decimal_comma_is_answered_with_what_to_write(text, advice):
    assert comma_advice(text) == advice


def test_that_figures_of_every_script_are_read():
    assert plain_digits("٣٧ ३७ 37 x²") == "37 37 37 x²"


def test_that_one_is_not_many():
    assert counted(1, "training image") == "1 training image"
    assert counted(0, "image") == "0 images"
    assert counted(12_000, "image") == "12,000 images"
    nouns = ["class", "batch", "epoch", "copy", "key", "box"]
    many = ["2 classes", "2 batches", "2 epochs", "2 copies", "2 keys", "2 boxes"]
    assert [counted(2, noun) for noun in nouns] == many
    assert (are(0), are(1), are(2)) == ("are", "is", "are")
