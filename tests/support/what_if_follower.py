"""Stands in for the lab: shows what a run's moment becomes with the changes that are made."""

from core.inspection.moment import moment_of
from core.inspection.network_copy import NetworkCopy


class Follower:
    """Shows what a run's moment becomes with the changes that are made."""

    def __init__(self, state, moment):
        self._state, self._moment = state, moment
        self._network = NetworkCopy()
        state.what_if.changed.connect(self.show)
        self.show()

    def show(self, _edits=None):
        own, state = self._moment, self._state
        state.moment.show(
            moment_of(
                own.experiment,
                own.snapshot,
                own.sample,
                self._network,
                initial=own.initial,
                run_id=own.run_id,
                edits=state.what_if.edits,
            )
        )
