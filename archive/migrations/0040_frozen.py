from django.db import migrations

from archive.freezing import Frozen
from office.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("archive", "0030_fixity")]

    operations = [AppendOnly("RecordReturn"), AppendOnly("Decision"), Frozen()]
