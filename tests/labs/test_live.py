"""What all live experiments share: pieces that learn in turn, what is kept, what begins anew."""

import copy
import pickle
from dataclasses import dataclass

from axb.labs.live import LiveExperiment
from labs.test_experiment import Squares, Task


@dataclass
class Count:
    total_steps: int
    step: int = 0

    def advance(self) -> None:
        self.step += 1


class CountLab(LiveExperiment[Squares, Task, Count, tuple[int, int, bool]]):
    """Number n takes n updates; every second one is measured."""

    def _begun(self, piece: Task) -> Count:
        return Count(piece.number)

    def _is_due(self, learner: Count) -> bool:
        return learner.step % 2 == 0

    def _measured(self, piece: Task, learner: Count, ended: bool) -> tuple[int, int, bool]:
        return piece.number, learner.step, ended

    def set_numbers(self, *numbers: int) -> None:
        self._change(numbers=numbers)


def test_pieces_learn_in_turn_and_are_measured_on_their_way_and_at_their_end() -> None:
    lab = CountLab(Squares((1, 3)))
    seen = []
    lab.learn()
    while lab.running:
        lab.advance()
        seen.append([*lab.seen])
    first, second = (1, 1, True), (3, 3, True)
    assert seen == [[first], [first], [first, (3, 2, False)], [first, second]]
    assert list(lab.outcomes) == ["n-1", "n-3"]
    assert (lab.step, lab.waiting, lab.learner, lab.last) == (4, [], None, second)
    lab.advance()
    assert lab.step == 4
    lab.learn()
    assert (lab.step, lab.running, lab.seen) == (0, True, [])


def test_what_has_learned_stays_with_another_plan_and_what_was_learning_begins_anew() -> None:
    lab = CountLab(Squares((1, 3)))
    for _ in range(3):
        lab.advance()
    assert lab.last == (3, 2, False)
    lab.set_numbers(3, 1, 2)
    assert [one.number for one in lab.waiting] == [3, 2]
    assert lab.seen == [lab.last] == [(1, 1, True)]
    lab.advance()
    assert lab.learner == Count(3, 1)
    assert not lab.running


def test_a_copy_and_what_is_sent_to_another_process_begin_anew() -> None:
    lab = CountLab(Squares((2, 5)))
    for _ in range(3):
        lab.advance()
    for other in (copy.deepcopy(lab), copy.copy(lab), pickle.loads(pickle.dumps(lab))):
        assert (other.plan, other.step, other.seen, other.learner) == (lab.plan, 0, [], None)
    assert lab.seen == [(2, 2, True)]
