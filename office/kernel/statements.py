"""What a migration tells the database beside its tables: triggers and constraints that models have no words for."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

Named = Callable[[str], type[Model]]
"""A model of the migration's room by its name, as it is at that moment."""


class Statements(Operation, ABC):
    """Statements for either engine, and those that undo them; the models stay as they are.

    SQLite builds a table anew when a later migration alters it, and its triggers go with the old one: repeat the operation there.
    """

    reversible = True

    @abstractmethod
    def do(self, vendor: str, model: Named) -> Iterable[str]:
        """The statements that make it so."""

    @abstractmethod
    def undo(self, vendor: str, model: Named) -> Iterable[str]:
        """The statements after which it is as before."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django's signature
        to_state: ProjectState,
    ) -> None:
        for statement in self.do(
            schema_editor.connection.vendor, lambda name: to_state.apps.get_model(app_label, name)
        ):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django's signature
    ) -> None:
        for statement in self.undo(
            schema_editor.connection.vendor, lambda name: from_state.apps.get_model(app_label, name)
        ):
            schema_editor.execute(statement, params=None)
