"""Pages on which a case is questioned: what comes first, how surely, why, and what would change it."""
