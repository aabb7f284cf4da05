"""Who looks at a page: language, colours, letter size, kept in the browser's cookies."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from axb.studio.notices import notice
from axb.studio.safety import VISITOR
from axb.views.palette import Scheme
from axb.words import LANGUAGES, InputError, say, speaking

LANGUAGE, SCHEME, LARGE = "axb-language", "axb-scheme", "axb-large"  # cookies that the page's own script sets


@dataclass(frozen=True)
class Visitor:
    """One browser's wishes, and its number."""

    id: str
    language: str
    scheme: Scheme
    large: bool

    def say(self, key: str, /, **values: object) -> str:
        """A sentence in the visitor's language."""
        with speaking(self.language):
            return say(key, **values)

    def does(self, action: Callable[..., Any]) -> Callable[..., Any]:
        """An event's handler that speaks the visitor's language, and tells bad input in one sentence.

        `action` may be async; it gets the event where it takes an argument.
        """
        takes = bool(inspect.signature(action).parameters)

        @functools.wraps(action)
        async def handled(event: Any = None) -> None:
            with speaking(self.language):
                try:
                    done = action(event) if takes else action()
                    if inspect.isawaitable(done):
                        await done
                except InputError as error:
                    notice(str(error))

        return handled


def visitor_of(cookies: dict[str, str], accepts: str = "") -> Visitor:
    """Read from cookies; without one the browser's first language decides (`accepts`: its Accept-Language)."""
    wanted = cookies.get(LANGUAGE) or accepts.strip()[:2].lower()
    scheme: Scheme = "dark" if cookies.get(SCHEME) == "dark" else "light"
    language = wanted if wanted in LANGUAGES else "en"
    return Visitor(cookies.get(VISITOR, ""), language, scheme, cookies.get(LARGE) == "1")
