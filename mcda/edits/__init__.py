"""What a page may do to a case: each a pure function from a case to the case after it, checked in full."""
