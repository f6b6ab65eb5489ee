"""How far a long run has come, on a terminal's standard error, and stopping it in good order."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def bar(what: str) -> Iterator[Callable[[float], None]]:
    """A bar that is gone when the work is done; call what it gives with the share of the work done, 0 to 1.

    Nothing is shown where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield lambda share: None
        return
    from rich.console import Console  # noqa: PLC0415  `mcda --help` need not wait for it
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=1.0)
        yield lambda share: shown.update(task, completed=share)


class Patience:
    """A `progress` callback that ends sampling at the first Ctrl-C, once there are draws to answer from.

    Before the first draws, and at the second Ctrl-C, the interruption is an ordinary one.
    """

    def __init__(self, show: Callable[[float], None] = lambda share: None) -> None:
        """Show the share of draws made by `show`."""
        self.show = show
        self.stopped = False
        self._some = False

    def __call__(self, done: int, asked: int) -> bool:
        """Whether to go on, after `done` of `asked` draws."""
        self._some = True
        self.show(done / asked)
        return not self.stopped

    @contextmanager
    def listening(self) -> Iterator["Patience"]:
        """Take Ctrl-C while inside. Only the main thread can; elsewhere nothing changes."""
        if threading.current_thread() is not threading.main_thread():
            yield self
            return
        before = signal.signal(signal.SIGINT, self._interrupted)
        try:
            yield self
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupted(self, *_: Any) -> None:
        if self.stopped or not self._some:
            raise KeyboardInterrupt
        self.stopped = True
