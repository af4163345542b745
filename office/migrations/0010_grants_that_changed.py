from django.db import migrations

from office.grant_changes import GrantChangesTold


class Migration(migrations.Migration):
    dependencies = [("office", "0002_journals")]

    operations = [GrantChangesTold()]
