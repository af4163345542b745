#!/usr/bin/env python
"""The door of every command: `manage.py serve`, `rehearse`, `verify` … (see README.md)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.site.settings")
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - says what is missing before Django is needed
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # what the environment says cannot be: a sentence, no traceback
        print(f"没有启动：{error}", file=sys.stderr)
        sys.exit(2)
    except (OperationalError, ProgrammingError) as error:  # nor for a database that is away or has no tables
        if "--traceback" in sys.argv:
            raise
        said = str(error).partition("\n")[0]
        print(f"数据库没有应答，或还没有建表（{said}）。新的数据库请先运行 manage.py migrate。", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
