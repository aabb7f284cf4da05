"""Pictures of runs: run -> figure, run -> page. Notebook, report, slide and studio show the same ones."""

from axb.views.activations import activations
from axb.views.compare import compare
from axb.views.confusion import confusion
from axb.views.curves import curves
from axb.views.embedding import embedding_scene
from axb.views.evaluation import ClassEvaluation, NumberEvaluation, evaluation, record_evaluation
from axb.views.facts import fact_label, facts, record_totals
from axb.views.figure import caption, in_scheme
from axb.views.film import write_film
from axb.views.kinds import run_slide
from axb.views.ladder import ladder
from axb.views.landscape import landscape
from axb.views.learned_line import Line, learned_line, line_surface
from axb.views.line import fit_line
from axb.views.maps import activation_pictures, weight_pictures
from axb.views.mistakes import worst_mistakes
from axb.views.page import page, write_page
from axb.views.paint import paint, paint_side_by_side
from axb.views.pictures import contact_sheet, png
from axb.views.regression import predicted_against_true
from axb.views.slide import slide
from axb.views.surface import loss_surface

__all__ = [
    "ClassEvaluation",
    "Line",
    "NumberEvaluation",
    "activation_pictures",
    "activations",
    "caption",
    "compare",
    "confusion",
    "contact_sheet",
    "curves",
    "embedding_scene",
    "evaluation",
    "fact_label",
    "facts",
    "fit_line",
    "in_scheme",
    "ladder",
    "landscape",
    "learned_line",
    "line_surface",
    "loss_surface",
    "page",
    "paint",
    "paint_side_by_side",
    "png",
    "predicted_against_true",
    "record_evaluation",
    "record_totals",
    "run_slide",
    "slide",
    "weight_pictures",
    "worst_mistakes",
    "write_film",
    "write_page",
]
