"""Callbacks that are carried out whole and one after the other, however fast somebody goes on typing."""

from collections.abc import Callable
from functools import wraps
from threading import Lock, RLock
from typing import Any, ParamSpec, TypeVar
from weakref import WeakValueDictionary

from streamlit.runtime.scriptrunner import get_script_run_ctx

Args = ParamSpec("Args")
Result = TypeVar("Result")

_turns: "WeakValueDictionary[str, Any]" = WeakValueDictionary()
"""A lock for each session in which somebody acts right now."""
_handing_out = Lock()


def whole(act: Callable[Args, Result]) -> Callable[Args, Result]:
    """A callback that the next entry neither breaks off nor overtakes.

    Streamlit stops a run for the next one at any use of the session state, also in the middle of a callback, and does
    not call that again. It starts the next one before the other has ended. So what was entered would be lost; and
    what is saved already would be forgotten, and the next change made to the case as it was before. Here the next
    one waits until this one is through.
    """

    @wraps(act)
    def carried_out(*args: Args.args, **kwargs: Args.kwargs) -> Result:
        context = get_script_run_ctx(suppress_warning=True)
        if context is None:
            return act(*args, **kwargs)
        session = context.session_state
        usual = getattr(session, "_yield_callback", None)  # Streamlit has no public way to say this
        if usual is None:
            return act(*args, **kwargs)
        with _turn(context.session_id):
            # Its own `__setattr__` would write an entry of the session instead.
            object.__setattr__(session, "_yield_callback", _go_on)
            try:
                return act(*args, **kwargs)
            finally:
                object.__setattr__(session, "_yield_callback", usual)

    return carried_out


def _turn(session: str) -> Any:
    """The lock of a session; it goes when nobody holds it or waits for it."""
    with _handing_out:
        return _turns.setdefault(session, RLock())


def _go_on() -> None:
    """Where a run would have stopped."""
