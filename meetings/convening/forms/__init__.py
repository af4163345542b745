from meetings.convening.forms.acts import ArrangeForm, ArrangePeopleForm, DraftNoticeForm, VersionForm, WhyForm
from meetings.convening.forms.agenda import ItemForm
from meetings.convening.forms.kinds import KindForm
from meetings.convening.forms.people import GroupForm, PeopleForm, UnitForm
from meetings.convening.forms.plan import PlanForm

__all__ = [
    "ArrangeForm",
    "ArrangePeopleForm",
    "DraftNoticeForm",
    "GroupForm",
    "ItemForm",
    "KindForm",
    "PeopleForm",
    "PlanForm",
    "UnitForm",
    "VersionForm",
    "WhyForm",
]
