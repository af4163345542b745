"""缓存：Redis while it answers, this process's memory while it does not. What lies here may be forgotten; nobody may be kept out by it."""

import logging
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class RedisOrHere(BaseCache):
    """Counts of tries go on when Redis is gone or full: then each process counts for itself, which lets through a few more."""

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
        return self._ask("get", key, default, version)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("touch", key, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("delete", key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return int(self._ask("incr", key, delta, version))

    def has_key(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("has_key", key, version))

    def clear(self) -> None:
        self._ask("clear")
