"""A function along the last axis gives the same, however its numbers lie."""

import pytest
import torch

from axb.graph.layout import along_last


@pytest.mark.parametrize("shape", [(4, 7, 3), (2, 4, 7, 3), (7, 3), (3,), (4, 1, 3), (4, 7, 1)])
@pytest.mark.parametrize("function", [torch.softmax, torch.log_softmax])
def test_layout_changes_nothing(shape, function):
    x = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    lying = x.mT.contiguous().mT if x.ndim > 1 else x
    torch.testing.assert_close(along_last(function, lying), function(x, -1))
    torch.testing.assert_close(along_last(function, x), function(x, -1), rtol=0, atol=0)


def test_layout_is_kept():
    x = torch.randn(4, 3, 7).mT
    assert along_last(torch.softmax, x).stride() == x.stride()
