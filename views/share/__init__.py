"""Pages on which a decision is handed over: whose values they are, and the report."""
