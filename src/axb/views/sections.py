"""The parts of a run's page as HTML. All text in them is escaped."""

from html import escape
from typing import TYPE_CHECKING

from axb.runs import Run
from axb.runs.record import ACTIVE
from axb.views.evaluation import ClassEvaluation, Evaluation
from axb.views.facts import fact_label, facts, status_text
from axb.views.figure import caption
from axb.views.generation import Generation, generates
from axb.views.learned_line import Line
from axb.views.made import headline
from axb.views.reconstruction import Reconstruction
from axb.views.restored import unit_of
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

WIDE_FACTS = ("versions", "machine")
UNFINISHED = ("created", "interrupted", "stopped", "failed", "died")


def header(run: Run, found: Evaluation | None) -> str:
    """What was reached in large letters, what was trained on what in one sentence, and the facts."""
    note = "" if found else f'<p class="note">{escape(_why_no_test(run))}</p>'
    rows = "".join(_fact(key, value) for key, value in facts(run).items() if key != "status")
    return f"""<header>
<p class="run">{escape(say("views.report_on", name=run.name))}
<span class="status">{escape(status_text(run))}</span></p>
<h1>{escape(_headline(run, found))}</h1>
<p class="lead">{escape(_what_was_trained(run))}</p>
{note}<dl>{rows}</dl>
</header>"""


def _fact(key: str, value: str) -> str:
    wide = ' class="wide"' if key in WIDE_FACTS else ""
    return f"<div{wide}><dt>{escape(fact_label(key))}</dt><dd>{escape(value)}</dd></div>"


def _headline(run: Run, found: Evaluation | None) -> str:
    if isinstance(found, ClassEvaluation):
        return say("views.headline_classes", right=f"{found.accuracy:.1%}", count=f"{found.count:,}")
    if isinstance(found, Reconstruction):
        said = {"latent": found.latent, "error": f"{found.error:.3g}", "unit": unit_of(found)}
        return say("views_restored.headline", **said)
    if isinstance(found, Generation):
        return headline(found)
    if found is not None:
        what = found.target or say("views.the_number")
        return say("views.headline_numbers", mae=f"{found.mae:.3g}", what=what, count=f"{found.count:,}")
    return run.name


def _what_was_trained(run: Run) -> str:
    known = facts(run)
    seconds = known.get("seconds")
    time = say("views.lead_time", seconds=seconds) if seconds else ""
    said = {"epochs": known["epochs"], "steps": known["steps"], "time": time}
    if "model" in known and "data" in known:
        return say("views.lead", model=known["model"], data=known["data"], **said)
    return say("views.lead_short", **said)


def _why_no_test(run: Run) -> str:
    if run.shown_status in ("created", "queued", *ACTIVE):
        return say("views.no_test_yet", status=status_text(run))
    return say("views.no_test", status=status_text(run))


def section(title: str, body: str) -> str:
    """A part of the page under a heading. `title` is text, `body` HTML."""
    return f"<section>\n<h2>{escape(title)}</h2>\n{body}\n</section>"


def drawn(name: str, figure: "go.Figure", kind: str = "") -> str:
    """A figure under its caption; the page's script draws it."""
    height = figure.layout.meta["height"]
    return (
        f'<figure class="{kind}"><figcaption>{escape(caption(figure))}</figcaption>'
        f'<div data-figure="{name}" style="height:{height}px"></div></figure>'
    )


def curves(figure: "go.Figure") -> str:
    """How training went."""
    return section(say("views.title_curves"), drawn("curves", figure) + switches("curves", figure))


def switches(name: str, figure: "go.Figure") -> str:
    """What a reader may change of curves: a logarithmic axis, how much is smoothed; nothing where neither is there."""
    found = []
    if log := figure.layout.meta.get("log"):
        checked = " checked" if all(figure.layout[axis].type == "log" for axis in log) else ""
        box = f'<input type="checkbox" data-switch="log"{checked}>'
        found.append(f"<label>{box} {escape(say('views_report.log'))}</label>")
    if any(trace.meta == "smooth" for trace in figure.data):
        said = {key: escape(say(f"views_report.smooth_{key}")) for key in ("none", "usual", "strong")}
        options = "".join(
            f'<option value="{key}"{" selected" if key == "usual" else ""}>{text}</option>'
            for key, text in said.items()
        )
        choice = f'<select data-switch="smooth">{options}</select>'
        found.append(f"<label>{escape(say('views_report.smoothing'))} {choice}</label>")
    return f'<div class="switches" data-for="{name}">{"".join(found)}</div>' if found else ""


def calibration(figure: "go.Figure") -> str:
    """Whether it is as sure as it may be."""
    why = f'<p class="says">{escape(say("views_report.calibration_why"))}</p>'
    body = f"{why}\n{drawn('reliability', figure, 'square')}"
    return section(say("views_report.title_calibration"), body)


def inside(ladder: "go.Figure", activations: "go.Figure") -> str:
    """What was seen inside the network: gradients, and what the layers gave."""
    both = drawn("ladder", ladder) + drawn("activations", activations)
    return section(say("views_watch.title"), both)


def surface(line: Line, figure: "go.Figure") -> str:
    """The loss over a and b, and where training ended."""
    said = {"a": line.a, "b": line.b, "best_a": line.best_a, "best_b": line.best_b}
    text = say("views.line_learned", **{name: f"{value:.6g}" for name, value in said.items()})
    body = f'<p class="says">{escape(text)}</p>\n{drawn("surface", figure, "square")}'
    return section(say("views.title_surface"), body)


def confusion(figure: "go.Figure") -> str:
    """Which class is taken for which."""
    return section(say("views.title_confusion"), drawn("confusion", figure, "square"))


def numbers(figure: "go.Figure") -> str:
    """Predicted against true numbers."""
    return section(say("views.title_numbers"), drawn("numbers", figure, "square"))


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A table that scrolls where it is too wide. `heads` are text, cells HTML."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def summary(run: Run) -> str:
    """The model's table of parts, where the configuration holds one."""
    text = run.config.get("summary")
    return section(say("views.title_summary"), f"<pre>{escape(text)}</pre>") if isinstance(text, str) else ""


def commands(run: Run) -> str:
    """What to type to go on."""
    told = [("show", say("views.command_show")), ("export", say("views.command_export"))]
    if generates(run):
        told.insert(1, ("generate", say("views_generated.command_generate")))
    if run.shown_status in UNFINISHED:
        told.insert(1, ("resume", say("views.command_resume")))
    listed = [(f"axb {verb} {run.name}", text) for verb, text in told]
    return section(say("views.title_commands"), commands_list(listed))


def commands_list(told: list[tuple[str, str]]) -> str:
    """Commands, and what each does."""
    rows = "".join(f"<code>{escape(words)}</code><span>{escape(text)}</span>" for words, text in told)
    return f'<div class="commands">{rows}</div>'


def footer(run: Run) -> str:
    """Where this page came from."""
    return f"<footer>{escape(say('views.made_with', version=run.versions.get('axb', '')))}</footer>"
