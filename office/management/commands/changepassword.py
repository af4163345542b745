"""`manage.py changepassword`：Django's own; who typed the password is not whose it is, so that it is changed at the first sign-in."""

from typing import Any

from django.contrib.auth.management.commands import changepassword

from office.models.people import Person


class Command(changepassword.Command):
    help = "重设一个人的密码（安全保密管理员自己忘记时，由运维人员用）。本人首次登录时须改成自己的密码。"

    def handle(self, *args: Any, **options: Any) -> str:
        said = super().handle(*args, **options)
        Person.objects.filter(login=options["username"]).update(password_is_first=True)
        return str(said)
