"""Fixtures of what computes off the main thread."""

import pytest

from tests.support.wish_person import Person


@pytest.fixture
def meet(qtbot):
    people = []

    def meet_one(**options):
        people.append(Person(**options))
        return people[-1]

    yield meet_one
    for person in people:
        person.is_let_go.set()
        assert person.wish.shut_down()
