"""What the shipped case holds, for tests that go through all of it."""

SCENARIOS = (
    "neutral",
    "flash_crisis",
    "long_game",
    "moving_frontier",
    "chokepoint",
    "leaky_market",
    "split_coalition",
    "civilian_lifeline",
)
