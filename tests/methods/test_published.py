"""Every method gives the numbers it was published with."""

import pytest
from published import PUBLISHED, Example

from mcda import METHODS, score
from mcda.kernels.ranks import ranks


@pytest.mark.parametrize("example", PUBLISHED.values(), ids=PUBLISHED)
def test_published_example(example: Example) -> None:
    found = score(example.matrix, example.weights, example.directions, example.method, **example.options)
    assert found == pytest.approx(example.index, abs=example.within)
    if example.ranking:
        order = ranks(found, higher_is_better=METHODS[example.method].higher_is_better)
        assert order.tolist() == example.ranking
