"""Several questions at once to one source, answered in the order they were put.

A few more questions are under way than may be sent at once, so that the source is never left idle while an
answer is judged and written; not more, so that a long list does not fill the memory.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")
AT_ONCE = 4
"""SOTKAnet states no limit, and asks for non-regular use: no more than four questions at a time."""
UNDER_WAY = 16


def answered(
    questions: Iterable[Question], ask: Callable[[Question], Answer], at_once: int = AT_ONCE
) -> Iterator[tuple[Question, Callable[[], Answer]]]:
    """Each question with a function that gives its answer or raises what `ask` raised.

    When the caller stops early, questions not yet sent are dropped and those under way are waited for.
    """
    waiting: deque[tuple[Question, Future[Answer]]] = deque()
    with ThreadPoolExecutor(at_once, thread_name_prefix="fetch") as threads:
        try:
            for question in questions:
                waiting.append((question, threads.submit(ask, question)))
                if len(waiting) >= UNDER_WAY:
                    yield _first(waiting)
            while waiting:
                yield _first(waiting)
        finally:
            for _, answer in waiting:
                answer.cancel()


def _first(waiting: "deque[tuple[Question, Future[Answer]]]") -> tuple[Question, Callable[[], Answer]]:
    question, answer = waiting.popleft()
    return question, answer.result
