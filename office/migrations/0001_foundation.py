import django.db.models.deletion
import office.kernel.clock
import office.kernel.fields
import office.kernel.ids
import office.kernel.json_text
from django.conf import settings
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Organ',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='office.organ', verbose_name='上级机关')),
                ('path', models.CharField(editable=False, help_text='ids from the root, each followed by /', max_length=400, unique=True, verbose_name='路径')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, '省级'), (2, '市级'), (3, '县级'), (4, '乡级'), (5, '村级')], verbose_name='层级')),
                ('name', models.CharField(max_length=120, verbose_name='现名全称')),
                ('short_name', models.CharField(max_length=60, verbose_name='现名简称')),
                ('code', models.CharField(blank=True, max_length=18, null=True, unique=True, verbose_name='统一社会信用代码')),
                ('is_government', models.BooleanField(default=False, verbose_name='是否人民政府')),
                ('is_receiving_point', models.BooleanField(default=False, help_text='村居：没有文号，不用印', verbose_name='只收文')),
                ('installation', models.CharField(blank=True, help_text='empty: this installation', max_length=120, verbose_name='所在平台')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
                ('closed_on', models.DateField(blank=True, help_text='the first day on which it is no more', null=True, verbose_name='撤并日期')),
            ],
            options={
                'verbose_name': '机关',
                'ordering': ['level', 'order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('login', models.CharField(max_length=60, unique=True, verbose_name='登录名')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('pinyin', models.CharField(blank=True, max_length=20, verbose_name='拼音首字母')),
                ('phone', office.kernel.fields.EncryptedTextField(blank=True, verbose_name='电话')),
                ('is_active', models.BooleanField(default=True, verbose_name='可登录')),
                ('password_is_first', models.BooleanField(default=False, help_text='drawn by an administrator: nothing else is done before it is changed', verbose_name='初始密码未改')),
                ('enrolled_in', models.ForeignKey(blank=True, help_text='whose administrator keeps the account; null: entered before there were such screens', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enrolled', to='office.organ', verbose_name='登记机关')),
                ('theme', models.CharField(choices=[('auto', '跟随系统'), ('light', '明'), ('dark', '暗')], default='auto', max_length=5, verbose_name='明暗')),
                ('large_type', models.BooleanField(default=False, verbose_name='大字')),
            ],
            options={
                'verbose_name': '人员',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departments', to='office.organ', verbose_name='机关')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='office.department', verbose_name='上级处室')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('is_general_office', models.BooleanField(default=False, verbose_name='是否办公室')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
            ],
            options={
                'verbose_name': '处室',
                'ordering': ['organ', 'order', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('organ', 'name'), name='an_open_department_name_is_unique_in_its_organ')],
            },
        ),
        migrations.CreateModel(
            name='OrganName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='office.organ', verbose_name='机关')),
                ('name', models.CharField(max_length=120, verbose_name='全称')),
                ('short_name', models.CharField(max_length=60, verbose_name='简称')),
                ('since', models.DateField(verbose_name='启用日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='停用日期')),
            ],
            options={
                'verbose_name': '机关名称',
                'ordering': ['organ', '-since'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('organ',), name='an_organ_has_one_name_in_use'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='an_organ_name_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='OrganSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('former', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='office.organ', verbose_name='原机关')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='office.organ', verbose_name='承接机关')),
                ('on', models.DateField(default=office.kernel.clock.today, verbose_name='日期')),
                ('why', models.CharField(max_length=200, verbose_name='依据')),
            ],
            options={
                'verbose_name': '机关沿革',
                'constraints': [models.UniqueConstraint(fields=('former', 'successor'), name='a_succession_is_recorded_once'), models.CheckConstraint(condition=models.Q(('former', models.F('successor')), _negated=True), name='no_organ_succeeds_itself')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='office.department', verbose_name='处室')),
                ('title', models.CharField(max_length=60, verbose_name='职务')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
            ],
            options={
                'verbose_name': '岗位',
                'ordering': ['department', 'order', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('department', 'title'), name='an_open_post_title_is_unique_in_its_department')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='office.post', verbose_name='岗位')),
                ('since', models.DateField(verbose_name='起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止')),
                ('primary', models.BooleanField(default=True, verbose_name='主要任职')),
            ],
            options={
                'verbose_name': '任职',
                'ordering': ['person', '-primary', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='an_appointment_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('person', 'post'), name='a_person_holds_a_post_once_at_a_time'), models.UniqueConstraint(condition=models.Q(('primary', True), ('until__isnull', True)), fields=('person',), name='a_person_has_one_primary_appointment')],
            },
        ),
        migrations.CreateModel(
            name='PostRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='office.post', verbose_name='岗位')),
                ('role', models.CharField(choices=[('leader', '领导（可签发）'), ('leader_in_charge', '分管领导'), ('head', '处室负责人'), ('office_reviewer', '办公室审核'), ('document_clerk', '文书（复核、编号、分发）'), ('seal_keeper', '印章管理'), ('archivist', '档案管理'), ('flow_administrator', '流程管理'), ('supervisor', '督查督办'), ('system_administrator', '系统管理'), ('security_administrator', '安全保密管理'), ('auditor', '安全审计')], max_length=40, verbose_name='职责')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_by', to='office.department', verbose_name='分管处室')),
            ],
            options={
                'verbose_name': '岗位职责',
                'constraints': [models.UniqueConstraint(condition=models.Q(('department__isnull', True)), fields=('post', 'role'), name='a_post_has_a_role_once'), models.UniqueConstraint(condition=models.Q(('department__isnull', False)), fields=('post', 'role', 'department'), name='a_post_is_in_charge_of_a_department_once'), models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', False), ('role', 'leader_in_charge')), models.Q(models.Q(('role', 'leader_in_charge'), _negated=True), ('department__isnull', True)), _connector='OR'), name='only_a_leader_in_charge_names_a_department'), models.UniqueConstraint(condition=models.Q(('role__in', ('system_administrator', 'security_administrator', 'auditor'))), fields=('post',), name='a_post_has_at_most_one_administrator_role')],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_uid', models.UUIDField(verbose_name='对象')),
                ('key', models.CharField(max_length=120, verbose_name='钥匙')),
                ('versions_from', models.PositiveIntegerField(default=1, verbose_name='自第几稿')),
                ('versions_to', models.PositiveIntegerField(blank=True, null=True, verbose_name='至第几稿')),
                ('why', models.CharField(max_length=60, verbose_name='缘由')),
                ('since', models.DateTimeField(default=office.kernel.clock.now, verbose_name='起')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='止')),
            ],
            options={
                'verbose_name': '知悉范围',
                'indexes': [models.Index(fields=['key', 'object_uid', 'until', 'since'], name='reader_in_force'), models.Index(condition=models.Q(('until__isnull', False)), fields=['key', 'until'], name='reader_for_a_time')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('object_uid', 'key'), name='a_key_opens_an_object_once')],
            },
        ),
        migrations.CreateModel(
            name='Todo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('room', models.CharField(max_length=20, verbose_name='来自')),
                ('kind', models.CharField(help_text='文 会 督 阅 …: the glyph and the filter of the list', max_length=40, verbose_name='种类')),
                ('about', models.UUIDField(verbose_name='所涉对象')),
                ('task', models.CharField(help_text="the room's own name of the task, unique while open", max_length=80, verbose_name='所涉任务')),
                ('title', models.CharField(max_length=400, verbose_name='题名')),
                ('step', models.CharField(max_length=40, verbose_name='环节')),
                ('url', models.CharField(max_length=200, verbose_name='去处')),
                ('from_name', models.CharField(blank=True, max_length=120, verbose_name='来自谁')),
                ('urgent', models.CharField(blank=True, max_length=8, verbose_name='紧急程度')),
                ('since', models.DateTimeField(default=office.kernel.clock.now, verbose_name='何时起')),
                ('due_at', models.DateTimeField(blank=True, help_text='as its deadline has it; empty: 未设时限', null=True, verbose_name='到期')),
                ('due_provisional', models.BooleanField(default=False, verbose_name='到期是否暂计')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='何时了')),
                ('closed_why', models.CharField(blank=True, max_length=200, verbose_name='因何了')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='办结人')),
            ],
            options={
                'verbose_name': '待办',
                'ordering': ['since', 'id'],
                'indexes': [models.Index(fields=['about'], name='todo_about'), models.Index(fields=['closed_at', 'since'], name='todo_open'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['due_at'], name='todo_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('room', 'task'), name='a_task_waits_once')],
            },
        ),
        migrations.CreateModel(
            name='TodoHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('todo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holders', to='office.todo', verbose_name='待办')),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='todo_holdings', to='office.appointment', verbose_name='任职')),
                ('waits', models.BooleanField(default=True, help_text='false once the to-do is closed', verbose_name='还在等他')),
            ],
            options={
                'verbose_name': '待办人',
                'indexes': [models.Index(condition=models.Q(('waits', True)), fields=['appointment', 'todo'], name='todo_that_waits')],
                'constraints': [models.UniqueConstraint(fields=('todo', 'appointment'), name='a_todo_waits_for_a_holder_once')],
            },
        ),
        migrations.CreateModel(
            name='DoneAction',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False, verbose_name='凭据')),
                ('verb', models.CharField(max_length=80, verbose_name='动作')),
                ('person', models.ForeignKey(help_text='null: the system', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('answer_model', models.CharField(blank=True, max_length=80, verbose_name='答案类型')),
                ('answer_pk', models.BigIntegerField(null=True, verbose_name='答案')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '已办动作',
                'indexes': [models.Index(fields=['at'], name='done_action_by_time')],
            },
        ),
        migrations.CreateModel(
            name='TrailBlock',
            fields=[
                ('n', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='块号')),
                ('previous', models.CharField(max_length=64, verbose_name='前块')),
                ('root', models.CharField(max_length=64, verbose_name='默克尔根')),
                ('hash', models.CharField(max_length=64, verbose_name='块摘要')),
                ('count', models.PositiveIntegerField(verbose_name='条数')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('key', models.CharField(help_text='which key signed: the first digits of its digest', max_length=16, verbose_name='签名密钥')),
                ('signature', models.CharField(max_length=128, verbose_name='签名')),
            ],
            options={
                'verbose_name': '记录块',
                'ordering': ['n'],
            },
        ),
        migrations.CreateModel(
            name='TrailEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stream', models.CharField(help_text='the run or object whose history this is: run:UID …', max_length=80, verbose_name='流')),
                ('stream_seq', models.PositiveIntegerField(help_text='1, 2, 3 … without a gap', verbose_name='流内序号')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
                ('act', models.CharField(help_text='room.past_participle: docflow.signed_off', max_length=80, verbose_name='动作')),
                ('about', models.UUIDField(null=True, verbose_name='所涉对象')),
                ('title', models.CharField(blank=True, max_length=400, verbose_name='对象题名')),
                ('person', models.UUIDField(help_text='null: the system itself', null=True, verbose_name='人员')),
                ('appointment', models.UUIDField(null=True, verbose_name='任职')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('post', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('department', models.CharField(blank=True, max_length=80, verbose_name='处室')),
                ('organ_uid', models.UUIDField(null=True, verbose_name='机关标识')),
                ('organ', models.CharField(blank=True, max_length=120, verbose_name='机关')),
                ('on_behalf_of', office.kernel.json_text.JsonText(blank=True, default=dict, verbose_name='代谁办理')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='来自何处')),
                ('session', models.CharField(blank=True, help_text='first digits of the digest of its key', max_length=16, verbose_name='会话')),
                ('detail', office.kernel.json_text.JsonText(blank=True, default=dict, verbose_name='详情')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
            ],
            options={
                'verbose_name': '办理记录',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['about', 'id'], name='trail_about'), models.Index(fields=['person', 'id'], name='trail_by_person'), models.Index(fields=['organ_uid', 'id'], name='trail_by_organ'), models.Index(fields=['at'], name='trail_by_time')],
                'constraints': [models.UniqueConstraint(fields=('stream', 'stream_seq'), name='a_place_in_a_stream_is_taken_once'), models.CheckConstraint(condition=models.Q(('stream_seq__gte', 1)), name='a_stream_begins_with_one')],
            },
        ),
        migrations.CreateModel(
            name='AccessEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
                ('kind', models.CharField(choices=[('read', '阅看'), ('download', '下载'), ('print', '打印'), ('search', '检索'), ('sign_in', '登录'), ('sign_in_failed', '登录未成'), ('sign_out', '退出'), ('timed_out', '久未操作退出'), ('refused', '未获准许')], max_length=20, verbose_name='事项')),
                ('person', models.UUIDField(help_text='null: nobody was signed in', null=True, verbose_name='人员')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='姓名或登录名')),
                ('about', models.UUIDField(null=True, verbose_name='所涉对象')),
                ('title', models.CharField(blank=True, max_length=400, verbose_name='对象题名')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='来自何处')),
                ('device', models.CharField(blank=True, max_length=200, verbose_name='设备')),
                ('session', models.CharField(blank=True, help_text='first digits of the digest of its key', max_length=16, verbose_name='会话')),
                ('method', models.CharField(max_length=10, verbose_name='方法')),
                ('path', models.CharField(help_text='without its query, secrets in it blotted out', max_length=400, verbose_name='路径')),
                ('status', models.PositiveSmallIntegerField(verbose_name='答复')),
                ('sentence', models.CharField(blank=True, help_text='what the refusal said', max_length=400, verbose_name='说明')),
            ],
            options={
                'verbose_name': '访问日志',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['person', 'id'], name='access_by_person'), models.Index(fields=['about', 'id'], name='access_about'), models.Index(fields=['at'], name='access_by_time')],
            },
        ),
        migrations.CreateModel(
            name='TrailMember',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='membership', serialize=False, to='office.trailentry', verbose_name='记录')),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='office.trailblock', verbose_name='块')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
            ],
            options={
                'verbose_name': '入块记录',
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('sm3', models.CharField(editable=False, max_length=64, verbose_name='SM3 摘要')),
                ('size', models.PositiveBigIntegerField(editable=False, verbose_name='字节数')),
                ('media_type', models.CharField(max_length=120, verbose_name='类型')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='存入时间')),
            ],
            options={
                'verbose_name': '文件',
                'indexes': [models.Index(fields=['sm3'], name='stored_file_by_digest')],
            },
        ),
        migrations.CreateModel(
            name='GrantChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_uid', models.UUIDField(verbose_name='对象')),
                ('takes', models.BooleanField(verbose_name='收回')),
            ],
            options={
                'verbose_name': '知悉范围变动',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('takes', True)), fields=['object_uid'], name='grant_taken')],
            },
        ),
    ]
