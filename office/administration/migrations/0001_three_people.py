from django.db import migrations

from office.administration.guards import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [("office", "0006_structure")]

    operations = [Guard()]
