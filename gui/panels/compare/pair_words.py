"""Which of two runs is better, in sentences."""

from __future__ import annotations

from core.evaluation.mcnemar import McNemar
from core.evaluation.two_judged import TwoJudged
from core.number_text import percent_text
from core.number_words import counted
from gui.judging.class_words import many
from gui.judging.evaluation import Evaluation
from gui.panels.compare.judged_pair import PairAnswer

PART_WORDS = {"test": "test", "validation": "validation", "train": "training"}
CAUTION = "The other run may have learned from some of these images."


def headline(answer: PairAnswer) -> str:
    """Return which is right more often, if that is not likely to be chance."""
    shares = [_share(one) for one in (answer.first, answer.second)]
    test = answer.both.test
    if not test.is_significant:
        return f"A {shares[0]} right, B {shares[1]}: the difference may well be chance"
    better, at = ("B", 1) if test.only_second > test.only_first else ("A", 0)
    return f"{better} is right more often: {shares[at]} against {shares[1 - at]}"


def chance_sentence(test: McNemar) -> str:
    """Return where only one is right, and how likely chance makes such a difference."""
    where = (
        f"On {counted(test.only_second, 'image')} only B is right, on {test.only_first:,} only "
        "A."
    )
    if test.only_first == test.only_second:
        return f"{where} So neither is ahead."
    how = "exact test" if test.is_exact else "test"
    return (
        f"{where} Were both equally good, chance would make a difference like that in "
        f"{percent_text(test.p_value)} of all cases (McNemar's {how})."
    )


def class_sentence(both: TwoJudged, names: tuple[str, ...]) -> str:
    """Return with which classes B gains and loses most; empty if with none."""
    gained = max(both.by_class, key=lambda one: one.surplus, default=None)
    lost = min(both.by_class, key=lambda one: one.surplus, default=None)
    parts = []
    if gained is not None and gained.surplus > 0:
        parts.append(f"gains most on {many(names[gained.index])} ({gained.surplus:,} more)")
    if lost is not None and lost.surplus < 0:
        parts.append(f"loses most on {many(names[lost.index])} ({-lost.surplus:,} fewer)")
    return f"B {' and '.join(parts)}." if parts else ""


def caution(answer: PairAnswer) -> str:
    """Return which images these are, and whether the judgement of them is fair."""
    request = answer.request
    part = PART_WORDS[request.first.part.value]
    said = f"{counted(len(answer.first.verdicts.rows), f'{part} image')}."
    ours, theirs = request.first.moment.experiment, request.second.moment.experiment
    is_split_alike = (
        ours is not None
        and theirs is not None
        and (ours.seed, ours.validation_share) == (theirs.seed, theirs.validation_share)
    )
    return said if part == "test" or is_split_alike else f"{said} {CAUTION}"


def _share(evaluation: Evaluation) -> str:
    return percent_text(evaluation.judgement.accuracy, 2)
