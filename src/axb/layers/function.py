"""Any function as a part."""

from collections.abc import Mapping
from typing import Any, Unpack

from axb.graph.layer import Layer, LayerOptions
from axb.layers.arguments import raise_argument


class Lambda(Layer):
    """function(x, **arguments). It is not registered: a function can't be told in a file, so only weights travel.

    `output_shape` is there as in Keras, and unused: shapes are found by running it.
    """

    def __init__(
        self,
        function: Any,
        output_shape: Any = None,
        arguments: Mapping[str, Any] | None = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        if not callable(function):
            raise_argument(self, "function", "a function", function)
        self.function, self.arguments = function, dict(arguments or {})

    def call(self, inputs: Any) -> Any:
        """what the function returns"""
        return self.function(inputs, **self.arguments)
