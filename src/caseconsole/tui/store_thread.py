"""The one thread that owns the store's connection."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from caseconsole.domain.message import Refused, message

if TYPE_CHECKING:
    from caseconsole.casework.session import Session

P = ParamSpec("P")
R = TypeVar("R")


class StoreThread:
    """Runs store functions one at a time, on the thread that opened the session."""

    def __init__(self, open_session: "Callable[[], Session]") -> None:
        """Open the session on the thread; what opening raises is raised here."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        try:
            self.session = self._pool.submit(open_session).result()
        except BaseException:
            self._pool.shutdown()
            raise

    async def call(
        self, function: "Callable[Concatenate[Session, P], R]", /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a use case: `function(session, …)`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._pool, lambda: self._at_rest(function, self.session, *args, **kwargs)
        )

    async def read(self, function: Callable[..., R], /, *args: object, **kwargs: object) -> R:
        """Run a read of `store.read`: `function(conn, …)`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._pool, lambda: self._at_rest(function, self.session.store.conn, *args, **kwargs)
        )

    def wait(
        self, function: "Callable[Concatenate[Session, P], R]", /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """The same as `call`, for where no loop runs."""
        return self._pool.submit(
            lambda: self._at_rest(function, self.session, *args, **kwargs)
        ).result()

    def _at_rest(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Hand back to the screen only when nothing is held: painting may take for ever.

        That the store was replaced is said as where somebody types, and gives no command again.
        """
        try:
            return function(*args, **kwargs)
        except Refused as refusal:
            if refusal.why.id != "store.replaced":
                raise
            raise Refused(message("store.replaced_meanwhile", **refusal.why.values)) from refusal
        finally:
            self.session.store.require_at_rest()

    def close(self, timeout: float | None = None) -> None:
        """Let what runs finish, then close the store."""
        future = self._pool.submit(self.session.store.close)
        self._pool.shutdown(wait=timeout is None)
        future.result(timeout)
