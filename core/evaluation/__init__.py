"""How well a trained network does: tables and figures, as the literature defines them."""
