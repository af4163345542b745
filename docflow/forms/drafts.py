"""拟稿的表单。The text is plain; lists are one line an entry, as clerks write them."""

import re
from typing import TYPE_CHECKING, Any

from django import forms

from docflow.elements.data import to_data
from docflow.elements.kinds import FORMS_SET, Disclosure, Form, Kind, Urgency
from docflow.elements.schema import Elements
from docflow.forms.acts import UuidsField
from docflow.models import IssuingCode
from office.api import Actor

if TYPE_CHECKING:
    CodesField = forms.ModelChoiceField[IssuingCode]
else:
    CodesField = forms.ModelChoiceField


PEOPLE = ("attending", "excused", "sitting_in")


class CodeField(CodesField):
    """A 代字 with what it is used for."""

    def label_from_instance(self, obj: IssuingCode) -> str:
        return f"{obj.code}（{obj.label}）"


class NewDocumentForm(forms.Form):
    """Which kind, under which 代字."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="文种", choices=[(kind.value, kind.value) for kind in Kind], initial=Kind.NOTICE.value
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = IssuingCode.objects.filter(organ=by.organ, in_use=True, form__in=FORMS_SET)
        self.fields["code"] = CodeField(codes, label="代字", to_field_name="uid", empty_label=None)


class DraftForm(forms.Form):
    """All that a drafter writes, of a text of this 版式: minutes have their lists of people and address nobody."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(label="文种", choices=[(kind.value, kind.value) for kind in Kind])
    urgency = forms.ChoiceField(
        label="紧急程度", required=False, choices=[("", "平件"), *((u.value, u.value) for u in Urgency)]
    )
    disclosure = forms.ChoiceField(
        label="公开属性", required=False, choices=[("", "未定"), *((d.value, d.value) for d in Disclosure)]
    )
    title = forms.CharField(label="标题", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    main_recipients = forms.CharField(
        label="主送机关", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    body = forms.CharField(
        label="正文", required=False, max_length=400_000, strip=False, widget=forms.Textarea(attrs={"rows": 24})
    )
    attachment_note = forms.CharField(
        label="附件说明", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 2})
    )
    attending = forms.CharField(
        label="出席", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    excused = forms.CharField(label="请假", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}))
    sitting_in = forms.CharField(
        label="列席", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    note = forms.CharField(label="附注", required=False, max_length=400)
    cc = forms.CharField(label="抄送机关", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 2}))
    attached_title = forms.CharField(label="附件标题", required=False, max_length=400)
    attached_body = forms.CharField(
        label="附件正文", required=False, max_length=400_000, strip=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    co_units = UuidsField(label="会签处室", required=False)

    def __init__(self, form_taken: Form, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if form_taken is Form.MINUTES:
            self.fields["kind"] = forms.ChoiceField(label="文种", choices=[(Kind.MINUTES.value, Kind.MINUTES.value)])
            del self.fields["main_recipients"]
        else:
            for name in PEOPLE:
                del self.fields[name]

    @classmethod
    def of(cls, elements: Elements, *, revision: int, co_units: list[str]) -> "DraftForm":
        """The form as it stands for a text."""
        first = elements.attachments[0] if elements.attachments else None
        return cls(
            elements.form_taken,
            initial={
                "revision": revision,
                "kind": elements.kind,
                "urgency": elements.urgency.value if elements.urgency else "",
                "disclosure": elements.disclosure,
                "title": "\n".join(elements.title_lines) or elements.title,
                "main_recipients": "\n".join(elements.main_recipients),
                "body": "\n".join(elements.body),
                "attachment_note": "\n".join(elements.attachment_note),
                **{name: "\n".join(getattr(elements, name)) for name in PEOPLE},
                "note": elements.note,
                "cc": "\n".join(elements.cc),
                "attached_title": first.title if first else "",
                "attached_body": "\n".join(first.body) if first else "",
                "co_units": co_units,
            },
        )

    def elements_data(self, before: Elements) -> dict[str, object]:
        """The elements' JSON: what the form holds, over what it does not show."""
        given = self.cleaned_data
        data = to_data(before)
        data |= {key: given[key] or None for key in ("kind", "urgency", "disclosure", "note")}
        data |= {key: _entries(given[key]) for key in ("main_recipients", "attachment_note", "cc") if key in given}
        data |= {key: _people(given[key]) for key in PEOPLE if key in given}
        data |= {"title": given["title"].replace("\r\n", "\n"), "title_lines": None, "main_recipients_line": None}
        data["body"] = _paragraphs(given["body"])
        rest = data["attachments"][1:] if isinstance(data["attachments"], list) else []
        first = {"title": given["attached_title"] or None, "body": _paragraphs(given["attached_body"])}
        data["attachments"] = [*([first] if first["title"] or first["body"] else []), *rest]
        return data


def _entries(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _people(text: str) -> list[str]:
    """A name a line, or several with 、 between them."""
    return [name.strip() for name in re.split("[\n、]", text) if name.strip()]


def _paragraphs(text: str) -> list[str]:
    return [line.strip(" \u3000\r") for line in text.split("\n") if line.strip()]
