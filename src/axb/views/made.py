"""The pictures of a generative model's test: what it made, real ones beside it, and one sentence."""

from axb.runs import Run
from axb.views.evaluation import evaluation
from axb.views.generated import in_rows, is_pictures, numbers, sheet
from axb.views.generation import Generation
from axb.views.samples import grows, growth, newest, recorded
from axb.views.scene import Scene
from axb.words import InputError, say


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
    rows = [(row, True) for row in in_rows(found.made, found.columns)]
    if not found.classes:
        return sheet(rows, say("views_generated.samples", **told))
    in_columns = found.columns % found.classes == 0
    heads = (
        [found.names[at % found.classes] for at in range(found.columns)] if in_columns and found.names else []
    )
    return sheet(rows, say("views_generated.samples_classes", **told), heads)


def pictures(run: Run, found: Generation) -> list[Scene]:
    """All there is to see of its test: made ones, real ones, and how what is made has grown."""
    shown = [made(found), *(beside(found)[:1] if is_pictures(found.made) else [])]
    return [*shown, growth(run)] if recorded(run) and grows(found.made) else shown


def beside(found: Generation) -> list[Scene]:
    """Real pictures, then made ones; of points and tables both in one."""
    if not is_pictures(found.made):
        return [made(found)]
    real = [(row, False) for row in in_rows(found.real, found.columns)]
    rows = [(row, True) for row in in_rows(found.made, found.columns)]
    caption = say("views_generated.samples", latent=found.latent, seed=found.seed)
    return [sheet(real, say("views_generated.real")), sheet(rows, caption)]
