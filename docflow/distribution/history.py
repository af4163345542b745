"""来件的动作在操作轨迹中的叫法。"""

from uuid import UUID

from django.urls import reverse

ACTS = {"signed_for": "签收", "sent_back": "退文", "group_saved": "编分组", "group_removed": "删分组"}


def address(about: UUID) -> str:
    """The page of the delivery that an act was about."""
    return reverse("distribution:delivery", args=[about])
