"""A class of thirty, all looking at once. How long a page stands still at most is measured in `benchmarks`."""

import time

import httpx

from axb.jobs import Job
from studio.visitors import all_watch

VISITORS, SECONDS = 30, 6.0


def test_thirty_visitors_see_one_live_run_and_it_goes_on(studio, trainings):
    run = trainings.under_way(Job("mlp:hidden=8", "digits", epochs=100_000))
    step = run.last("loss")[0]
    watchers = all_watch(studio.url, [f"/run/{run.name}"] * VISITORS, SECONDS)
    end = time.monotonic()
    assert run.last("loss")[0] > step
    assert all(one.joined for one in watchers)
    late = [one for one in watchers if sum(end - SECONDS < at < end for at in one.news) < 3]
    assert late == [], "when all had come, some pages stood still"


def test_thirty_visitors_of_the_small_network_get_their_turns(studio):
    watchers = all_watch(studio.url, ["/network"] * VISITORS, 6.0)
    assert all(one.news for one in watchers)
    assert httpx.get(studio.url, timeout=60).status_code == 200


def test_a_class_opens_every_page_at_once(studio):
    pages = ["/", "/line", "/train", "/board", "/runs", "/lessons", "/lessons/line/1"]
    assert all(one.joined for one in all_watch(studio.url, pages * 4, 4.0))
