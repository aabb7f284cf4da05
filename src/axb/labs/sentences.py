"""Words and sentences one after another, as the current language joins them."""

from collections.abc import Iterable
from functools import reduce

from axb.words import say


def listed(words: Iterable[str]) -> str:
    """ "SGD, Adam" """
    return say("labs_sentences.comma").join(words)


def joined(sentences: Iterable[str]) -> str:
    """As one paragraph."""
    return reduce(lambda so_far, more: say("labs_sentences.one_more", so_far=so_far, more=more), sentences)
