"""缓存：Redis while it answers, this process's memory while it does not. What lies here may be forgotten; nobody may be kept out by it."""

import logging
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


MISSING = object()


class RedisOrHere(BaseCache):
    """Counts of tries go on when Redis is gone or full: then each process counts for itself, which lets through a few more.

    A full Redis still answers questions, and says that it has nothing: what it has not is looked for here too.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._redis = RedisCache(server, params)
        self._here = LocMemCache("instead of redis", {key: value for key, value in params.items() if key != "OPTIONS"})

    def _ask(self, what: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(self._redis, what)(*args, **kwargs)
        except RedisError as error:
            logger.warning("the cache is asked here instead of in redis: %s", error)
            return getattr(self._here, what)(*args, **kwargs)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("add", key, value, timeout, version))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = self._ask("get", key, MISSING, version)
        return self._here.get(key, default, version) if found is MISSING else found

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("touch", key, timeout, version)) or self._here.touch(key, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        here = self._here.delete(key, version)
        return bool(self._ask("delete", key, version)) or here

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        try:
            return int(self._ask("incr", key, delta, version))
        except ValueError:  # it could not be written there: counted here, or nowhere
            return int(self._here.incr(key, delta, version))

    def has_key(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("has_key", key, version)) or self._here.has_key(key, version)

    def clear(self) -> None:
        self._ask("clear")
