"""What can be chosen: `vanishing:recipes=plain+skip,depths=3-20,seeds=3,epochs=2,data=digits`."""

from collections.abc import Mapping

from axb.labs.plans import Offer, changed, offer
from axb.labs.vanishing.lab import LIVE, VanishingLab
from axb.labs.vanishing.plan import DATA
from axb.labs.vanishing.recipes import RECIPES
from axb.words import say


def vanishing_lab(options: Mapping[str, str]) -> VanishingLab:
    """One sick network, unless told otherwise. Raises InputError for another option, or a value that can't be used."""
    return VanishingLab(changed("vanishing", LIVE, options))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    recipes = {name: one.title for name, one in RECIPES.items()}
    return [
        Offer("recipes", say("labs_experiment.choose_recipes"), recipes),
        offer("depths", 3, 6, 10, 20, 30),
        offer("seeds", 1, 3, 5, 10),
        offer("epochs", 2, 4, 10, 20),
        offer("data", *DATA),
    ]
