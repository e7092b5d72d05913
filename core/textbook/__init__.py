"""The mathematics as in the book: every layer, loss and optimiser beside its formula.

Nothing here is used for training, which has faster ways to the same numbers; the tests prove
that they are the same.  A page is read on its own, with nothing known but NumPy:

* a layer has ``forward(x, …)`` and ``backward(grad_y, x, …)``; the latter returns dL/dx
  and the gradients of the layer's parameters by name;
* a loss has ``value(predicted, target, …)`` and ``gradient(predicted, target, …)``; a loss that
  takes over the layer before it has both once more, ``…_of_logits``;
* an optimiser has ``step(value, gradient, …)``, which returns the new value and what is to be
  remembered until the next step, by name.

Images have the shape (N, H, W, C): sample, row, column, channel; flat samples (N, features).
Numbers keep the type that is handed in.  No page changes an array it was given.
"""
