"""议题的表单。"""

from typing import Any
from uuid import UUID

from django import forms

from meetings.convening.models.agenda import LONGEST_ITEM
from meetings.forms.rooms import UidsField
from meetings.topics.actions.writing import LONGEST_BESIDE, LONGEST_GIST, LONGEST_TITLE, Written
from meetings.topics.models import Topic, UnitPart
from meetings.topics.models.topics import CONSULT_DAYS, LONGEST_CONSULTING
from meetings.topics.selectors.choices import Choices, Option


def _text(label: str, longest: int, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "kai", "maxlength": longest})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


class NewTopicForm(forms.Form):
    """What is brought for what. `like`: the topic that it repeats."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    like = forms.UUIDField(widget=forms.HiddenInput, required=False)
    wanted = forms.ChoiceField(label="提报给")
    title = forms.CharField(label="议题名称", max_length=LONGEST_TITLE)

    def __init__(self, *args: Any, wanted: list[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(several := self.fields["wanted"], forms.ChoiceField):
            several.choices = wanted

    def wanted_for(self) -> dict[str, UUID]:
        """`call` or `kind`, as the action takes it."""
        what, _, uid = str(self.cleaned_data["wanted"]).partition(":")
        return {what: UUID(uid)}


class TopicForm(forms.Form):
    """What is written of a topic; a draft may be unfinished. `seen`: the revision that the page showed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="议题名称", required=False, max_length=LONGEST_TITLE)
    gist = _text("提请研究的事项", LONGEST_GIST, 6)
    reporter = forms.ChoiceField(label="汇报人", required=False)
    minutes = forms.IntegerField(
        label="预计用时（分钟）",
        initial=15,
        min_value=1,
        max_value=LONGEST_ITEM,
        widget=forms.NumberInput(attrs={"min": 1, "max": LONGEST_ITEM}),
    )
    consulted = UidsField(label="协商单位", required=False, widget=forms.SelectMultiple)
    consult_days = forms.IntegerField(
        label="协商几个工作日",
        initial=CONSULT_DAYS,
        min_value=1,
        max_value=LONGEST_CONSULTING,
        widget=forms.NumberInput(attrs={"min": 1, "max": LONGEST_CONSULTING}),
    )
    consultation = _text("协商情况", LONGEST_BESIDE, 3)
    lawfulness = _text("合法性审查意见", LONGEST_BESIDE, 3)
    sitting_in = UidsField(label="列席单位", required=False, widget=forms.SelectMultiple)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "reporter": [("", "请选择"), *choices.reporters],
            "consulted": choices.units,
            "sitting_in": choices.units,
        }
        for name, options in offered.items():
            if isinstance(several := self.fields.get(name), forms.ChoiceField):
                several.choices = options

    def written(self) -> Written:
        given = self.cleaned_data
        return Written(
            title=given["title"],
            gist=given["gist"],
            reporter=UUID(given["reporter"]) if given["reporter"] else None,
            consulted=given["consulted"],
            sitting_in=given["sitting_in"],
            consultation=given["consultation"],
            lawfulness=given["lawfulness"],
            minutes=given["minutes"],
            consult_days=given["consult_days"],
        )


def written_like(model: Topic, title: str, choices: Choices) -> Written:
    """The words of a topic under another title; of its people and units those who may still be chosen."""
    before = initial_of(model)
    reporters, units = _offered(choices.reporters), _offered(choices.units)
    return Written(
        title=title,
        gist=before["gist"],
        reporter=UUID(before["reporter"]) if before["reporter"] in reporters else None,
        consulted=[UUID(uid) for uid in before["consulted"] if uid in units],
        sitting_in=[UUID(uid) for uid in before["sitting_in"] if uid in units],
        consultation=before["consultation"],
        lawfulness=before["lawfulness"],
        minutes=before["minutes"],
        consult_days=before["consult_days"],
    )


def initial_of(topic: Topic) -> dict[str, Any]:
    """A topic as its form shows it."""
    units = list(topic.units.all())
    parts = {
        name: [str(one.unit.uid) for one in units if one.part == part]
        for name, part in (("consulted", UnitPart.CONSULTED), ("sitting_in", UnitPart.SITTING_IN))
    }
    return {
        "title": topic.title,
        "gist": topic.gist,
        "reporter": str(topic.reporter.uid) if topic.reporter is not None else "",
        "minutes": topic.minutes,
        "consult_days": topic.consult_days,
        "consultation": topic.consultation,
        "lawfulness": topic.lawfulness,
        "seen": topic.revision,
        **parts,
    }


def _offered(groups: list[Any]) -> set[str]:
    return {uid for _, options in groups for uid, _ in options}
