"""No room twice: an exclusion constraint on PostgreSQL, triggers on SQLite. They hold the product itself and a stray console to it.

PostgreSQL's ranges have a GiST class of their own, so a room's key is written as the range that holds it alone: no extension is needed.
SQLite asks only for the last booking that begins before the new one ends. As what is there does not overlap, an earlier one ends earlier.
"""

from office.kernel.statements import Named, Statements

NAME = "no_room_is_booked_twice"


class NoRoomTwice(Statements):
    """Rows of a table that hold a room never overlap in time; `states` are those in which a row holds it."""

    def __init__(self, model_name: str, states: tuple[str, ...]) -> None:
        self.model_name, self.states = model_name, tuple(states)

    def do(self, vendor: str, model: Named) -> list[str]:
        table = model(self.model_name)._meta.db_table
        holding = ", ".join(f"'{one}'" for one in self.states)
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

    def undo(self, vendor: str, model: Named) -> list[str]:
        table = model(self.model_name)._meta.db_table
        if vendor == "postgresql":
            return [f'ALTER TABLE "{table}" DROP CONSTRAINT "{NAME}"']
        return [f'DROP TRIGGER "{table}_{NAME}_{when}"' for when in ("insert", "update")]

    def describe(self) -> str:
        return f"No room twice among the rows of {self.model_name} that hold one"
