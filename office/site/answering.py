"""How a command ends: 0 done, 1 the answer is no, 2 it cannot be done, with a sentence on standard error, never a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from office.kernel.refusals import Refusal

NO, CANNOT = 1, 2


@contextmanager
def answered() -> Iterator[None]:
    """Turn a refusal inside into exit 2 with its sentence."""
    try:
        yield
    except Refusal as refusal:
        print(refusal.sentence, file=sys.stderr)
        sys.exit(CANNOT)
    except DatabaseError as error:
        print(f"数据库不可用：{str(error).splitlines()[0]}", file=sys.stderr)
        sys.exit(CANNOT)
