"""Short news at the edge of the page, which screen readers say too."""


def notice(sentence: str, good: bool = False) -> None:
    """Show a sentence for as long as it takes to read: bad input by default, else something that went well."""
    from nicegui import ui

    ui.notification(
        sentence, type="positive" if good else "warning", position="top", close_button=True, multi_line=True,
        timeout=3.0 if good else 4.0 + 0.06 * len(sentence),
    ).props('role="status"' if good else 'role="alert"')  # fmt: skip
