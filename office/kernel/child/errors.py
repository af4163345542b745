"""Why work in a child was not done. The names state facts that callers turn into sentences."""


class ChildError(RuntimeError):
    """The work was not done."""


class ChildDied(ChildError):  # noqa: N818
    """The child ended in the middle: killed, or crashed in a library. The next call starts another."""


class ChildTimeout(ChildError):  # noqa: N818
    """The work, or the wait for its turn, took longer than the caller allows. What was under way is ended."""


class TooHeavy(ChildError):  # noqa: N818
    """A stranger's file asked for more memory or time than is given to one."""


class FailedInChild(ChildError):  # noqa: N818
    """The function raised. `kind` is the exception's dotted type, `message` its text; a note tells where."""

    def __init__(self, kind: str, message: str, where: str = "") -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        self.message = message
        if where:
            self.add_note(where)
