"""Numbers as a person writes them."""


def number(value: float) -> str:
    """Three digits, all of a larger one, with a minus sign that is as wide as a plus sign."""
    text = f"{value:,.0f}" if 1000 <= abs(value) < 1e7 else f"{value:.3g}"
    return text.replace("-", "−")
