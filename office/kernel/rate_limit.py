"""So many tries in so much time: for pages that answer to anybody and for codes that could be guessed."""

from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache

from office.kernel.clock import now


def within_limit(what: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one try of `who` (`network_of` an address, a login) at `what`; False once there were more than `limit` in this stretch of time.

    Stretches follow one another without overlap. The count lies in the cache: one process's own, or Redis for all of them.
    """
    stretch = int(now().timestamp()) // seconds
    key = f"rate-limit:{what}:{stretch}:{sha256(who.encode('utf-8', 'replace')).hexdigest()[:32]}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return bool(cache.incr(key) <= limit)
    except ValueError:  # the cache dropped it that very moment: too full to count
        return True


def network_of(address: str) -> str:
    """Whose an address is: of IPv6 the /64, of which a single subscriber has every address; others, and what is none, as they are."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    return str(known.ipv4_mapped or ip_network((known.packed, 64), strict=False))
