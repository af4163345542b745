"""A Redis that is full: it refuses to write and answers questions; tries are counted all the same."""

from typing import Any

import pytest
from redis.exceptions import ResponseError

from office.kernel.cache import RedisOrHere


class Full:
    """Has nothing, and takes nothing."""

    def add(self, *given: Any) -> bool:  # noqa: ARG002 - the same
        raise ResponseError("OOM command not allowed when used memory > 'maxmemory'.")

    set = add

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:  # noqa: ARG002 - Django's signature
        return default

    def incr(self, *given: Any) -> int:  # noqa: ARG002 - the same
        raise ValueError("Key not found")

    def touch(self, *given: Any) -> bool:  # noqa: ARG002 - the same
        return False

    delete = has_key = touch


@pytest.fixture
def cache() -> RedisOrHere:
    made = RedisOrHere("redis://127.0.0.1:1/0", {})
    made._redis = Full()  # type: ignore[assignment] # as far as it is asked
    made._here.clear()
    return made


def test_what_cannot_be_written_there_is_counted_here(cache: RedisOrHere) -> None:
    cache.add("tries", 0, 60)
    assert [cache.incr("tries") for _ in range(3)] == [1, 2, 3]
    cache.set("until", "noon", 60)
    assert (cache.get("until"), cache.has_key("until"), cache.touch("until", 60)) == ("noon", True, True)
    assert cache.delete("until")
    assert cache.get("until", "nothing") == "nothing"


def test_what_is_nowhere_is_still_said_so(cache: RedisOrHere) -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("never-begun")
