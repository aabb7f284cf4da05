"""What each process of a sweep does: take a trial, train it, tell what became of it, again and again.

python -m axb.jobs.sweeping.work NAME UNTIL LIMIT LANGUAGE
"""

import math
import os
import signal
import sys
import threading
import time
import traceback

import optuna

from axb.jobs.preparing import prepare
from axb.jobs.running import Outcome, carry_out
from axb.jobs.sweeping.search import Search
from axb.jobs.sweeping.watching import Watch
from axb.jobs.varying import varied
from axb.words import InputError, set_language

MOST_FAILED = 3  # trials, where no other has been trained: the next would fail as well


class Leash:
    """Says when to end in order: at a time, or when who holds the other end of the standard input lets it go.

    That is how it is asked to end, and what happens when it is killed, on every system.
    """

    def __init__(self, until: float) -> None:
        """`until`: seconds since 1970."""
        self.until, self._released = until, threading.Event()
        threading.Thread(target=self._hold, daemon=True).start()

    def _hold(self) -> None:
        while os.read(0, 1):  # sys.stdin would hold a lock that the end of the process waits for
            pass
        self._released.set()

    @property
    def is_let_go(self) -> bool:
        """Whether it is time to end in order."""
        return self._released.is_set() or time.time() >= self.until


def work(name: str, leash: Leash, limit: int | None) -> None:
    """Trials of the sweep `name` until there are `limit` in it, or it is time to end."""
    with Search(name) as search:
        while not leash.is_let_go and not _hopeless(search):
            trial = search.take(limit)
            if trial is None:
                return
            _carry_out(search, trial, leash)


def _hopeless(search: Search) -> bool:
    found = search.results()
    return found.count("failed") >= MOST_FAILED and not found.chosen_from


def _carry_out(search: Search, trial: optuna.Trial, leash: Leash) -> None:
    """Train it as a run, and tell."""
    watch = Watch(trial, search.plan.metric, leash)
    more = {"sweep": search.name, "setting": trial.params}
    try:
        ready = prepare(varied(search.plan.job, trial.params))
        done = carry_out(ready, trial.user_attrs["run"], 0, [watch], test=False, more=more)
    except KeyboardInterrupt:
        search.put_back(trial)
    except Exception as error:
        traceback.print_exc()
        said = str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
        search.fail(trial, said)
    else:
        _tell(search, trial, watch, done)


def _tell(search: Search, trial: optuna.Trial, watch: Watch, done: Outcome) -> None:
    if done.status == "interrupted":
        search.put_back(trial)
    elif done.status == "diverged":
        search.finish(trial, math.nan)
    elif done.status == "finished":
        search.finish(trial, done.history.history[search.plan.metric][-1])
    else:  # pruned, or somebody has stopped this run by hand
        search.prune(trial)


def main(name: str, until: str, limit: str, language: str) -> None:
    """The process: ended by who started it, not by a Ctrl-C that reaches it as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_language(language)
    work(name, Leash(float(until)), int(limit) if limit else None)


if __name__ == "__main__":
    main(*sys.argv[1:])
