"""Results in a fixed order, whichever thread made them."""

import threading

from core.training.shard_queue import ShardQueue


def test_that_results_come_in_order_though_the_first_is_the_slowest():
    queue, taken = ShardQueue(6), []
    others_wait = threading.Barrier(2, timeout=60)

    def work(is_slow):
        for number in queue:
            if is_slow and number == 0:
                others_wait.wait()
            elif not is_slow and number == 1:
                others_wait.wait()  # number 0 is not in yet, and this one is ready
            assert queue.await_turn(number)
            taken.append(number)
            queue.end_turn()

    slow = threading.Thread(target=work, args=(True,))
    slow.start()
    while queue._next == 0:  # let the slow one draw number 0
        pass
    work(False)
    slow.join(60)
    assert taken == [0, 1, 2, 3, 4, 5]


def test_that_nobody_waits_for_somebody_who_gave_up():
    queue = ShardQueue(5)
    numbers = iter(queue)
    assert [next(numbers), next(numbers)] == [0, 1]
    waited = []
    waiting = threading.Thread(target=lambda: waited.append(queue.await_turn(1)))
    waiting.start()
    queue.abandon()
    waiting.join(60)
    assert waited == [False]
    assert list(numbers) == []
