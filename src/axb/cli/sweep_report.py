"""What `axb sweep` says of what it has found."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axb.cli.screen import Unbroken, show_table, tell
from axb.races.domains import told
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.jobs.sweeping import Results
    from axb.views.swept import Swept

ROWS = 5  # of the table
Rows = list[tuple[str, str]]


def report(found: "Results", page: Path | None, final: bool, quiet: bool) -> None:
    """The best, what decided, how much to trust it; with `final` the test of the best."""
    from axb.jobs.sweeping.picture import picture

    swept = picture(found)
    if not quiet:
        _table(swept)
    measured = _measured(found) if final else []
    tell([*_best(found), *([] if quiet else _about(found, swept)), *measured, *_page(swept, page)])
    if not quiet:
        print(say("cli.next"))
        for text in _next(found, final):
            print(f"  {text}")


def _table(swept: "Swept") -> None:
    from axb.views.sweep_page import best_rows

    heads = [say("views_sweep.run"), swept.metric, *(one.name for one in swept.dimensions)]
    if rows := best_rows(swept, ROWS):
        show_table(heads, rows, right=range(1, len(heads)))
        print()


def _best(found: "Results") -> Rows:
    if found.best is None:
        return [(say("sweep.best"), say("views_sweep.nothing_yet"))]
    score = found.plan.score_text(found.best.score)
    text = say("sweep.best_told", run=found.best.run, score=score, setting=told(found.best.setting))
    return [(say("sweep.best"), text)]


def _about(found: "Results", swept: "Swept") -> Rows:
    counts = {state: found.count(state) for state in ("finished", "pruned", "failed", "running", "waiting")}
    rows = [(say("sweep.column_trials"), say("sweep.counts", **counts))]
    if problem := next((trial.problem for trial in found.trials if trial.problem), ""):
        rows.append((say("sweep.failed_word"), problem))
    shares = ", ".join(f"{name} {share:.0%}" for name, share in swept.importance.items())
    rows.append((say("sweep.decides_word"), shares or say("views_sweep.no_importance")))
    if found.best is not None:
        rows.append((say("sweep.honest_word"), say("views_sweep.optimistic", count=found.chosen_from)))
    return rows


def _measured(found: "Results") -> Rows:
    """The best, on the test part."""
    from axb.cli.report import test
    from axb.jobs.sweeping import measured

    done = measured(found)
    return test(done) if done else []


def document(found: "Results", final: bool = False) -> dict[str, Any]:
    """For programs: the job, all trials, the best one, what decides; with `final` the test of the best."""
    from axb.jobs.sweeping import measured

    done = measured(found) if final else None
    return {
        "sweep": found.name, "job": asdict(found.plan.job), "trials": [asdict(trial) for trial in found.trials],
        "best": found.best and asdict(found.best), "importance": found.importance, "test": done and done.test,
    }  # fmt: skip


def put_page(found: "Results", path: Path | None) -> None:
    """Write its page, where one was asked for."""
    from axb.jobs.sweeping.picture import picture

    if path is not None:
        _page(picture(found), path)


def _page(swept: "Swept", path: Path | None) -> Rows:
    if path is None:
        return []
    from axb.views.sweep_page import write_sweep_page

    try:
        write_sweep_page(swept, path)
    except OSError as error:
        raise InputError("training.cannot_write", path=path, problem=error.strerror or error) from error
    return [(say("cli.page"), Unbroken(path.absolute()))]


def _next(found: "Results", final: bool) -> list[str]:
    commands = [f"axb sweep --show {found.name} --page sweep.html", f"axb sweep --resume {found.name}"]
    if found.best is not None and not final:
        commands.insert(0, say("sweep.next_final", command=f"axb resume {found.best.run}"))
    return commands
