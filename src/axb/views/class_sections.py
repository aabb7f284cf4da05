"""The parts of a page about a classifier's test, as HTML. All text in them is escaped."""

from html import escape

from axb.views.evaluation import ClassEvaluation
from axb.views.examples import Examples, common_mix_ups
from axb.views.palette import class_color
from axb.views.pictures import data_uri, scale_for
from axb.views.scores import ClassScore, class_scores
from axb.views.sections import section, table
from axb.words import say

COLUMNS = (
    "views.column_class",
    "views.column_precision",
    "views.column_recall",
    "views.column_f1",
    "views.column_count",
)
MISTAKE_COLUMNS = ("views.column_example", "views.true_class", "views.predicted_class", "views.column_sure")
MIX_UPS = 6
SHOWN, SHOWN_WITHOUT_PICTURES = 24, 12
SIDE, SMALL_SIDE = 112, 64  # pixels


def worst(found: ClassEvaluation) -> str:
    """The mistakes the model was surest of, as pictures, or as a table where examples aren't pictures."""
    if not len(found.worst):
        return ""
    if found.worst.pictures is None:
        body = _mistakes_table(found)
    else:
        some = found.worst.take(slice(SHOWN))
        body = f'<ul class="pictures">{"".join(_mistakes(some, found.labels))}</ul>'
    return section(say("views.title_worst"), f'<p class="says">{escape(say("views.worst"))}</p>\n{body}')


def _mistakes(examples: Examples, labels: tuple[str, ...]) -> list[str]:
    facts = zip(examples.index, examples.true, examples.predicted, examples.confidence, strict=True)
    return [
        f'<li><img src="{uri}" alt="{escape(labels[true])}"'
        f' title="{escape(say("views.test_example", number=index))}">'
        f'<span class="told">{escape(say("views.is_really", label=labels[true]))}</span><br>'
        f"<b>{escape(labels[predicted])}</b> {share:.0%}</li>"
        for uri, (index, true, predicted, share) in zip(_uris(examples, SIDE), facts, strict=True)
    ]


def _uris(examples: Examples, side: int) -> list[str]:
    pictures = examples.pictures
    return [] if pictures is None else [data_uri(one, scale_for(pictures, side)) for one in pictures]


def _mistakes_table(found: ClassEvaluation) -> str:
    some = found.worst.take(slice(SHOWN_WITHOUT_PICTURES))
    rows = [
        [str(index), escape(found.labels[true]), escape(found.labels[predicted]), f"{share:.0%}"]
        for index, true, predicted, share in zip(
            some.index, some.true, some.predicted, some.confidence, strict=True
        )
    ]
    return table([say(key) for key in MISTAKE_COLUMNS], rows)


def mix_ups(found: ClassEvaluation) -> str:
    """The commonest mix-ups, each with a few pictures; nothing where examples aren't pictures."""
    some = found.mixed_up
    if not len(some) or some.pictures is None:
        return ""
    body = []
    for true, predicted in common_mix_ups(found.confusion)[:MIX_UPS]:
        shown = some.take((some.true == true) & (some.predicted == predicted))
        said = {"true": found.labels[true], "predicted": found.labels[predicted]}
        title = say("views.mix_up", **said, times=f"{found.confusion[true, predicted]:,}")
        pictures = "".join(
            f'<li><img src="{uri}" alt="{escape(said["true"])}"></li>' for uri in _uris(shown, SMALL_SIDE)
        )
        body.append(f'<h3>{escape(title)}</h3><ul class="pictures few">{pictures}</ul>')
    return section(say("views.title_mix_ups"), "\n".join(body))


def classes(found: ClassEvaluation) -> str:
    """Precision, recall and count of every class."""
    scores = zip(found.labels, class_scores(found.confusion), strict=True)
    rows = [_class_row(label, name, score) for label, (name, score) in enumerate(scores)]
    body = table([say(key) for key in COLUMNS], rows)
    return section(say("views.title_classes"), f'<p class="says">{escape(say("views.classes"))}</p>\n{body}')


def _class_row(label: int, name: str, score: ClassScore) -> list[str]:
    dot = f'<span class="dot" style="background:{class_color(label)}"></span>'
    shares = [_share_cell(share) for share in (score.precision, score.recall, score.f1)]
    return [dot + escape(name), *shares, f"{score.examples:,}"]


def _share_cell(share: float | None) -> str:
    return "–" if share is None else f'<span class="share" style="--of:{share:.1%}">{share:.1%}</span>'
