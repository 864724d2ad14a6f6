"""Where queries look: the weights behind what attention returns, and the heat made of them."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
from tryon.geometry import Box, Size  # noqa: E402
from tryon.labels import Label  # noqa: E402
from tryon.parsing.attention import QueryAttention, SeenPart, render_heat  # noqa: E402
from tryon.parsing.m2fp.layers import Attention  # noqa: E402


def attention(heads: int) -> Attention:
    made = Attention(16, heads)
    generator = torch.Generator().manual_seed(3)
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, generator=generator)
    return made.eval()


def inputs() -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(4)
    query, key, value = (torch.randn(n, 16, generator=generator) for n in (5, 40, 40))
    mask = torch.rand(5, 40, generator=generator) < 0.3
    mask[:, 0] = True
    return query, key, value, mask


def test_the_weights_are_those_by_which_the_values_are_summed() -> None:
    layer, (query, key, value, mask) = attention(heads=1), inputs()
    with torch.inference_mode():
        weights = layer.weights(query, key, mask)
        (values,) = (
            torch.nn.functional.linear(
                value, layer.in_proj_weight.chunk(3)[2], layer.in_proj_bias.chunk(3)[2]
            ),
        )
        torch.testing.assert_close(layer.out_proj(weights @ values), layer(query, key, value, mask))


def test_of_several_heads_they_are_the_mean_and_nothing_is_outside_the_mask() -> None:
    layer, (query, key, _, mask) = attention(heads=4), inputs()
    with torch.inference_mode():
        weights = layer.weights(query, key, mask)
    torch.testing.assert_close(weights.sum(dim=1), torch.ones(5))
    assert (weights[~mask] == 0).all()
    assert (weights[mask] > 0).any()


@pytest.fixture
def seen() -> QueryAttention:
    """Two queries in a photo of 40x20 that fills the left half of the input."""
    weights = np.zeros((3, 4, 16), np.float32)
    weights[0, 1, 2] = weights[1, 2, 6] = weights[2, 3, 15] = 1
    parts = (
        SeenPart(0, Label.HAIR, 0.9),
        SeenPart(1, Label.HAIR, 0.8),
        SeenPart(1, None, 0.4),
    )
    return QueryAttention(parts, weights, Size(128, 32), Box(0, 0, 64, 32), Size(40, 20))


def test_a_part_is_found_by_its_name_and_a_query_by_its_number(seen: QueryAttention) -> None:
    assert [part.query for part in seen.find("hair")] == [0, 1]
    assert seen.find("Person") == (seen.seen[2],)
    assert seen.find("1") == seen.seen[1:]
    assert [str(part) for part in seen.find("2")] == ["2 Background"]
    assert seen.find("3") == seen.find("left arm") == ()
    assert seen.of_label(Label.HAIR) == seen.seen[:2]


def test_heat_is_where_any_of_the_queries_looked_in_the_photo(seen: QueryAttention) -> None:
    first, both = (seen.heat(seen.seen[:count]) for count in (1, 2))
    assert first.shape == (20, 40)
    y, x = np.unravel_index(first.argmax(), first.shape)
    assert (abs(y - 7.5) <= 1.5, abs(x - 12.5) <= 1.5) == (True, True)
    assert first[:, 24:].max() == 0
    assert both[10:15, 29:36].max() > 200
    assert (both >= first).all()
    assert seen.heat(seen.find("2")).max() == 0  # beside the photo

    photo = np.full((20, 40, 3), 100, np.uint8)
    painted = render_heat(photo, first, 0.6)
    assert (painted[0, 39] == 40).all()
    assert painted[y, x].max() > 150
