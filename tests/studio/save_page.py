"""A studio with one more page, on which every kind of button stands; it says its port."""

import socket

from nicegui import ui

from axb.studio.frame import frame
from axb.studio.server import serve_files

if __name__ == "__main__":
    serve_files()

    @ui.page("/save")
    def save() -> None:
        from axb.labs.line import LineLab
        from axb.studio.lab_view import open_lab
        from axb.studio.live_figure import told_figure
        from axb.studio.plot import Plot
        from axb.studio.save import save_figure_button, save_film_button, save_slide_button, scenes_of
        from axb.studio.scene import SceneView
        from axb.views import fit_line

        with frame("save") as visitor:
            figure = told_figure(fit_line([0, 1, 2], [1, 2.5, 3], 1.0, 1.0))
            plot = Plot(figure.text(visitor.scheme)).classes("axb-wide")
            save_figure_button(visitor, lambda: plot, lambda: figure.caption, "fit")
            session = open_lab(LineLab(), visitor, {"data": SceneView(visitor, "data")})
            save_slide_button(visitor, scenes_of(session, ["data"]), "line")
            save_film_button(visitor, session, "line", ["data"])

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    print(port, flush=True)
    ui.run(port=port, reload=False, show=False, tailwind=False, show_welcome_message=False)
