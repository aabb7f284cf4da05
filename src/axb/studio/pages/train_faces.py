"""What the cards of data and of networks show."""

from contextlib import suppress

from axb.studio.pages.train_cards import Face
from axb.studio.pages.train_choices import available, spec_of, title_of
from axb.studio.pages.train_pictures import MODELS, sheet
from axb.studio.visitor import Visitor
from axb.words import InputError, speaking


def data_faces(visitor: Visitor) -> dict[str, Face]:
    """Of the data that this machine has."""
    from axb import data

    faces = {}
    with speaking(visitor.language):
        about = data.names()
        for name in available():
            with suppress(InputError):  # somebody deleted it meanwhile, or moved what it is made of
                picture = f'<img src="{sheet(spec_of(name), visitor.language, visitor.scheme)}" alt="">'
                faces[name] = Face(
                    picture, title_of(name, visitor.say), about.get(name, visitor.say("studio_data.own"))
                )
    return faces


def model_faces(visitor: Visitor) -> dict[str, Face]:
    """Of the families."""
    from axb import zoo

    faces = {}
    with speaking(visitor.language):
        for name, drawing in MODELS.items():
            picture = f'<svg viewBox="0 0 160 88" aria-hidden="true" fill="none">{drawing}</svg>'
            title = visitor.say(f"studio_train.model_{name.replace('-', '_')}")
            faces[name] = Face(picture, title, zoo.find(name).about)
    return faces
