"""Sign-in is asked for everywhere but on the listed pages."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from office.site.public import PUBLIC


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, bool]]:
    """Each route below a resolver, and whether its view asks for sign-in."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route, getattr(one.callback, "login_required", True)
        else:
            yield from routes(one, route)


def test_only_the_listed_pages_are_public() -> None:
    public = {route for route, guarded in routes(get_resolver()) if not guarded}
    assert public == PUBLIC


def test_there_is_no_page_to_open_an_account_or_to_reset_a_password_by_oneself() -> None:
    known = {route for route, _ in routes(get_resolver())}
    assert not [route for route in known if "signup" in route or "reset" in route]
