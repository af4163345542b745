import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('archive', '0001_beginnings'),
        ('docflow', '0001_documents'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='docflow.run', verbose_name='流程实例')),
                ('title', models.CharField(blank=True, max_length=400, verbose_name='标题')),
                ('urgency', models.CharField(blank=True, max_length=4, verbose_name='紧急程度')),
                ('opened_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='何时起')),
                ('moved_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='最近一步')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('borrower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='借阅人')),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='archive.record', verbose_name='档案')),
                ('number', models.CharField(blank=True, max_length=120, verbose_name='档号')),
                ('state', models.CharField(choices=[('asked', '审批中'), ('agreed', '已同意'), ('lent', '借阅中'), ('refused', '未同意'), ('called_off', '已撤销'), ('given_back', '已归还'), ('taken_back', '已收回'), ('expired', '已到期')], default='asked', max_length=12, verbose_name='状态')),
                ('reason', models.CharField(max_length=400, verbose_name='借阅事由')),
                ('scope', models.CharField(choices=[('original', '正本'), ('attached', '正本和附件'), ('whole', '全卷')], default='original', max_length=10, verbose_name='范围')),
                ('days', models.PositiveSmallIntegerField(verbose_name='几个工作日')),
                ('may_print', models.BooleanField(default=False, verbose_name='可以打印')),
                ('may_download', models.BooleanField(default=False, verbose_name='可以下载')),
                ('why', models.CharField(blank=True, help_text='why it was refused or taken back', max_length=400, verbose_name='缘由')),
                ('lent_at', models.DateTimeField(blank=True, null=True, verbose_name='借出时间')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='借到何时')),
                ('told_at', models.DateTimeField(blank=True, help_text='that it ends soon', null=True, verbose_name='提醒到期的时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='了结时间')),
            ],
            options={
                'verbose_name': '借阅',
                'ordering': ['-moved_at', '-id'],
                'indexes': [models.Index(fields=['borrower', '-moved_at'], name='loan_by_borrower'), models.Index(fields=['organ', 'state', '-moved_at'], name='loan_by_organ'), models.Index(condition=models.Q(('state', 'lent')), fields=['until'], name='loan_that_ends')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'agreed', 'lent'))), fields=('record', 'borrower'), name='a_record_is_lent_to_somebody_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'lent'), _negated=True), models.Q(('ended_at__isnull', True), ('lent_at__isnull', False), ('record__isnull', False), ('until__isnull', False)), _connector='OR'), name='what_is_lent_is_a_record_and_has_an_end'), models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 60)), name='a_loan_lasts_some_days'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_loan_says_what_for'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('refused', 'taken_back')), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='a_loan_that_is_refused_or_taken_back_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('loan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='loans.loan', verbose_name='借阅')),
                ('days', models.PositiveSmallIntegerField(verbose_name='再借几个工作日')),
                ('reason', models.CharField(max_length=400, verbose_name='续借事由')),
                ('asked_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='申请时间')),
                ('agreed', models.BooleanField(blank=True, null=True, verbose_name='同意')),
                ('said', models.CharField(blank=True, max_length=400, verbose_name='答复')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='答复人')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
            ],
            options={
                'verbose_name': '续借',
                'ordering': ['loan', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('agreed__isnull', True)), fields=('loan',), name='one_extension_of_a_loan_waits_at_a_time'), models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 60)), name='an_extension_lasts_some_days'), models.CheckConstraint(condition=models.Q(models.Q(('agreed__isnull', True), ('decided_at__isnull', True)), models.Q(('agreed__isnull', False), ('decided_at__isnull', False)), _connector='OR'), name='an_extension_is_answered_at_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('agreed', False), _negated=True), models.Q(('said', ''), _negated=True), _connector='OR'), name='an_extension_that_is_refused_says_why')],
            },
        ),
    ]
