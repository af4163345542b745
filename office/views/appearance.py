"""明暗与大字的开关。"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from office.appearance import COOKIE, appearance_of, keep
from office.models.people import Person

YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def choose_appearance(request: HttpRequest) -> HttpResponse:
    """Take `theme` or `type`; answer 204 to a script and the page he was on to everyone else."""
    chosen = appearance_of(request).with_choice(request.POST.get("theme", ""), request.POST.get("type", ""))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    quiet = request.headers.get("X-Requested-With") == "fetch"
    answer = HttpResponse(status=204) if quiet else HttpResponseRedirect(back if safe else "/")
    if isinstance(request.user, Person):
        keep(request.user, chosen)
    # the cookie as well: the sign-in page of this browser should look the same
    answer.set_cookie(
        COOKIE, f"{chosen.theme}.{chosen.type}", max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return answer
