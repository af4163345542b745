"""`manage.py serve`：the embedded shape, whole, in one process: pages and web sockets by Daphne, workers, clock."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from office.kernel.filelock import FileLock
from office.site.answering import CANNOT
from office.site.running import require_tables, workers_and_clock


class Command(BaseCommand):
    help = "启动服务：网页、消息、后台作业和时钟都在这一个进程里。PORT 为端口（8000），BIND 为地址（127.0.0.1）。"

    def handle(self, **options: Any) -> None:
        port, bind = asked_place()
        with alone():
            require_tables()
            refuse_taken(port, bind)
            self._serve(port, bind)

    def _serve(self, port: int, bind: str) -> None:
        from office.site.receiving import BoundedServer  # noqa: PLC0415 - installs Twisted's event loop

        # isort: split
        from daphne.endpoints import build_endpoint_description_strings  # noqa: PLC0415
        from twisted.internet import reactor  # noqa: PLC0415

        from office.site.asgi import application  # noqa: PLC0415 - loads every page

        with ExitStack() as besides:

            def begin() -> None:  # when the loop runs, and with it what ends the process in order
                if server.listening_addresses:
                    besides.enter_context(workers_and_clock())
                    self.stdout.write(f"一网协同已就绪：http://localhost:{port}")

            server = BoundedServer(
                application,
                endpoints=build_endpoint_description_strings(host=bind, port=port),
                ready_callable=lambda: reactor.callWhenRunning(begin),
                server_name="yiwang",
            )
            server.run()  # type: ignore[no-untyped-call] # until SIGTERM or SIGINT
            if not server.listening_addresses:
                raise CommandError(_taken(port, bind), returncode=CANNOT)
            self.stdout.write("正在停止，等待手头的作业办完 …")


def asked_place() -> tuple[int, str]:
    """Port and address that the environment asks for. Raises CommandError for a port that is none."""
    port, bind = os.environ.get("PORT") or "8000", os.environ.get("BIND") or "127.0.0.1"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(f"PORT 应是 1 到 65535 的端口号，现在是“{port}”。", returncode=CANNOT)
    return int(port), bind


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else serves this data folder meanwhile. Raises CommandError where somebody does."""
    lock = FileLock(settings.DATA_DIR / "serve.lock")
    if not lock.acquire():
        raise CommandError(
            f"已有一个服务在使用 {settings.DATA_DIR}。请先停止它，或用 DATA_DIR 指定另一个数据目录。", returncode=CANNOT
        )
    try:
        yield
    finally:
        lock.release()


def refuse_taken(port: int, bind: str) -> None:
    """Raises CommandError where nobody can listen; asked before anything that takes long."""
    try:
        socket.create_server((bind, port), family=socket.AF_INET6 if ":" in bind else socket.AF_INET).close()
    except OSError as error:
        raise CommandError(_taken(port, bind), returncode=CANNOT) from error


def _taken(port: int, bind: str) -> str:
    return f"不能在 {bind}:{port} 上提供服务：端口已被占用，或地址不属于本机。请用 PORT 另选一个。"
