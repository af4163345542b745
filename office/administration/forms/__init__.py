from office.administration.forms.accounts import EditPersonForm, EnterPersonForm
from office.administration.forms.appointments import AppointForm, EndAppointmentForm
from office.administration.forms.base import ActForm, ReasonForm
from office.administration.forms.structure import (
    AdministratorRoleForm,
    CloseOrganForm,
    DepartmentForm,
    EditOrganForm,
    FoundOrganForm,
    PostForm,
    RenameOrganForm,
)

__all__ = [
    "ActForm",
    "AdministratorRoleForm",
    "AppointForm",
    "CloseOrganForm",
    "DepartmentForm",
    "EditOrganForm",
    "EditPersonForm",
    "EndAppointmentForm",
    "EnterPersonForm",
    "FoundOrganForm",
    "PostForm",
    "ReasonForm",
    "RenameOrganForm",
]
