"""results.md out of results.json: text in, text out."""

from collections.abc import Mapping, Sequence
from typing import Any

from harness.numbers import Round, Summary, failures, measured, of_goal, summarize, verdict
from harness.row import Contestant, Goal, Measure, Row

Record = Mapping[str, Any]  # of one row: "rounds", "date", "machine", "quick", "data"
VERDICTS = {"aim": "yes, the aim too", "yes": "yes", "no": "**no**", "": ""}


def document(rows: Mapping[str, Row], records: Mapping[str, Record]) -> str:
    """The whole report, rows in their own order, those without a record left out."""
    parts = [
        "# Results",
        "Written by `make bench`; [README.md](README.md) says what is compared and how. Each row says when "
        "and where it was measured. Ratios are taken within each round, then their middle.",
    ]
    if any(record.get("quick") for record in records.values()):
        parts.append("**A quick run on a few images: it shows that everything runs, and measures nothing.**")
    parts += [row_text(row, records[key]) for key, row in rows.items() if key in records]
    return "\n\n".join(parts) + "\n"


def row_text(row: Row, record: Record) -> str:
    """A row: what was measured, goals, failures, circumstances."""
    rounds = record["rounds"]
    parts = [f"## {row.title} (`{row.key}`)", row.settings, _measures(row, rounds), _goals(row, rounds)]
    labels = {one.key: one.label for one in row.contestants}
    parts += [f"Failed: {labels.get(key, key)}: {error}" for key, error in failures(rounds).items()]
    parts.append(circumstances(record))
    return "\n\n".join(part for part in parts if part)


def _measures(row: Row, rounds: Sequence[Round]) -> str:
    failed = failures(rounds)
    lines = [
        _measure(one, measure, values)
        for measure in row.measures
        for one in row.contestants
        if (values := measured(rounds, one.key, measure.key)) or one.key in failed
    ]
    return table(("contestant", "measured", "median", "from - to", "all"), lines)


def _measure(one: Contestant, measure: Measure, values: Sequence[float]) -> tuple[str, ...]:
    what = f"{measure.label}, {measure.unit}" if measure.unit else measure.label
    summary = summarize(values)
    if summary is None:
        return one.label, what, "failed", "", ""
    return one.label, what, *_spread(summary, measure.digits)


def _spread(summary: Summary, digits: int) -> tuple[str, str, str]:
    middle, low, high = (f"{value:.{digits}f}" for value in (summary.middle, summary.low, summary.high))
    return middle, f"{low} - {high}", ", ".join(f"{value:.{digits}f}" for value in summary.values)


def _goals(row: Row, rounds: Sequence[Round]) -> str:
    lines = [goal_cells(goal, rounds) for goal in row.goals]
    return table(("what", "middle", "from - to", "at least", "aim", "reached"), lines)


def goal_cells(goal: Goal, rounds: Sequence[Round]) -> tuple[str, ...]:
    """A goal as cells: what, middle, spread, need, aim, reached."""
    need, aim = bound(goal, goal.need), bound(goal, goal.aim)
    summary = summarize(of_goal(rounds, goal), goal.summary)
    if summary is None:
        return goal.label, "failed", "", need, aim, ""
    middle, spread, _ = _spread(summary, goal.digits)
    kind = " (mean)" if goal.summary == "mean" else ""
    reached = VERDICTS[verdict(goal, summary.middle)]
    return goal.label, f"{middle}{goal.unit}{kind}", spread, need, aim, reached


def bound(goal: Goal, value: float | None) -> str:
    """A bound in words: "1.5x", "at most 0.4 s", "within 0.5 points"."""
    if value is None:
        return ""
    words = {">=": "", "<=": "at most ", "within": "within "}[goal.sense]
    return f"{words}{value:g}{goal.unit}"


def circumstances(record: Record) -> str:
    """When, where, how often, and with what."""
    machine, rounds = record["machine"], record["rounds"]
    loads = ", ".join(f"{one:.2f}" for one in record["load"])
    abilities = ", ".join(machine["abilities"]) or "no AVX"
    lines = [
        f"{record['date']}, {len(rounds)} interleaved rounds; load average before each: {loads}",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory']} GiB; {abilities}",
        *([machine["graphics"]] if machine.get("graphics") else []),
        machine["system"],
        f"data: {record['data']}",
        *version_lines(rounds),
    ]
    return "\n".join(f"- {line}" for line in lines)


def version_lines(rounds: Sequence[Round]) -> list[str]:
    """Each set of versions once, with who ran on it."""
    users: dict[str, list[str]] = {}
    for one in rounds:
        for key, said in one.items():
            told = ", ".join(f"{name} {number}" for name, number in said.get("versions", {}).items())
            if told and key not in users.setdefault(told, []):
                users[told].append(key)
    return [f"{', '.join(keys)}: {told}" for told, keys in users.items()]


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A markdown table."""
    rule = ["---"] * len(head)
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in (head, rule, *lines)
    )
