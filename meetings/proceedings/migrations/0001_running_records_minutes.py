import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('convening', '0001_meetings'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaScreen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screens', to='convening.meeting', verbose_name='会议')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='谁建的')),
                ('digest', models.CharField(help_text='SM3, hexadecimal', max_length=64, unique=True, verbose_name='摘要')),
                ('made_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='建立时间')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
            ],
            options={
                'verbose_name': '议程屏',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='convening.meeting', verbose_name='会议')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='convening.agendaitem', verbose_name='议程项')),
                ('question', models.CharField(max_length=200, verbose_name='表决什么')),
                ('manner', models.CharField(choices=[('named', '记名'), ('secret', '无记名'), ('hands', '举手')], default='named', max_length=6, verbose_name='方式')),
                ('eligible', models.PositiveIntegerField(verbose_name='应到')),
                ('present', models.PositiveIntegerField(verbose_name='实到')),
                ('opened_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='开始')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='谁发起')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束')),
                ('called_off', models.BooleanField(default=False, verbose_name='作废')),
            ],
            options={
                'verbose_name': '表决',
                'ordering': ['meeting', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('meeting',), name='one_ballot_of_a_meeting_is_open_at_a_time'), models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='a_ballot_says_what_is_voted_on'), models.CheckConstraint(condition=models.Q(('present__lte', models.F('eligible'))), name='nobody_votes_who_has_no_vote')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='convening.meeting', verbose_name='会议')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='convening.agendaitem', verbose_name='议程项')),
                ('text', models.TextField(max_length=2000, verbose_name='补正')),
                ('names', models.JSONField(verbose_name='补正人')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='补正时间')),
            ],
            options={
                'verbose_name': '补正',
                'ordering': ['meeting', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_correction_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='convening.meeting', verbose_name='会议')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='convening.agendaitem', verbose_name='议程项')),
                ('place', models.PositiveSmallIntegerField(verbose_name='第几条')),
                ('text', models.TextField(max_length=2000, verbose_name='议定内容')),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='牵头机关')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='牵头处室')),
                ('leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='责任领导')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='完成时限')),
                ('matter_uid', models.UUIDField(blank=True, null=True, unique=True, verbose_name='督办事项')),
                ('matter_number', models.CharField(blank=True, max_length=40, verbose_name='督办编号')),
            ],
            options={
                'verbose_name': '议定事项',
                'ordering': ['item__place', 'place'],
                'constraints': [models.UniqueConstraint(fields=('item', 'place'), name='a_decision_has_its_place'), models.CheckConstraint(condition=models.Q(('place__gte', 1), models.Q(('text', ''), _negated=True)), name='a_decision_says_what_was_decided'), models.CheckConstraint(condition=models.Q(('organ__isnull', True), ('department__isnull', True), _connector='OR'), name='one_unit_leads_a_decision')],
            },
        ),
        migrations.CreateModel(
            name='DecisionUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='co_units', to='proceedings.decision', verbose_name='议定事项')),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='处室')),
            ],
            options={
                'verbose_name': '配合单位',
                'ordering': ['decision', 'id'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'organ'), name='an_organ_helps_with_a_decision_once'), models.UniqueConstraint(fields=('decision', 'department'), name='a_department_helps_with_a_decision_once'), models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', False), ('organ__isnull', True)), models.Q(('department__isnull', True), ('organ__isnull', False)), _connector='OR'), name='a_unit_that_helps_is_an_organ_or_a_department')],
            },
        ),
        migrations.CreateModel(
            name='Excerpt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='excerpt', to='convening.agendaitem', verbose_name='议程项')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='excerpts', to='convening.meeting', verbose_name='会议')),
                ('made_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='建立时间')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='送达时间')),
                ('sent_to', models.JSONField(blank=True, default=list, verbose_name='送哪些单位')),
            ],
            options={
                'verbose_name': '议定事项节录',
                'ordering': ['meeting', 'item__place'],
            },
        ),
        migrations.CreateModel(
            name='ItemRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='run', to='convening.agendaitem', verbose_name='议程项')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='item_runs', to='convening.meeting', verbose_name='会议')),
                ('state', models.CharField(choices=[('ahead', '未开始'), ('running', '进行中'), ('done', '已结束'), ('skipped', '暂缓')], default='ahead', max_length=8, verbose_name='状态')),
                ('waiting_told_at', models.DateTimeField(blank=True, null=True, verbose_name='通知候会时间')),
                ('called_at', models.DateTimeField(blank=True, null=True, verbose_name='请进场时间')),
                ('first_began_at', models.DateTimeField(blank=True, null=True, verbose_name='最初开始')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='这一次开始')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='最近结束')),
                ('spent', models.PositiveIntegerField(default=0, verbose_name='已用秒数')),
            ],
            options={
                'verbose_name': '议程项的进行',
                'ordering': ['meeting', 'item__place'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('meeting',), name='one_item_of_a_meeting_runs_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('began_at__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('began_at__isnull', True)), _connector='OR'), name='an_item_that_runs_has_begun')],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='convening.meeting', verbose_name='会议')),
                ('document_uid', models.UUIDField(unique=True, verbose_name='公文标识')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='谁起草')),
                ('drafted_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='起草时间')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='发文字号')),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='印发时间')),
            ],
            options={
                'verbose_name': '纪要',
                'ordering': ['-drafted_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('issued_at__isnull', True)), fields=['id'], name='minutes_on_their_way'), models.Index(condition=models.Q(('issued_at__isnull', False)), fields=['issued_at', 'uid'], name='minutes_issued')],
            },
        ),
        migrations.CreateModel(
            name='Proceedings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proceedings', to='convening.agendaitem', verbose_name='议程项')),
                ('text', models.TextField(blank=True, max_length=50000, verbose_name='记录')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='第几次保存')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='记录人')),
                ('saved_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='保存时间')),
            ],
            options={
                'verbose_name': '会议记录',
                'ordering': ['item'],
            },
        ),
        migrations.CreateModel(
            name='Speech',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speeches', to='convening.agendaitem', verbose_name='议程项')),
                ('speaker', models.CharField(max_length=60, verbose_name='发言人')),
                ('text', models.TextField(max_length=4000, verbose_name='要点')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='记录人')),
                ('noted_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='记录时间')),
            ],
            options={
                'verbose_name': '发言要点',
                'ordering': ['item', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('speaker', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='a_speech_has_a_speaker_and_words')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='proceedings.ballot', verbose_name='表决')),
                ('choice', models.CharField(choices=[('agree', '同意'), ('against', '反对'), ('abstain', '弃权')], max_length=8, verbose_name='意见')),
                ('votes', models.PositiveIntegerField(default=0, verbose_name='票数')),
            ],
            options={
                'verbose_name': '计票',
                'ordering': ['ballot', 'id'],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'choice'), name='a_choice_is_counted_once_in_a_ballot')],
            },
        ),
        migrations.CreateModel(
            name='Voter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voters', to='proceedings.ballot', verbose_name='表决')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='convening.invitation', verbose_name='参会人')),
                ('has_voted', models.BooleanField(default=False, verbose_name='已表决')),
            ],
            options={
                'verbose_name': '表决人',
                'ordering': ['ballot', 'id'],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'invitation'), name='a_voter_has_one_vote_in_a_ballot')],
            },
        ),
        migrations.CreateModel(
            name='NamedVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='vote', to='proceedings.voter', verbose_name='表决人')),
                ('choice', models.CharField(choices=[('agree', '同意'), ('against', '反对'), ('abstain', '弃权')], max_length=8, verbose_name='意见')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '记名票',
                'ordering': ['id'],
            },
        ),
    ]
