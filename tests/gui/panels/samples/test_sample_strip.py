"""The sample strip, clicked and typed into as a person does."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.presets import SEED_CNN
from tests.support.moments import make_moment, small_mnist
from tests.support.people import (
    broken_moment,
    click,
    find,
    press,
    text_of,
    without_label,
)
from tests.support.sample_strip import TEST_LABELS, shown, thumbnails, verdict


def choose(strip, name, text):
    """Choose an entry of a list by walking to it with the keyboard."""
    box = find(strip, name, QComboBox)
    place = box.findText(text)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def type_index(strip, qtbot, text):
    spin = find(strip, "sample_index", QSpinBox)
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, text)
    qtbot.keyClick(spin, Qt.Key.Key_Return)


def test_that_the_first_test_image_is_shown_and_marked(strip):
    assert shown(strip) == (Part.TEST, 0)
    marked = [button for button in thumbnails(strip) if button.is_current]
    assert len(marked) == 1
    assert marked[0].toolTip() == f"Test image 0, label {TEST_LABELS[0]}"
    assert text_of(strip, "sample_count") == "1,000 images"


def test_that_a_click_on_a_thumbnail_shows_that_image(strip):
    third = thumbnails(strip)[2]
    index = third.property("sample_index")
    click(third)
    assert shown(strip) == (Part.TEST, index)
    np.testing.assert_array_equal(
        strip._state.sample.sample.image, small_mnist().test.images[index]
    )
    assert find(strip, "sample_index", QSpinBox).value() == index


def test_that_previous_and_next_step_and_go_round(strip):
    press(strip, "sample_next")
    assert shown(strip) == (Part.TEST, 1)
    press(strip, "sample_previous")
    press(strip, "sample_previous")
    assert shown(strip) == (Part.TEST, 999)
    press(strip, "sample_next")
    assert shown(strip) == (Part.TEST, 0)


def test_that_a_typed_index_is_shown_after_return_and_not_before(strip, qtbot):
    spin = find(strip, "sample_index", QSpinBox)
    spin.selectAll()
    qtbot.keyClicks(spin, "12")
    assert shown(strip) == (Part.TEST, 0)
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert shown(strip) == (Part.TEST, 12)
    qtbot.keyClick(spin, Qt.Key.Key_Down)
    assert shown(strip) == (Part.TEST, 11)
    assert spin.alignment() & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize("nonsense", ["abc", "", "-3", "1e3", "99999999999", "½", "  "])
def test_that_nonsense_leaves_a_sample_that_exists(strip, qtbot, nonsense):
    type_index(strip, qtbot, "7")
    type_index(strip, qtbot, nonsense)
    part, index = shown(strip)
    assert part is Part.TEST
    assert 0 <= index < 1000
    assert find(strip, "sample_index", QSpinBox).value() == index


def test_that_a_class_leaves_only_its_images(strip):
    choose(strip, "sample_class", "4")
    fours = [i for i, label in enumerate(TEST_LABELS) if label == 4]
    assert strip.matching.tolist() == fours
    assert text_of(strip, "sample_count") == f"{len(fours)} images"
    assert shown(strip) == (Part.TEST, fours[0])
    press(strip, "sample_next")
    assert shown(strip) == (Part.TEST, fours[1])
    for _ in range(5):
        press(strip, "sample_random")
        assert shown(strip)[1] in fours
    assert {TEST_LABELS[b.property("sample_index")] for b in thumbnails(strip)} == {4}
    choose(strip, "sample_class", "any")
    assert len(strip.matching) == 1000


def test_that_a_class_is_chosen_with_the_keyboard_alone(strip, qtbot):
    box = find(strip, "sample_class", QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert TEST_LABELS[shown(strip)[1]] == 0


def test_that_another_part_is_stepped_through(strip):
    choose(strip, "sample_part", "Training")
    part, index = shown(strip)
    assert part is Part.TRAIN
    count = strip._state.data.count(Part.TRAIN)
    assert find(strip, "sample_index", QSpinBox).maximum() == count - 1
    assert text_of(strip, "sample_count") == f"{count:,} images"
    row = strip._state.data.rows(Part.TRAIN)[index]
    np.testing.assert_array_equal(
        strip._state.sample.sample.image, small_mnist().train.images[row]
    )


def test_that_random_never_shows_the_same_image_again(strip):
    for _ in range(10):
        before = shown(strip)
        press(strip, "sample_random")
        assert shown(strip) != before


def test_that_mistakes_are_asked_for_and_then_stepped_through(strip, qtbot):
    with qtbot.waitSignal(strip.predictions_wanted) as asked:
        press(strip, "sample_mistakes")
    assert asked.args == [Part.TEST]
    assert text_of(strip, "sample_count") == "judging…"
    assert not find(strip, "sample_next", QPushButton).isEnabled()
    said = TEST_LABELS.copy()
    wrong = [5, 17, 900]
    said[wrong] = (said[wrong] + 1) % 10
    strip.set_predictions(Part.TEST, said)
    assert strip.matching.tolist() == wrong
    assert text_of(strip, "sample_count") == "3 wrong"
    seen = [shown(strip)[1]]
    for _ in range(3):
        press(strip, "sample_next")
        seen.append(shown(strip)[1])
    assert seen == [5, 17, 900, 5]
    press(strip, "sample_mistakes")
    assert len(strip.matching) == 1000
    assert shown(strip) == (Part.TEST, 5)


def test_that_a_network_without_mistakes_is_congratulated_and_nothing_is_stepped(strip):
    press(strip, "sample_mistakes")
    strip.set_predictions(Part.TEST, TEST_LABELS)
    assert text_of(strip, "sample_count") == "no mistakes"
    assert shown(strip) == (Part.TEST, 0)
    assert not find(strip, "sample_random", QPushButton).isEnabled()


def test_that_predictions_of_replaced_data_are_ignored(strip):
    press(strip, "sample_mistakes")
    strip.set_predictions(Part.TEST, np.zeros(7, int))
    assert text_of(strip, "sample_count") == "judging…"


@pytest.mark.parametrize("change", ["fewer images", "another part"])
def test_that_no_image_of_before_is_left_while_others_are_judged(strip, qtbot, change):
    press(strip, "sample_mistakes")
    said = TEST_LABELS.copy()
    said[900:] = (said[900:] + 1) % 10
    strip.set_predictions(Part.TEST, said)
    assert shown(strip) == (Part.TEST, 900)
    if change == "another part":
        choose(strip, "sample_part", "Training")
    else:
        whole = small_mnist()
        test = LabelledImages(whole.test.images[:20], whole.test.labels[:20])
        strip._state.data.use(replace(whole, test=test), 0.1, 1)
    assert text_of(strip, "sample_count") == "judging…"
    strip.resize(700, 52)
    qtbot.wait(1)
    assert thumbnails(strip) == []
    part, index = shown(strip)
    assert index < strip._state.data.count(part)


def test_that_mistakes_are_judged_anew_after_more_training(strip, qtbot):
    press(strip, "sample_mistakes")
    strip.set_predictions(Part.TEST, np.where(TEST_LABELS == 3, 8, TEST_LABELS))
    assert {TEST_LABELS[i] for i in strip.matching} == {3}
    press(strip, "sample_mistakes")
    moment = make_moment()
    strip._state.moment.show(replace(moment, snapshot=replace(moment.snapshot, step=50)))
    with qtbot.waitSignal(strip.predictions_wanted):
        press(strip, "sample_mistakes")


def test_that_mistakes_of_another_run_are_judged_anew_even_at_the_same_step(strip, qtbot):
    moment = make_moment()
    strip._state.moment.show(moment)
    press(strip, "sample_mistakes")
    strip.set_predictions(Part.TEST, TEST_LABELS)
    press(strip, "sample_mistakes")
    with qtbot.assertNotEmitted(strip.predictions_wanted):
        press(strip, "sample_mistakes")
    press(strip, "sample_mistakes")
    strip._state.moment.show(replace(moment, run_id="another"))
    with qtbot.waitSignal(strip.predictions_wanted):
        press(strip, "sample_mistakes")


def test_that_the_verdict_is_the_traced_one(strip):
    moment = make_moment(steps=20)
    assert verdict(strip) == (f"label {TEST_LABELS[0]} · …", "muted")
    strip._state.moment.show(moment)
    output = moment.trace.values[-1]
    said, role = verdict(strip)
    predicted = int(output.argmax())
    assert said.startswith(f"label {TEST_LABELS[0]} · predicted {predicted} (")
    assert float(said.split("(")[1].split(" %")[0]) == round(100 * float(output.max()))
    is_right = predicted == TEST_LABELS[0]
    assert said.endswith("✓" if is_right else "✗")
    assert role == ("ok" if is_right else "error")


def test_that_a_wrong_answer_is_a_cross_in_words_and_color(strip):
    moment = make_moment(steps=20)
    wrong = (moment.trace.predicted + 1) % 10
    sample = replace(moment.sample, label=wrong)
    strip._state.sample.show(sample)
    strip._state.moment.show(replace(moment, sample=sample))
    said, role = verdict(strip)
    assert said.startswith(f"label {wrong} · ")
    assert said.endswith("✗")
    assert role == "error"


def test_that_the_moment_of_another_sample_is_not_mistaken_for_this_one(strip):
    strip._state.moment.show(make_moment(steps=20))
    press(strip, "sample_next")
    assert verdict(strip) == (f"label {TEST_LABELS[1]} · …", "muted")


def test_that_a_sample_without_label_is_not_judged(strip):
    moment = without_label(make_moment(steps=20))
    strip._state.sample.show(moment.sample)
    strip._state.moment.show(moment)
    said, role = verdict(strip)
    assert said.startswith("no label · predicted ")
    assert "✓" not in said
    assert "✗" not in said
    assert role == "muted"


def test_that_nan_is_no_prediction(strip):
    strip._state.moment.show(broken_moment(SEED_CNN.network))
    assert verdict(strip) == (f"label {TEST_LABELS[0]} · ✗ no number", "error")


def test_that_other_data_keep_the_place_where_it_exists(strip, qtbot):
    type_index(strip, qtbot, "30")
    train = small_mnist().train
    tiny = Dataset(
        "tiny",
        LabelledImages(train.images[:50], train.labels[:50]),
        LabelledImages(train.images[50:60], train.labels[50:60]),
        tuple("0123456789"),
    )
    strip._state.data.use(tiny, 0.2, 1)
    assert shown(strip) == (Part.TEST, 9)
    np.testing.assert_array_equal(strip._state.sample.sample.image, train.images[59])
    without_test = replace(tiny, test=None)
    strip._state.data.use(without_test, 0.2, 1)
    assert shown(strip)[0] is not Part.TEST
    assert find(strip, "sample_part", QComboBox).findText("Test") < 0
