"""起草、修改议题的表单。A refused form comes back with every word of it."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from docflow.api import Task
from meetings.topics.actions.draft_topic import draft_topic, revise_topic, save_topic
from meetings.topics.actions.writing import Written
from meetings.topics.forms import NewTopicForm, TopicForm
from meetings.topics.forms.writing import initial_of, written_like
from meetings.topics.models import Topic
from meetings.topics.policy import calls, topics
from meetings.topics.selectors.choices import choices_for_new, choices_of, wanted_by
from office.api import Actor, actor_for
from office.kernel.clock import OFFICE_ZONE
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst

NOTHING_TO_BRING_FOR = "现在没有向您单位征集议题的会议，本机关也没有随时收议题的会议类别。请与办公室联系。"
NOT_HIS = "议题由经办人在提报前或退回后修改。您可以看，不能这样改。"


@require_http_methods(["GET", "POST"])
def new_topic(request: HttpRequest) -> HttpResponse:
    """起草议题: for a call (`call`), or like one that was called off (`like`). It is there before the first line, and saved from then on."""
    by = actor_for(request)
    like = _named(request, "like")
    model = _model(like, by) if like is not None else None
    call = _named(request, "call") if request.method == "GET" else None
    wanted = wanted_by(by)
    if not wanted:
        raise NotAllowed(NOTHING_TO_BRING_FOR)
    if request.method == "GET":
        title = model.title if model is not None else ""
        initial = {
            "like": like,
            "title": title,
            "wanted": f"call:{call}" if call is not None else _again(model, wanted),
        }
        return _begin(request, NewTopicForm(initial=initial, wanted=wanted), model)
    form = NewTopicForm(request.POST, wanted=wanted)
    if not form.is_valid():
        return _begin(request, form, model, status=422)
    try:
        topic = draft_topic(
            _written(form, model, by), by=by, key=form.cleaned_data["key"], like=like, **form.wanted_for()
        )
    except NotThere:
        raise
    except Refusal as refusal:
        return _begin(request, form, model, refusal=refusal, status=refusal.status)
    return redirect("topics:edit", uid=topic.uid)


@require_http_methods(["GET", "POST"])
def edit_topic(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改议题, while it is with its unit. A POST saves it: in JSON for the page's script (自动保存), a plain form leads back to the topic."""
    by = actor_for(request)
    topic = topics.read(uid, by=by)
    task = draft_task(topic, by=by)
    choices = choices_of(topic)
    if request.method == "GET":
        return _answer(request, TopicForm(initial=initial_of(topic), choices=choices), topic)
    form = TopicForm(request.POST, choices=choices)
    if "application/json" in request.headers.get("Accept", ""):
        return _save(form, task, by)
    if not form.is_valid():
        return _answer(request, form, topic, status=422)
    given = form.cleaned_data
    try:
        revise_topic(task.uid, form.written(), seen=given["seen"], by=by, key=given["key"])
    except NotThere:
        raise
    except SomebodyWasFirst as refusal:
        topic = topics.read(uid, by=by)
        again = request.POST.copy()
        again["seen"] = str(topic.revision)  # who saves again has seen that one
        form = TopicForm(again, choices=choices)
        return _answer(request, form, topic, refusal=refusal, there=_there(topic, form), status=refusal.status)
    except Refusal as refusal:
        return _answer(request, form, topic, refusal=refusal, status=refusal.status)
    messages.success(request, "已保存。")
    return redirect(topic)


def _save(form: TopicForm, task: Task, by: Actor) -> JsonResponse:
    try:
        if not form.is_valid():
            raise Invalid(_first_fault(form))
        topic = save_topic(task.uid, form.written(), seen=form.cleaned_data["seen"], by=by)
    except NotThere:
        raise
    except SomebodyWasFirst as refusal:
        return JsonResponse({"said": f"{refusal.sentence}按“保存”可看两边的不同。"}, status=refusal.status)
    except Refusal as refusal:
        return JsonResponse({"said": refusal.sentence}, status=refusal.status)
    saved = topic.moved_at.astimezone(OFFICE_ZONE)
    return JsonResponse({"said": f"{saved:%H:%M} 已自动保存", "fields": {"seen": topic.revision}})


def draft_task(topic: Topic, *, by: Actor) -> Task:
    """The open task in which a topic is written. Raises NotAllowed where it is not his."""
    mine = [one.pk for one in by.appointments]
    task = topic.run.tasks.filter(step="draft", closed_at__isnull=True, holder__in=mine).first()
    if task is None:
        raise NotAllowed(NOT_HIS)
    found: Task = task
    return found


def _begin(
    request: HttpRequest,
    form: NewTopicForm,
    model: Topic | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    _at_its_field(form, refusal)
    context = {"form": form, "model": model, "refusal": refusal}
    return render(request, "topics/pages/new.html", context, status=status)


def _answer(
    request: HttpRequest,
    form: TopicForm,
    topic: Topic,
    *,
    refusal: Refusal | None = None,
    there: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """The page; `there` is what another window saved meanwhile, where it is not what the form says."""
    _at_its_field(form, refusal)
    context = {
        "form": form,
        "topic": topic,
        "refusal": refusal,
        "there": there,
        "parts": [(form[name], [str(one) for one in form[name].value() or []]) for name in ("consulted", "sitting_in")],
    }
    return render(request, "topics/pages/write.html", context, status=status)


def _there(topic: Topic, form: TopicForm) -> list[tuple[str, str]]:
    """By name, the words of a topic as saved, where the form has others."""
    saved = initial_of(topic)
    texts = ("title", "gist", "consultation", "lawfulness")
    return [
        (str(form.fields[name].label), saved[name] or "（空）")
        for name in texts
        if saved[name].split() != str(form[name].value() or "").split()
    ]


def _at_its_field(form: Form, refusal: Refusal | None) -> None:
    if refusal is not None and refusal.field in form.fields:
        form.add_error(refusal.field, refusal.sentence)


def _first_fault(form: TopicForm) -> str:
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else "表单"
    return f"没有保存：“{label}”{errors[0]}"


def _written(form: NewTopicForm, model: Topic | None, by: Actor) -> Written:
    title = str(form.cleaned_data["title"])
    if model is None:
        return Written(title=title)
    call = form.wanted_for().get("call")
    host = calls.read(call, by=by).kind.organ if call is not None else by.organ
    return written_like(model, title, choices_for_new(by, host))


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


def _again(model: Topic | None, wanted: list[tuple[str, str]]) -> str:
    """For what the model was, where that is still possible; else the first."""
    values = [value for value, _ in wanted]
    if model is not None:
        before = f"call:{model.call.uid}" if model.call is not None else f"kind:{model.kind.uid}"
        if before in values:
            return before
    return values[0]
