"""Arrays in, arrays out: no labels, no checks, any leading dimensions."""
