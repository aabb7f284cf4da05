"""Help in the chosen language. Commands and options carry keys of sentences; here they become words."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from axb.cli.everywhere import EVERYWHERE
from axb.cli.screen import columns
from axb.words import InputError, say

ORDER = (
    "train", "resume", "race", "sweep", "control", "lr", "runs", "show", "predict", "evaluate", "doctor", "compare",
    "report", "rename", "delete", "restore", "export", "import", "passport", "replay", "figure", "film",
    "generate", "walk", "lab", "studio", "lesson", "models", "data", "optimizers", "completion",
)  # fmt: skip


class HelpedCommand(TyperCommand):
    """A command whose help is ours: usage, meaning, arguments, options, examples."""

    def get_help(self, ctx: Any) -> str:
        """The whole page."""
        return page(self, ctx, usage(self, ctx))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The options, each with its sentence."""
        return _in_words(super().shell_complete(ctx, incomplete))


class HelpedGroup(TyperGroup):
    """All commands."""

    def get_help(self, ctx: Any) -> str:
        """The whole page."""
        listed = [(name, say(str(self.commands[name].help))) for name in ORDER]
        return page(self, ctx, f"axb {say('cli.usage_command')}", (say("cli.commands"), listed))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands, each with its sentence."""
        return _in_words(super().shell_complete(ctx, incomplete))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """A name that isn't there gets our sentence, with the closest ones."""
        from difflib import get_close_matches

        unknown = args[0] not in self.commands and not args[0].startswith("-")
        if unknown and not ctx.resilient_parsing:  # while a line is typed, nobody reads sentences
            known = get_close_matches(args[0], self.commands, n=3) or list(self.commands)
            raise InputError("cli.no_command", got=args[0], known=", ".join(known))
        return super().resolve_command(ctx, args)


def _in_words(found: Any) -> Any:
    """What a shell may go on with; where it tells a key, the sentence."""
    for one in found:
        one.help = say(one.help) if one.help and "." in one.help else one.help
    return found


Section = tuple[str, list[tuple[str, str]]]


def page(command: Any, ctx: Any, used: str, *more: Section) -> str:
    """Usage, meaning, and sections of two columns."""
    options = [(_names(one), _meaning(one)) for one in command.params if one.param_type_name == "option"]
    sections: list[Section] = [
        ("", [(one.metavar, _meaning(one)) for one in arguments(command)]),
        *more,
        (say("cli.options"), options),
        (say("cli.everywhere"), [(name, say(key)) for name, key in EVERYWHERE.items()]),
    ]
    head = [f"{say('cli.usage')} {used}", "", *columns([("", say(command.help))], indent=0)]
    body = [line for title, rows in sections if rows for line in ("", *[title] * bool(title), *columns(rows))]
    examples = [f"  {line}" for line in (command.epilog or "").splitlines()]
    return "\n".join([*head, *body, "", say("cli.examples"), *examples, ""])


def usage(command: Any, ctx: Any) -> str:
    """ "axb train MODEL DATA [options]" """
    words = [one.metavar if one.required else f"[{one.metavar}]" for one in arguments(command)]
    options = [say("cli.usage_options")] * any(one.param_type_name == "option" for one in command.params)
    return " ".join([ctx.command_path, *words, *options])


def arguments(command: Any) -> list[Any]:
    """The parameters that stand without a name."""
    return [one for one in command.params if one.param_type_name == "argument"]


def _names(option: Any) -> str:
    names = "/".join([*option.opts, *option.secondary_opts])
    return f"{names} {option.metavar}" if option.metavar else names


def _meaning(parameter: Any) -> str:
    """What it means, and its default where that says something."""
    default = parameter.default
    meaning = say(parameter.help)
    if default is None or isinstance(default, bool) or parameter.required:
        return meaning
    return say("cli.default", meaning=meaning, value=default)
