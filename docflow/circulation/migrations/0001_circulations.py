import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='Circulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('paper_uid', models.UUIDField(help_text='of what circulates: the object of its grants', verbose_name='文件标识')),
                ('title', models.CharField(help_text='as it was called when it was sent round', max_length=400, verbose_name='文件标题')),
                ('url', models.CharField(max_length=200, verbose_name='文件去处')),
                ('purpose', models.CharField(max_length=400, verbose_name='事由')),
                ('order', models.CharField(choices=[('at_once', '同时传阅'), ('in_order', '依次传阅')], default='at_once', max_length=8, verbose_name='方式')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='发起人')),
                ('started_names', models.JSONField(verbose_name='发起人当时姓名职务')),
                ('started_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='发起时间')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='阅毕时限')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('ended_why', models.CharField(blank=True, max_length=400, verbose_name='因何结束')),
                ('ended_names', models.JSONField(blank=True, default=dict, help_text="empty where the last reader's reading ended it", verbose_name='结束人当时姓名职务')),
            ],
            options={
                'verbose_name': '传阅',
                'ordering': ['-started_at', '-id'],
                'indexes': [models.Index(fields=['paper_uid', '-started_at'], name='circulation_of_paper'), models.Index(fields=['started_by', '-started_at'], name='circulation_by_starter')],
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='a_circulation_says_what_for'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_why', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='an_ended_circulation_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('circulation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='circulation.circulation', verbose_name='传阅')),
                ('place', models.PositiveIntegerField(verbose_name='次序')),
                ('appointment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='送给谁')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post', verbose_name='送给哪个岗位')),
                ('names', models.JSONField(help_text='of the one or the post that it was sent to; a post has no name', verbose_name='当时姓名职务')),
                ('added_names', models.JSONField(blank=True, default=dict, help_text='empty for those there from the start', verbose_name='加阅人当时姓名职务')),
                ('added_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='列入时间')),
                ('asked_at', models.DateTimeField(blank=True, help_text='null: not his turn yet', null=True, verbose_name='送阅时间')),
                ('skipped_at', models.DateTimeField(blank=True, null=True, verbose_name='跳过时间')),
                ('skipped_why', models.CharField(blank=True, max_length=400, verbose_name='因何跳过')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='最近催阅')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='阅毕时间')),
                ('read_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='阅者')),
                ('read_names', models.JSONField(blank=True, default=dict, verbose_name='阅者当时姓名职务')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
            ],
            options={
                'verbose_name': '送阅',
                'ordering': ['circulation', 'place'],
                'indexes': [models.Index(fields=['read_by', '-read_at'], name='reading_by_reader')],
                'constraints': [models.UniqueConstraint(fields=('circulation', 'place'), name='a_place_in_a_circulation_is_taken_once'), models.UniqueConstraint(condition=models.Q(('appointment__isnull', False), ('withdrawn_at__isnull', True)), fields=('circulation', 'appointment'), name='a_person_reads_a_circulation_once'), models.UniqueConstraint(condition=models.Q(('post__isnull', False), ('withdrawn_at__isnull', True)), fields=('circulation', 'post'), name='a_post_reads_a_circulation_once'), models.CheckConstraint(condition=models.Q(models.Q(('appointment__isnull', False), ('post__isnull', True)), models.Q(('appointment__isnull', True), ('post__isnull', False)), _connector='OR'), name='a_reading_is_of_a_person_or_of_a_post'), models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('read_by__isnull', True)), models.Q(('asked_at__isnull', False), ('read_at__isnull', False), ('read_by__isnull', False), ('withdrawn_at__isnull', True)), _connector='OR'), name='who_has_read_was_asked_and_is_not_withdrawn'), models.CheckConstraint(condition=models.Q(models.Q(('skipped_at__isnull', True), ('skipped_why', '')), models.Q(('skipped_at__isnull', False), models.Q(('skipped_why', ''), _negated=True)), _connector='OR'), name='a_skipped_reader_was_skipped_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ReadingOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='circulation.reading', verbose_name='送阅')),
                ('text', models.TextField(verbose_name='意见')),
                ('names', models.JSONField(verbose_name='当时姓名职务')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '阅读意见',
                'ordering': ['reading', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_reading_opinion_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('circulation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='circulation.circulation', verbose_name='传阅')),
                ('names', models.JSONField(verbose_name='催阅人当时姓名职务')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
                ('told', models.PositiveIntegerField(verbose_name='催了几人')),
                ('spared', models.PositiveIntegerField(default=0, verbose_name='刚催过、未再催几人')),
            ],
            options={
                'verbose_name': '催阅',
                'ordering': ['circulation', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('told__gte', 1)), name='a_reminder_reminds_somebody')],
            },
        ),
    ]
