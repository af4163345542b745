"""No room twice: an exclusion constraint on PostgreSQL, triggers on SQLite. They hold the product itself and a stray console to it.

PostgreSQL's ranges have a GiST class of their own, so a room's key is written as the range that holds it alone: no extension is needed.
SQLite asks only for the last booking that begins before the new one ends. As what is there does not overlap, an earlier one ends earlier.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

NAME = "no_room_is_booked_twice"


class NoRoomTwice(Operation):
    """Rows of a table that hold a room never overlap in time; `states` are those in which a row holds it.

    SQLite builds a table anew when a later migration alters it, and the triggers go with the old one: repeat this operation there.
    """

    reversible = True

    def __init__(self, model_name: str, states: tuple[str, ...]) -> None:
        self.model_name, self.states = model_name, tuple(states)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django's signature
        to_state: ProjectState,
    ) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in forbid(schema_editor.connection.vendor, table, self.states):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django's signature
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in allow(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        return type(self).__name__, [self.model_name, self.states], {}

    def describe(self) -> str:
        return f"No room twice among the rows of {self.model_name} that hold one"


def forbid(vendor: str, table: str, states: tuple[str, ...]) -> list[str]:
    """The statements that make it so."""
    holding = ", ".join(f"'{one}'" for one in states)
    if vendor == "postgresql":
        return [
            f"""
            ALTER TABLE "{table}" ADD CONSTRAINT "{NAME}" EXCLUDE USING gist (
                int8range(room_id, room_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&
            ) WHERE (state IN ({holding}))
            """
        ]
    taken = f"""(
        SELECT ends_at FROM "{table}"
        WHERE room_id = NEW.room_id AND state IN ({holding}) AND starts_at < NEW.ends_at AND id IS NOT NEW.id
        ORDER BY starts_at DESC LIMIT 1
    ) > NEW.starts_at"""  # noqa: S608 - our own table and states
    refuse = f"WHEN NEW.state IN ({holding}) AND {taken} BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
    return [
        f'CREATE TRIGGER "{table}_{NAME}_insert" BEFORE INSERT ON "{table}" {refuse}',
        f'CREATE TRIGGER "{table}_{NAME}_update" BEFORE UPDATE OF room_id, starts_at, ends_at, state ON "{table}" {refuse}',
    ]


def allow(vendor: str, table: str) -> list[str]:
    """The statements that undo `forbid`."""
    if vendor == "postgresql":
        return [f'ALTER TABLE "{table}" DROP CONSTRAINT "{NAME}"']
    return [f'DROP TRIGGER "{table}_{NAME}_{when}"' for when in ("insert", "update")]
