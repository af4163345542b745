"""起草、修改议题的表单。A refused form comes back with every word of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from docflow.api import Task
from meetings.topics.actions.draft_topic import draft_topic, revise_topic
from meetings.topics.forms import TopicForm
from meetings.topics.forms.writing import initial_of
from meetings.topics.models import Topic
from meetings.topics.policy import calls, topics
from meetings.topics.selectors.choices import choices_for_new, choices_of
from office.api import Actor, Organ, actor_for
from office.kernel.refusals import NotAllowed, NotThere, Refusal

NOTHING_TO_BRING_FOR = "现在没有向您单位征集议题的会议，本机关也没有随时收议题的会议类别。请与办公室联系。"
NOT_HIS = "议题由经办人在提报前或退回后修改。您可以看，不能这样改。"


@require_http_methods(["GET", "POST"])
def new_topic(request: HttpRequest) -> HttpResponse:
    """起草议题: for a call (`call`), or like one that was called off (`like`)."""
    by = actor_for(request)
    like = _named(request, "like")
    model = _model(like, by) if like is not None else None
    call = _named(request, "call") if request.method == "GET" else None
    host = calls.read(call, by=by).kind.organ if call is not None else model.organ if model is not None else None
    choices = choices_for_new(by, _host(request, by, host))
    if not choices.wanted:
        raise NotAllowed(NOTHING_TO_BRING_FOR)
    if request.method == "GET":
        initial = initial_of(model) if model is not None else {}
        initial |= {"like": like, "wanted": f"call:{call}" if call is not None else _again(model, choices.wanted)}
        return _answer(request, TopicForm(initial=initial, choices=choices), None)
    form = TopicForm(request.POST, choices=choices)
    if not form.is_valid():
        return _answer(request, form, None, status=422)
    try:
        given = form.cleaned_data
        topic = draft_topic(form.written(), by=by, key=given["key"], like=given["like"], **form.wanted_for())
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, form, None, refusal=refusal, status=refusal.status)
    messages.success(request, "已存为草稿。上传材料后可以提报。")
    return redirect(topic)


@require_http_methods(["GET", "POST"])
def edit_topic(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改议题, while it is with its unit."""
    by = actor_for(request)
    topic = topics.read(uid, by=by)
    task = draft_task(topic, by=by)
    choices = choices_of(topic)
    if request.method == "GET":
        return _answer(request, TopicForm(initial=initial_of(topic), choices=choices), topic)
    form = TopicForm(request.POST, choices=choices)
    if not form.is_valid():
        return _answer(request, form, topic, status=422)
    seen = form.cleaned_data["seen"]
    try:
        revise_topic(task.uid, form.written(), seen=-1 if seen is None else seen, by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, form, topic, refusal=refusal, status=refusal.status)
    messages.success(request, "已保存。")
    return redirect(topic)


def draft_task(topic: Topic, *, by: Actor) -> Task:
    """The open task in which a topic is written. Raises NotAllowed where it is not his."""
    mine = [one.pk for one in by.appointments]
    task = topic.run.tasks.filter(step="draft", closed_at__isnull=True, holder__in=mine).first()
    if task is None:
        raise NotAllowed(NOT_HIS)
    found: Task = task
    return found


def _answer(
    request: HttpRequest,
    form: TopicForm,
    topic: Topic | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    if refusal is not None and refusal.field in form.fields:
        form.add_error(refusal.field, refusal.sentence)
    context = {
        "form": form,
        "topic": topic,
        "refusal": refusal,
        "parts": [(form[name], [str(one) for one in form[name].value() or []]) for name in ("consulted", "sitting_in")],
    }
    return render(request, "topics/pages/write.html", context, status=status)


def _named(request: HttpRequest, name: str) -> UUID | None:
    """A uid in the address or in the form. Raises NotThere for what is none."""
    text = (request.POST if request.method == "POST" else request.GET).get(name, "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise NotThere("该内容") from error


def _model(uid: UUID, by: Actor) -> Topic:
    model = topics.read(uid, by=by)
    if not topics.is_of_unit(model, by=by):
        raise NotThere("该议题")
    return model


def _host(request: HttpRequest, by: Actor, host: Organ | None) -> Organ | None:
    """Whose meeting a posted form is for: its units are offered again."""
    what, _, uid = request.POST.get("wanted", "").partition(":")
    if what != "call":
        return host
    try:
        return calls.read(UUID(uid), by=by).kind.organ
    except ValueError:
        return host


def _again(model: Topic | None, wanted: list[tuple[str, str]]) -> str:
    """For what the model was, where that is still possible; else the first."""
    values = [value for value, _ in wanted]
    if model is not None:
        before = f"call:{model.call.uid}" if model.call is not None else f"kind:{model.kind.uid}"
        if before in values:
            return before
    return values[0]
