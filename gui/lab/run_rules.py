"""What a run does when something is asked of it: state × wish → rule, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from gui.lab.run_action import RunAction as Do
from gui.lab.run_wish import RunWish as Wish
from gui.state.run_state import RunState as State


class Circumstance(StrEnum):
    """What else a rule may depend on."""

    NETWORK_COMES = "the network of the edited experiment is still being built"
    PENDING = "the edited experiment differs from that of the run"
    TROUBLE = "the edited experiment cannot be trained"
    OTHER_DATA = "the edited experiment wants other data than those"
    UNSAVED = "what was trained was not saved a moment ago"
    RUN_WANTED = "the run that comes next is to run at once"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is done, and what follows.

    Attributes
    ----------
    actions : tuple of RunAction
        In their order.
    becomes : RunState or None
        The state afterwards; None if it stays.
    waits : RunWish or None
        What is to be asked as soon as what was begun has ended; it replaces what waited.
    forgets : bool
        Whether what waited is dropped.
    releases : bool
        Whether what waited is asked now.
    asks : RunWish or None
        What is asked instead.
    """

    actions: tuple[Do, ...] = ()
    becomes: State | None = None
    waits: Wish | None = None
    forgets: bool = False
    releases: bool = False
    asks: Wish | None = None


IGNORED = Rule()

#: There is nothing that could be trained.
_EMPTY = (State.LOADING, State.BLOCKED)
#: No network was trained; nothing is on the training thread.
_NOTHING_TRAINED = (*_EMPTY, State.READY)
#: The training thread is at work, or waits.
ACTIVE = (State.RUNNING, State.PAUSED, State.STOPPING)
_ENDED = (State.FINISHED, State.DIVERGED)
_IDLE = (*_NOTHING_TRAINED, *_ENDED)
_STARTABLE = (State.READY, State.FINISHED)

_Row = Mapping[State, Rule]


def _in(states: tuple[State, ...], rule: Rule) -> dict[State, Rule]:
    return dict.fromkeys(states, rule)


def _end_and_then(wish: Wish) -> dict[State, Rule]:
    """Return the rules of a wish for which the training thread must end first."""
    end = Rule((Do.END,), State.STOPPING, waits=wish)
    return {State.RUNNING: end, State.PAUSED: end, State.STOPPING: Rule(waits=wish)}


def _step(action: Do) -> _Row:
    return {
        **_in(_STARTABLE, Rule((Do.RUN_HELD, action), State.PAUSED)),
        State.PAUSED: Rule((action,)),
    }


def _show(*, waits: Wish | None = None) -> dict[State, Rule]:
    """Return the rules of showing another run where none is on the training thread."""
    shown = Rule((Do.SILENCE, Do.SHOW), State.READY, waits=waits, forgets=True)
    ready = Rule((Do.SHOW,), State.READY, waits=waits, forgets=True)
    return {**_in(_IDLE, shown), State.READY: ready}


def _ends(state: State) -> _Row:
    return _in(ACTIVE, Rule(becomes=state, releases=True))


_BLOCKED = Rule((Do.FORGET_NETWORK, Do.DROP_RUN), State.BLOCKED, forgets=True)

