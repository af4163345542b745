"""常用批示语。"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from docflow.incoming.actions.phrases import keep_phrases
from docflow.incoming.phrasing import PLACES, as_kept, as_written, shown
from docflow.incoming.selectors.phrases import phrases_of
from office.api import actor_for, key_of
from office.kernel.refusals import Refusal


@require_http_methods(["GET", "POST"])
def phrases(request: HttpRequest) -> HttpResponse:
    """One phrase a line; they stand as chips above the opinion."""
    by = actor_for(request)
    text, refusal = as_written("\n".join(phrases_of(by.person))), None
    if request.method == "POST":
        text = request.POST.get("phrases", "")[:4000]
        try:
            keep_phrases(as_kept(text).splitlines(), by=by, key=key_of(request))
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "已保存，下次批示就用这些。")
            return redirect("incoming:phrases")
    context = {
        "text": text,
        "refusal": refusal,
        "shown": [shown(line) for line in as_kept(text).splitlines() if line.strip()],
        "places": [f"〔{name}〕" for name in PLACES],
    }
    return render(request, "incoming/pages/phrases.html", context, status=refusal.status if refusal else 200)
