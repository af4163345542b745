"""收文类别。"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from docflow.incoming import policy
from docflow.incoming.actions.classes import add_class, use_class
from docflow.incoming.actions.numbering import usual_classes
from docflow.incoming.models import IncomingClass, Track
from docflow.incoming.views.reading_uids import uid_in
from office.api import actor_for, key_of
from office.kernel.refusals import Refusal


@require_http_methods(["GET", "POST"])
def classes(request: HttpRequest) -> HttpResponse:
    """What the organ's pieces are registered as; a new class, or an old one stopped or taken up again."""
    by = actor_for(request)
    organ = policy.registrars.ask(by).organ
    refusal: Refusal | None = None
    if request.method == "POST":
        key, given = key_of(request), request.POST
        try:
            if uid := uid_in(given.get("uid", ""), "该类别"):
                row = use_class(uid, in_use=given.get("in_use") == "1", by=by, key=key)
                messages.success(request, f"“{row.label}”已{'启用' if row.in_use else '停用'}。")
            else:
                row = add_class(given.get("code", ""), given.get("label", ""), given.get("track", ""), by=by, key=key)
                messages.success(request, f"已增设“{row.label}”，登记时可以选。")
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("incoming:classes")
    context = {
        "classes": list(IncomingClass.objects.filter(organ=organ)) or usual_classes(organ),
        "organ": organ,
        "tracks": Track.choices,
        "given": request.POST,
        "refusal": refusal,
    }
    return render(request, "incoming/pages/classes.html", context, status=refusal.status if refusal else 200)
