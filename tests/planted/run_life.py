"""Faults of the life of a run."""

from tests.planted.fault import Fault

LIFE, RULES = "gui/lab/run_life.py", "gui/lab/run_rules.py"

FAULTS = (
    Fault(RULES, "State.RUNNING: Rule((Do.END,), State.STOPPING, waits=Wish.RESTART_RUNNING),",
          "State.RUNNING: Rule((Do.PREPARE,), waits=Wish.START),",
          "a restart does not wait for the training thread"),
    Fault(RULES, "(Circumstance.RUN_WANTED, Rule(waits=Wish.RESTART_RUNNING)),", "",
          "a second restart forgets that the run was running"),
    Fault(RULES, "Wish.NETWORK_REFUSED: _in(_IDLE, _BLOCKED),",
          "Wish.NETWORK_REFUSED: _in(tuple(State), _BLOCKED),",
          "a run that trains is dropped, and a closed window opens again"),
    Fault(RULES, "Rule((Do.REPORT_REMARK,), State.FINISHED, forgets=True)",
          "Rule((Do.REPORT_REMARK,), State.FINISHED)",
          "a branch at its end remembers that it was to run"),
    Fault(RULES, "Wish.ENDED_UNTRAINED: _ends(State.READY),",
          "Wish.ENDED_UNTRAINED: _in(ACTIVE, Rule(becomes=State.READY)),",
          "what waits for the end of a run without steps waits for ever"),
    Fault(LIFE, "            refused = self._waiting_matter\n", "",
          "the document of a run that gives way to another stays open"),
    Fault(LIFE, "            None,\n        )\n",
          "            RULES[self.state, wish],\n        )\n",
          "a run is started whose network cannot be built"),
)  # fmt: skip
