"""Many runs of one experiment with other settings: what is varied, what came of it, who ran it.

A *sweep* varies *settings* of an experiment over a *space*.  Each choice of settings is a
*trial*; each seed it is trained with is a *run*, an ordinary document in the sweep's folder.
Optuna says what to try next, a `TrialPool` of Dask workers trains.
"""
