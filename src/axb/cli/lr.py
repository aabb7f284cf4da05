"""`axb lr MODEL DATA`: which learning rate, and how far to trust it."""

from pathlib import Path
from typing import Annotated

import typer

from axb.cli.commands import command
from axb.cli.compare import check_target, write
from axb.cli.numbers import whole
from axb.cli.options import BatchSizeOption, DataArgument, ModelArgument, OptimizerOption
from axb.cli.screen import Unbroken, show_share, tell
from axb.words import say


@command(
    "lr",
    "rate_finder.lr",
    "axb lr mlp digits",
    "axb lr cnn fashion-mini --optimizer sgd:momentum=0.9",
    "axb lr mlp digits --seeds 5 --out rates.png",
)
def lr(
    model: ModelArgument,
    data: DataArgument,
    optimizer: OptimizerOption = None,
    batch_size: BatchSizeOption = None,
    seeds: Annotated[
        int, typer.Option("--seeds", metavar="N", parser=whole, help="rate_finder.opt_seeds")
    ] = 3,
    seed: Annotated[int, typer.Option("--seed", metavar="N", parser=whole, help="cli.opt_seed")] = 0,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="runs_bin.opt_out")] = None,
) -> None:
    check_target(out)
    from axb.cli.sketch import sketch
    from axb.jobs import Job
    from axb.jobs.rates import find_rate
    from axb.views.rate_finder import rate_figure, rate_scene

    job = Job(model, data, batch_size=batch_size, optimizer=optimizer, seed=seed)
    try:
        finding = find_rate(job, seeds, told=show_share)
    finally:
        show_share(0, 0)
    print("\n".join(sketch(rate_scene(finding))))
    tell([("", finding.verdict)])
    if out is not None:
        write(rate_figure(finding), out)
        tell([(say("cli.written"), Unbroken(out.absolute()))])
    if finding.rate is not None:
        words = ["axb", "train", model, data, "--learning-rate", f"{finding.rate:g}"]
        words += ["--optimizer", optimizer] if optimizer else []
        words += ["--batch-size", str(batch_size)] if batch_size else []
        print(f"{say('cli.next')}\n  {' '.join(words)}")
