"""登录锁定：after too many wrong tries nothing is tried for a while, neither at that login nor from that address.

A try is counted before the password is looked at, so that many tries at once do not slip through, and given back when it was
right. Unknown logins are counted like known ones: the answer tells nobody which there are. A locked address counts at no login any
more: else one visitor could fill the memory in which others' tries are counted.
"""

import hashlib
from datetime import datetime, timedelta

from django.core.cache import cache

from office.kernel.clock import now
from office.kernel.rate_limit import network_of

LOCK = timedelta(minutes=15)
TRIES = {"login": 5, "address": 20}  # a whole office may stand behind one address


def take_try(login: str, address: str) -> datetime | None:
    """Count a try. None: it may be made. Otherwise the moment from which the next may."""
    for kind, whose in (("address", network_of(address)), ("login", login.casefold())):
        key = _key(kind, whose)
        cache.add(key, 0, LOCK.total_seconds())
        try:
            tries = cache.incr(key)
        except ValueError:  # it ran out between the two lines
            cache.set(key, tries := 1, LOCK.total_seconds())
        if tries == TRIES[kind]:  # the last one that is let through: if it fails, the lock is already there
            cache.touch(key, LOCK.total_seconds())
            cache.set(f"{key}:until", now() + LOCK, LOCK.total_seconds())
        if tries > TRIES[kind]:
            until: datetime | None = cache.get(f"{key}:until")
            if until is None or now() < until <= now() + LOCK:
                return until or now() + LOCK
            cache.delete(f"{key}:until")  # it is over by our clock, which is not the cache's, or our clock was set back
            cache.set(key, 1, LOCK.total_seconds())
    return None


def give_back(login: str, address: str) -> None:
    """The password was right: the login is clean again, and the try does not burden the address."""
    cache.delete_many([_key("login", login.casefold()), f"{_key('login', login.casefold())}:until"])
    key = _key("address", network_of(address))
    try:
        if cache.decr(key) < TRIES["address"]:
            cache.delete(f"{key}:until")
    except ValueError:  # nothing is counted any more
        return


def _key(kind: str, whose: str) -> str:
    return f"sign-in:{kind}:{hashlib.sha256(whose.encode()).hexdigest()}"
