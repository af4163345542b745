"""The first migration of a room: all its tables at once."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState


class Beginning(migrations.Migration):
    """Makes the tables of its room, then does the rest of its operations one by one.

    Django draws anew every model that a new one is tied to, and here all are tied to the people of the office: the work for an empty
    database would grow with the square of the tables. No table of a first migration needs the state before it, so all are declared before
    the models are drawn, once.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        tables = [operation for operation in self.operations if isinstance(operation, CreateModel)]
        if "apps" in vars(project_state):
            del project_state.apps  # what was drawn so far
        for table in tables:
            table.state_forwards(self.app_label, project_state)
        for table in tables:
            table.database_forwards(self.app_label, schema_editor, project_state, project_state)

        class Rest(migrations.Migration):
            operations = [operation for operation in self.operations if operation not in tables]

        return Rest(self.name, self.app_label).apply(project_state, schema_editor, collect_sql)
