"""What the cards of data and of networks show."""

from axb.studio.pages.train_cards import Face
from axb.studio.pages.train_choices import available
from axb.studio.pages.train_pictures import MODELS, sheet
from axb.studio.visitor import Visitor
from axb.words import speaking


def data_faces(visitor: Visitor) -> dict[str, Face]:
    """Of the data that this machine has."""
    from axb import data

    faces = {}
    with speaking(visitor.language):
        about = data.names()
        for name in available():
            picture = f'<img src="{sheet(name, visitor.language, visitor.scheme)}" alt="">'
            title = visitor.say(f"studio_train.data_{name.replace('-', '_')}")
            faces[name] = Face(picture, title, about[name])
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
