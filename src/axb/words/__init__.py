"""Every sentence a person reads, English beside Japanese: one TOML file a room, one key a sentence."""

from axb.words.errors import InputError
from axb.words.language import LANGUAGES, current_language, say, set_language, speaking

__all__ = ["LANGUAGES", "InputError", "current_language", "say", "set_language", "speaking"]
