"""What a run in training makes at the moment: the newest look at the same codes."""

from nicegui import ui

from axb.studio.scene import SceneView
from axb.studio.visitor import Visitor
from axb.views.generated import aspect
from axb.views.scene import Scene


class Newest:
    """Empty, and no taller than nothing, where a run makes nothing."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.place = ui.element("section").classes("axb-samples")
        self.caption: ui.label | None = None
        self.view: SceneView | None = None

    def show(self, scene: Scene | None) -> None:
        """Draw this from now on, where it is another one."""
        if scene is None or (self.caption is not None and self.caption.text == scene.caption):
            return
        if self.caption is None or self.view is None:
            with self.place:
                self.caption = ui.label().classes("axb-caption")
                label = self.visitor.say("studio_generated.newest")
                self.view = SceneView(self.visitor, label, scene, aspect=f"{aspect(scene):.3f}")
        else:
            self.view.show(scene)
        self.caption.text = scene.caption
