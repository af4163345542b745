"""机构代码：how the departments of a fonds are written."""

from archive.models import Fonds, UnitCode
from office.api import Department


def unit_code_of(department: Department | None) -> str:
    """The code of a department in the fonds of its organ; empty where it has none."""
    if department is None:
        return ""
    return UnitCode.objects.filter(department=department).values_list("code", flat=True).first() or ""


def unit_names(fonds: Fonds) -> dict[str, str]:
    """code → department, of all that have or had one."""
    rows = UnitCode.objects.filter(fonds=fonds).select_related("department").order_by("-department__closed_on", "pk")
    return {one.code: one.department.name for one in rows}
