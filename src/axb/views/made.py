"""The pictures of a generative model's test: what it made, real ones beside it, and one sentence."""

from collections.abc import Sequence

from axb.runs import Run
from axb.views.evaluation import evaluation
from axb.views.generated import Array, in_rows, is_pictures, numbers, sheet
from axb.views.generation import Generation
from axb.views.samples import grows, growth, newest, recorded
from axb.views.scene import Scene
from axb.words import InputError, say

HALF = 0.9  # columns of a sheet that fills half a slide, of the root of its pictures


def generation(run: Run) -> Generation:
    """The run's test as a generative model. Raises InputError where it has none."""
    found = evaluation(run)
    if not isinstance(found, Generation):
        raise InputError("views_generated.none", name=run.name)
    return found


def sentence(found: Generation) -> str:
    """What its bound says, where it has one; else what there is to see."""
    if not found.bound:
        return say("views_generated.made", count=len(found.made), latent=found.latent, seed=found.seed)
    told = {name: f"{value:.4g}" for name, value in found.bound.items()}
    said = say("views_generated.bound", **told)
    return f"{said} {say('views_generated.floor', **told)}" if "floor" in told else said


def headline(found: Generation) -> str:
    """The same in large letters."""
    if not found.bound:
        return say("views_generated.headline", latent=found.latent)
    return say("views_generated.headline_bound", negative_elbo=f"{found.bound['negative_elbo']:.4g}")


def samples(run: Run) -> list[Scene]:
    """What it makes: at its test or, while it trains, at the last look. Raises InputError where it has made nothing."""
    found = evaluation(run)
    if isinstance(found, Generation):
        return [made(found)]
    last = newest(run)
    if last is None:
        raise InputError("views_generated.no_samples", name=run.name)
    return [last]


def made(found: Generation) -> Scene:
    """A sheet of what it made, a class a column where it is told classes; of points and tables real ones with it."""
    told = {"latent": found.latent, "seed": found.seed}
    if not is_pictures(found.made):
        key = "views_generated.points" if found.made.shape[1] == 2 else "views_generated.columns"
        return numbers(found.made, found.real, found.features, say(key, **told))
    key = "views_generated.samples_classes" if found.classes else "views_generated.samples"
    return _sheet(found.made, True, found.columns, say(key, **told), _heads(found))


def real(found: Generation) -> Scene:
    """Real pictures in the same order of classes."""
    return _sheet(found.real, False, found.columns, say("views_generated.real"), _heads(found))


def pictures(run: Run, found: Generation) -> list[Scene]:
    """All there is to see of its test: made ones, real ones, and how what is made has grown."""
    shown = [made(found), real(found)] if is_pictures(found.made) else [made(found)]
    return [*shown, growth(run)] if recorded(run) and grows(found.made) else shown


def looked_at(run: Run) -> list[Scene]:
    """The last look at a run, and how it came to that; nothing where it kept none."""
    last, found = newest(run), recorded(run)
    if last is None or found is None:
        return []
    return [last, growth(run)] if grows(found.at()) else [last]


def beside(found: Generation) -> list[Scene]:
    """Real pictures, then made ones, each to fill half a slide; of points and tables both in one."""
    if not is_pictures(found.made):
        return [made(found)]
    columns = found.columns if found.classes else round(HALF * len(found.made) ** 0.5)
    whole = len(found.made) // columns * columns
    said = say("views_generated.samples", latent=found.latent, seed=found.seed)
    return [
        _sheet(found.real[:whole], False, columns, say("views_generated.real")),
        _sheet(found.made[:whole], True, columns, said),
    ]


def _sheet(examples: Array, was_made: bool, columns: int, caption: str, heads: Sequence[str] = ()) -> Scene:
    return sheet([(row, was_made) for row in in_rows(examples, columns)], caption, heads)


def _heads(found: Generation) -> list[str]:
    """The class of each column; nothing where a column has several."""
    if not found.classes or found.columns % found.classes or not found.names:
        return []
    return [found.names[at % found.classes] for at in range(found.columns)]
