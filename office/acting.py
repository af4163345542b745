"""`@action`: one verb, one transaction, once."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from office.actor import Actor
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.rows import insert_new, update
from office.models.acting import DoneAction

P = ParamSpec("P")
R = TypeVar("R", bound=Model | None)


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """Make a function an act of `by`, asked for under `key` (a UUID made when the form was drawn), in a transaction of its own.

    The key is looked up first. Known and by the same person: the first answer is returned and nothing is done, also after a crash.
    `by=None` is the system, acting for a job. Two requests with one key at once: the second waits for the first and gets its answer.
    The answer is a saved row, or None.
    """
    name = f"{verb.__module__}.{verb.__name__}"

    @wraps(verb)
    def once(*args: P.args, **kwargs: P.kwargs) -> R:
        by, key = kwargs["by"], kwargs["key"]
        if not isinstance(by, Actor | None) or not isinstance(key, UUID):
            raise TypeError(f"{name} needs by=Actor or None, and key=UUID")
        person = by.person if by is not None else None
        with transaction.atomic():
            done = DoneAction(key=key, verb=name, person=person)
            if not insert_new(done):  # on PostgreSQL this waits for another transaction with the same key
                return cast("R", _first_answer(DoneAction.objects.get(key=key), name, by))
            answer = verb(*args, **kwargs)
            if answer is not None:
                done.answer_model, done.answer_pk = answer._meta.label_lower, answer.pk
                update(done, "answer_model", "answer_pk")
            return answer

    return once


def _first_answer(done: DoneAction, verb: str, by: Actor | None) -> Any:
    if done.person_id != (by.person.pk if by is not None else None) or done.verb != verb:
        raise SomebodyWasFirst("这张表单已经用过。请刷新页面后再办。")
    if not done.answer_model:
        return None
    return apps.get_model(done.answer_model)._default_manager.get(pk=done.answer_pk)
