"""The headline of the sample, clicked and typed into as a person does."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.presets import SEED_CNN
from gui.state.data_use import use_data
from gui.state.judged_part import JudgedPart
from tests.support.moments import make_moment, small_mnist
from tests.support.people import (
    broken_moment,
    find,
    press,
    without_label,
)
from tests.support.sample_headline import (
    TEST_LABELS,
    browser_of,
    quiet_line,
    sentence,
    shown,
)


def choose(headline, name, text):
    """Choose an entry of a list by walking to it with the keyboard."""
    box = find(headline, name, QComboBox)
    place = box.findText(text)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def type_index(headline, qtbot, text):
    spin = find(headline, "sample_index", QSpinBox)
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, text)
    qtbot.keyClick(spin, Qt.Key.Key_Return)


def judge(headline, predicted, *, run_id="", step=0):
    """Say what the network says of every test image."""
    browser_of(headline).take_judgement(JudgedPart(Part.TEST, predicted, run_id, step))


def test_that_the_first_test_image_is_shown_and_named(headline):
    assert shown(headline) == (Part.TEST, 0)
    assert quiet_line(headline) == "test image 0 of 1,000"


def test_that_previous_and_next_step_and_go_round(headline):
    press(headline, "sample_next")
    assert shown(headline) == (Part.TEST, 1)
    press(headline, "sample_previous")
    press(headline, "sample_previous")
    assert shown(headline) == (Part.TEST, 999)
    press(headline, "sample_next")
    assert shown(headline) == (Part.TEST, 0)


def test_that_a_typed_index_is_shown_after_return_and_not_before(headline, qtbot):
    spin = find(headline, "sample_index", QSpinBox)
    spin.selectAll()
    qtbot.keyClicks(spin, "12")
    assert shown(headline) == (Part.TEST, 0)
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert shown(headline) == (Part.TEST, 12)
    qtbot.keyClick(spin, Qt.Key.Key_Down)
    assert shown(headline) == (Part.TEST, 11)
    assert spin.alignment() & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize("nonsense", ["abc", "", "-3", "1e3", "99999999999", "½", "  "])
def test_that_nonsense_leaves_a_sample_that_exists(headline, qtbot, nonsense):
    type_index(headline, qtbot, "7")
    type_index(headline, qtbot, nonsense)
    part, index = shown(headline)
    assert part is Part.TEST
    assert 0 <= index < 1000
    assert find(headline, "sample_index", QSpinBox).value() == index


@pytest.mark.parametrize("typed", ["1000", "5000", "20000", "99999999999"])
def test_that_a_number_beyond_the_last_image_means_the_last(headline, qtbot, typed):
    type_index(headline, qtbot, "7")
    type_index(headline, qtbot, typed)
    assert shown(headline) == (Part.TEST, 999)
    assert find(headline, "sample_index", QSpinBox).text() == "999"
    assert find(headline, "sample_index", QSpinBox).toolTip().endswith("0 to 999.")


def test_that_a_class_leaves_only_its_images(headline):
    choose(headline, "sample_class", "4")
    fours = [i for i, label in enumerate(TEST_LABELS) if label == 4]
    assert browser_of(headline).matching.tolist() == fours
    assert quiet_line(headline).endswith(f"{len(fours)} images of class 4")
    assert shown(headline) == (Part.TEST, fours[0])
    press(headline, "sample_next")
    assert shown(headline) == (Part.TEST, fours[1])
    for _ in range(5):
        press(headline, "sample_random")
        assert shown(headline)[1] in fours
    choose(headline, "sample_class", "any")
    assert len(browser_of(headline).matching) == 1000


def test_that_a_class_is_chosen_with_the_keyboard_alone(headline, qtbot):
    box = find(headline, "sample_class", QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert TEST_LABELS[shown(headline)[1]] == 0


def test_that_another_part_is_stepped_through(headline):
    choose(headline, "sample_part", "Training")
    part, index = shown(headline)
    assert part is Part.TRAIN
    count = headline._state.data.count(Part.TRAIN)
    assert find(headline, "sample_index", QSpinBox).maximum() == count - 1
    assert quiet_line(headline) == f"training image {index} of {count:,}"
    row = headline._state.data.rows(Part.TRAIN)[index]
    np.testing.assert_array_equal(
        headline._state.sample.sample.image, small_mnist().train.images[row]
    )


def test_that_random_never_shows_the_same_image_again(headline):
    for _ in range(10):
        before = shown(headline)
        press(headline, "sample_random")
        assert shown(headline) != before


def test_that_mistakes_are_asked_for_and_then_stepped_through(headline, qtbot):
    with qtbot.waitSignal(browser_of(headline).judgement_wanted) as asked:
        press(headline, "sample_mistakes")
    assert asked.args == [Part.TEST]
    assert quiet_line(headline).endswith(" · judging…")
    assert not find(headline, "sample_next", QPushButton).isEnabled()
    said = TEST_LABELS.copy()
    wrong = [5, 17, 900]
    said[wrong] = (said[wrong] + 1) % 10
    judge(headline, said)
    assert browser_of(headline).matching.tolist() == wrong
    assert quiet_line(headline).endswith(" · 3 mistakes at step 0")
    seen = [shown(headline)[1]]
    for _ in range(3):
        press(headline, "sample_next")
        seen.append(shown(headline)[1])
    assert seen == [5, 17, 900, 5]
    press(headline, "sample_mistakes")
    assert len(browser_of(headline).matching) == 1000
    assert shown(headline) == (Part.TEST, 5)


def test_that_a_network_without_mistakes_is_congratulated_and_nothing_is_stepped(headline):
    press(headline, "sample_mistakes")
    judge(headline, TEST_LABELS)
    assert quiet_line(headline).endswith(" · no mistakes at step 0")
    assert shown(headline) == (Part.TEST, 0)
    assert not find(headline, "sample_random", QPushButton).isEnabled()


def test_that_predictions_of_replaced_data_are_ignored(headline):
    press(headline, "sample_mistakes")
    judge(headline, np.zeros(7, int))
    assert quiet_line(headline).endswith(" · judging…")


def at_step(step, run_id="first"):
    moment = make_moment()
    return replace(moment, run_id=run_id, snapshot=replace(moment.snapshot, step=step))


def test_that_mistakes_stay_those_of_the_step_they_were_judged_at(headline, qtbot):
    headline._state.moment.show(at_step(601))
    press(headline, "sample_mistakes")
    said = np.where(TEST_LABELS == 3, 8, TEST_LABELS)
    judge(headline, said, run_id="first", step=601)
    threes = int((TEST_LABELS == 3).sum())
    assert {TEST_LABELS[i] for i in browser_of(headline).matching} == {3}
    with qtbot.assertNotEmitted(browser_of(headline).judgement_wanted):
        headline._state.moment.show(at_step(700))
    assert f"{threes} mistakes at step 601" in quiet_line(headline)
    press(headline, "sample_mistakes")
    assert "mistakes" not in quiet_line(headline)
    with qtbot.waitSignal(browser_of(headline).judgement_wanted):
        press(headline, "sample_mistakes")


def test_that_mistakes_of_one_run_are_never_shown_of_another_at_the_same_step(headline, qtbot):
    headline._state.moment.show(at_step(601))
    press(headline, "sample_mistakes")
    judge(headline, np.where(TEST_LABELS == 3, 8, TEST_LABELS), run_id="first", step=601)
    with qtbot.waitSignal(browser_of(headline).judgement_wanted) as asked:
        headline._state.moment.show(at_step(601, "another"))
    assert asked.args == [Part.TEST]
    assert quiet_line(headline).endswith("judging…")
    assert not find(headline, "sample_next", QPushButton).isEnabled()
    judge(headline, np.where(TEST_LABELS == 5, 8, TEST_LABELS), run_id="another", step=601)
    assert {TEST_LABELS[i] for i in browser_of(headline).matching} == {5}


def test_that_the_mistakes_of_this_very_step_are_not_judged_twice(headline, qtbot):
    headline._state.moment.show(at_step(601))
    press(headline, "sample_mistakes")
    judge(headline, TEST_LABELS, run_id="first", step=601)
    press(headline, "sample_mistakes")
    with qtbot.assertNotEmitted(browser_of(headline).judgement_wanted):
        press(headline, "sample_mistakes")


def test_that_the_verdict_is_the_traced_one(headline):
    moment = make_moment(steps=20)
    assert sentence(headline) == (f"{TEST_LABELS[0]} — …", "")
    headline._state.moment.show(moment)
    output = moment.trace.values[-1]
    first, second = (int(place) for place in output.argsort()[::-1][:2])
    said, pill = sentence(headline)
    assert said.startswith(f"{TEST_LABELS[0]} — says {first}, ")
    assert abs(float(said.split(", ")[1].split(" %")[0]) - 100 * output[first]) <= 0.5
    assert pill == ("✓ right" if first == TEST_LABELS[0] else "✗ wrong")
    assert f"second guess {second}, " in quiet_line(headline)
    share = float(quiet_line(headline).split(", ")[-1].split(" %")[0])
    assert abs(share - 100 * output[second]) <= 0.5


def test_that_a_wrong_answer_is_a_cross_in_words(headline):
    moment = make_moment(steps=20)
    wrong = (moment.trace.predicted + 1) % 10
    sample = replace(moment.sample, label=wrong)
    headline._state.sample.show(sample)
    headline._state.moment.show(replace(moment, sample=sample))
    said, pill = sentence(headline)
    assert said.startswith(f"{wrong} — says {moment.trace.predicted}")
    assert pill == "✗ wrong"


def test_that_the_moment_of_another_sample_is_not_mistaken_for_this_one(headline):
    headline._state.moment.show(make_moment(steps=20))
    press(headline, "sample_next")
    assert sentence(headline) == (f"{TEST_LABELS[1]} — …", "")


def test_that_an_image_that_the_network_cannot_take_is_for_the_next_run(headline):
    headline.resize(1200, headline.height())
    headline._state.moment.show(make_moment(steps=20))
    images = np.zeros((3, 9, 7, 3), np.uint8)
    photos = Dataset("photos", LabelledImages(images, np.array([1, 0, 1], np.uint8)), None,
                     ("cat", "dog"))  # fmt: skip
    use_data(headline._state, photos, SEED_CNN.replace(validation_share=0.0))
    headline.refresh_now()
    assert sentence(headline) == ("dog — for the next run", "")
    headline.resize(300, headline.height())  # where not all of it has room
    assert sentence(headline) == ("dog — …", "")


def test_that_a_sample_without_label_is_not_judged(headline):
    moment = without_label(make_moment(steps=20))
    headline._state.sample.show(moment.sample)
    headline._state.moment.show(moment)
    said, pill = sentence(headline)
    assert said.startswith("No label — says ")
    assert pill == ""


def test_that_nan_is_no_prediction(headline):
    headline._state.moment.show(broken_moment(SEED_CNN.network))
    assert sentence(headline) == (f"{TEST_LABELS[0]} — says no number", "✗ no number")


def test_that_other_data_keep_the_place_where_it_exists(headline, qtbot):
    type_index(headline, qtbot, "30")
    train = small_mnist().train
    tiny = Dataset(
        "tiny",
        LabelledImages(train.images[:50], train.labels[:50]),
        LabelledImages(train.images[50:60], train.labels[50:60]),
        tuple("0123456789"),
    )
    headline._state.data.use(tiny, 0.2, 1)
    assert shown(headline) == (Part.TEST, 9)
    np.testing.assert_array_equal(headline._state.sample.sample.image, train.images[59])
    without_test = replace(tiny, test=None)
    headline._state.data.use(without_test, 0.2, 1)
    assert shown(headline)[0] is not Part.TEST
    assert find(headline, "sample_part", QComboBox).findText("Test") < 0