#: What is not listed is ignored.
_TABLE: Mapping[Wish, _Row] = {
    Wish.START: {
        **_in(_STARTABLE, Rule((Do.RUN,), State.RUNNING)),
        State.RUNNING: Rule((Do.PAUSE,), State.PAUSED),
        State.PAUSED: Rule((Do.RESUME,), State.RUNNING),
    },
    Wish.STEP_BATCH: _step(Do.STEP_BATCH),
    Wish.STEP_EPOCH: _step(Do.STEP_EPOCH),
    Wish.STOP: _in((State.RUNNING, State.PAUSED), Rule((Do.END,), State.STOPPING)),
    Wish.RESTART: {
        **_in(_IDLE, Rule((Do.PREPARE,))),
        **_end_and_then(Wish.RESTART_HELD),
        State.RUNNING: Rule((Do.END,), State.STOPPING, waits=Wish.RESTART_RUNNING),
    },
    Wish.RESTART_HELD: {
        **_in(_IDLE, Rule((Do.PREPARE,), forgets=True)),
        **_end_and_then(Wish.RESTART_HELD),
    },
    Wish.RESTART_RUNNING: {
        **_in(_EMPTY, Rule((Do.PREPARE,), forgets=True)),
        **_in((State.READY, *_ENDED), Rule((Do.PREPARE,), waits=Wish.START)),
        **_end_and_then(Wish.RESTART_RUNNING),
    },
    Wish.OPEN: {**_show(), **_end_and_then(Wish.OPEN)},
    Wish.LOOK: {
        **_in(_IDLE, Rule((Do.SILENCE, Do.VIEW), State.BLOCKED, forgets=True)),
        **_end_and_then(Wish.LOOK),
    },
    Wish.OPEN_RUNNING: {**_show(waits=Wish.START), **_end_and_then(Wish.OPEN_RUNNING)},
    Wish.BRANCH: {
        **_show(),
        **_end_and_then(Wish.OPEN),
        State.RUNNING: Rule((Do.END,), State.STOPPING, waits=Wish.OPEN_RUNNING),
    },
    Wish.LOAD_DATA: _in((*_IDLE, *ACTIVE), Rule((Do.LOAD_DATA,))),
    Wish.EDIT: {
        **_in(_NOTHING_TRAINED, Rule((Do.PREPARE_SOON,))),
        **_in((*_ENDED, *ACTIVE), Rule((Do.REPORT_PENDING,))),
    },
    Wish.LEAVE: {
        **_in(_IDLE, Rule((Do.ALLOW_LEAVE,))),
        **_end_and_then(Wish.LEAVE),
    },
    Wish.SAVED: _in((*_IDLE, *ACTIVE), Rule(releases=True)),
    Wish.NOT_SAVED: _in((*_IDLE, *ACTIVE), Rule((Do.REPORT_UNSAVED,), forgets=True)),
    Wish.CLOSE: _in((*_IDLE, *ACTIVE), Rule((Do.SHUT_DOWN,), State.CLOSED, forgets=True)),
    Wish.DATA_LOADED: {
        **_in(_NOTHING_TRAINED, Rule((Do.TAKE_DATA, Do.PREPARE))),
        **_in((*_ENDED, *ACTIVE), Rule((Do.TAKE_DATA, Do.REPORT_TROUBLE))),
    },
    Wish.DATA_FAILED: _in(_NOTHING_TRAINED, _BLOCKED),
    Wish.DATA_AWAITED: _in(
        _NOTHING_TRAINED, Rule((Do.FORGET_NETWORK,), State.LOADING, forgets=True)
    ),
    Wish.NETWORK_BUILT: {
        **_in(_IDLE, Rule((Do.SILENCE, Do.MAKE_CURRENT), State.READY, releases=True)),
        State.READY: Rule((Do.MAKE_CURRENT,), State.READY, releases=True),
    },
    Wish.NETWORK_REFUSED: _in(_IDLE, _BLOCKED),
    Wish.ENDED: _ends(State.FINISHED),
    Wish.ENDED_UNTRAINED: _ends(State.READY),
    Wish.DIVERGED: _ends(State.DIVERGED),
    Wish.OPENED_UNTRAINED: {State.READY: Rule((Do.REPORT_REMARK,), releases=True)},
    Wish.OPENED_MIDWAY: {
        State.READY: Rule((Do.RUN_HELD, Do.REPORT_REMARK), State.PAUSED, releases=True)
    },
    Wish.OPENED_ENDED: {State.READY: Rule((Do.REPORT_REMARK,), State.FINISHED, forgets=True)},
    Wish.OPENED_DIVERGED: {
        State.READY: Rule((Do.REPORT_REMARK,), State.DIVERGED, forgets=True)
    },
}

#: One rule for every state and wish.
RULES: Mapping[tuple[State, Wish], Rule] = MappingProxyType(
    {(state, wish): _TABLE[wish].get(state, IGNORED) for wish in Wish for state in State}
)

_Exceptions = tuple[tuple[Circumstance, Rule], ...]
_RESTARTS = (Wish.RESTART, Wish.RESTART_HELD, Wish.RESTART_RUNNING)
_REPORTED: _Exceptions = ((Circumstance.TROUBLE, Rule((Do.REPORT_TROUBLE,))),)
#: What takes the place of the run, or ends the window.
_LETS_GO = (*_RESTARTS, Wish.OPEN, Wish.LOOK, Wish.OPEN_RUNNING, Wish.BRANCH, Wish.LEAVE)


def _saved_first(wish: Wish) -> _Exceptions:
    return ((Circumstance.UNSAVED, Rule((Do.SAVE,), waits=wish)),)


#: Rules that hold instead under a circumstance; the first of a pair that does.
EXCEPTIONS: Mapping[tuple[State, Wish], _Exceptions] = MappingProxyType(
    {
        # what needs the network waits for it
        **{
            (state, wish): ((Circumstance.NETWORK_COMES, Rule(waits=wish)),)
            for state in _STARTABLE
            for wish in (Wish.START, Wish.STEP_BATCH, Wish.STEP_EPOCH)
        },
        (State.FINISHED, Wish.START): (
            (Circumstance.PENDING, Rule(asks=Wish.RESTART_RUNNING)),
            (Circumstance.NETWORK_COMES, Rule(waits=Wish.START)),
        ),
        # a run that was trained is kept until it is saved
        **{(state, wish): _saved_first(wish) for state in _IDLE for wish in _LETS_GO},
        # and until there can be another one
        **{(state, wish): _REPORTED for state in ACTIVE for wish in _RESTARTS},
        **{
            (state, wish): (*_REPORTED, *_saved_first(wish))
            for state in _ENDED
            for wish in _RESTARTS
        },
        (State.STOPPING, Wish.RESTART): (
            *_REPORTED,
            (Circumstance.RUN_WANTED, Rule(waits=Wish.RESTART_RUNNING)),
        ),
        **{
            (state, Wish.DATA_FAILED): ((Circumstance.OTHER_DATA, IGNORED),)
            for state in _NOTHING_TRAINED
        },
        # other data was tried while the wanted one was being loaded, and ended that
        (State.LOADING, Wish.DATA_FAILED): (
            (Circumstance.OTHER_DATA, Rule((Do.LOAD_WANTED,))),
        ),
    }
)
