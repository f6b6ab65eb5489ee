"""Pages on which a case is made: what counts, what is known, what could be done, what matters."""
