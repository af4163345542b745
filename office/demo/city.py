"""云州市 itself: twelve organs on four levels, and one organ of another city that has no part in anything here.

Seal diameters follow 国发〔1999〕25号: 45 mm for the governments of cities, counties and districts, 42 mm for townships, at most 45 mm for
the rest. Telephone numbers are eleven digits from 1290000: no subscriber has such a number, as mobile numbers begin with 13 to 19.
"""

from dataclasses import replace
from datetime import date

from office.demo.pattern import (
    BUREAU,
    CITY,
    CITY_OFFICE,
    COMMISSION,
    COUNTY,
    DISTRICT,
    TOWNSHIP,
    Wording,
    codes,
    departments,
)
from office.demo.plan import CodePlan, DepartmentPlan, Held, OrganPlan, PostPlan, people
from office.models.organs import Level
from office.models.people import Role

PHONES = "1290000{:04d}"

_PLATFORM = DepartmentPlan(
    "电子政务科",
    (
        PostPlan("系统管理员", people("孟知夏 meng zhi xia")[0], (Role.SYSTEM_ADMINISTRATOR,)),
        PostPlan("安全保密管理员", people("段克勤 duan ke qin")[0], (Role.SECURITY_ADMINISTRATOR,)),
        PostPlan("安全审计员", people("武芷晴 wu zhi qing")[0], (Role.AUDITOR,)),
    ),
)
"""The three administrators of the whole city: they belong to the organ at the root of its tree."""

GOVERNMENT = OrganPlan(
    "云州市人民政府",
    "市政府",
    Level.CITY,
    (
        *departments(
            CITY,
            ("秘书一科", "秘书二科", "秘书三科", "合法性审查科"),
            "程远山 cheng yuan shan, 顾长林 gu chang lin, 余长风 yu chang feng, 乔望岳 qiao wang yue,"
            "江静姝 jiang jing shu, 熊砚清 xiong yan qing, 简方舟 jian fang zhou, 关守约 guan shou yue,"
            "侯知衡 hou zhi heng, 闵静姝 min jing shu, 项秋禾 xiang qiu he, 曹明轩 cao ming xuan, 郎远舟 lang yuan zhou",
        ),
        _PLATFORM,
    ),
    is_government=True,
    codes=codes("云政", "市政府", orders=True),
    print_organ="云州市人民政府办公室",
    seal_diameter=45,
)

_ARCHIVES = DepartmentPlan(
    "档案室", (PostPlan("档案管理员", people("白松涛 bai song tao @archivist")[0], (Role.ARCHIVIST,)),)
)


def _supervising(name: str, parts: tuple[DepartmentPlan, ...]) -> tuple[DepartmentPlan, ...]:
    """The same departments, the head of one of them doing 督查督办."""
    return tuple(
        replace(one, posts=(replace(one.posts[0], roles=(*one.posts[0].roles, Role.SUPERVISOR)), *one.posts[1:]))
        if one.name == name
        else one
        for one in parts
    )


OFFICE = OrganPlan(
    "云州市人民政府办公室",
    "市政府办公室",
    Level.CITY,
    (
        *_supervising(
            "督查室",
            departments(
                CITY_OFFICE,
                ("政务公开科", "政策研究科", "督查室", "会务科"),
                "－, 毕玉衡 bi yu heng, 应云舒 ying yun shu, 钟田夫 zhong tian fu,"
                "游星河 you xing he, 彭守一 peng shou yi, 穆文澜 mu wen lan, 吴春荣 wu chun rong,"
                "骆田夫 luo tian fu, 屠济舟 tu ji zhou, 赵立言 zhao li yan, 叶清舟 ye qing zhou, 季怀瑾 ji huai jin",
            ),
        ),
        _ARCHIVES,
    ),
    parent=GOVERNMENT.name,
    codes=codes("云政办", "市政府办公室"),
    print_organ="云州市人民政府办公室",
    seal_diameter=45,
)


def _department_of_the_city(
    name: str,
    short_name: str,
    prefix: str,
    business: tuple[str, str, str, str],
    holders: str,
    wording: Wording = BUREAU,
) -> OrganPlan:
    return OrganPlan(
        f"云州市{name}",
        f"市{short_name}",
        Level.CITY,
        departments(wording, business, holders),
        parent=GOVERNMENT.name,
        codes=codes(prefix, f"市{short_name}"),
        print_organ=f"云州市{name}办公室",
        seal_diameter=42,
    )


DEPARTMENTS = (
    _department_of_the_city(
        "发展和改革委员会",
        "发展改革委",
        "云发改",
        ("国民经济综合科", "固定资产投资科", "产业发展科", "法规科"),
        "唐谨言 tang jin yan, 秦雨桐 qin yu tong, 朱星河 zhu xing he, 樊砚清 fan yan qing,"
        "曾静怡 zeng jing yi, 洪春野 hong chun ye, 陶清风 tao qing feng, 祖砚田 zu yan tian,"
        "萧雨桐 xiao yu tong, 郭学勤 guo xue qin, 冯素心 feng su xin, 许守一 xu shou yi, 楼亦飞 lou yi fei",
        COMMISSION,
    ),
    _department_of_the_city(
        "财政局",
        "财政局",
        "云财",
        ("预算科", "国库科", "绩效管理科", "法规税政科"),
        "沈可宁 shen ke ning, 甘知夏 gan zhi xia, 边仲谦 bian zhong qian, 雷亭玉 lei ting yu,"
        "丁学勤 ding xue qin, 高芷晴 gao zhi qing, 平启帆 ping qi fan, 章若谷 zhang ruo gu,"
        "杭长青 hang chang qing, 罗延年 luo yan nian, 戚禾生 qi he sheng, 芮望舒 rui wang shu, 邬知礼 wu zhi li",
    ),
    _department_of_the_city(
        "教育局",
        "教育局",
        "云教",
        ("基础教育科", "职业教育科", "教师工作科", "法规科"),
        "屈晨曦 qu chen xi, 傅润生 fu run sheng, 陆书瑶 lu shu yao, 苏素心 su su xin,"
        "卢书田 lu shu tian, 辛半夏 xin ban xia, 桂远山 gui yuan shan, 池海宁 chi hai ning,"
        "林青原 lin qing yuan, 何心怡 he xin yi, 汤瑞雪 tang rui xue, 娄立言 lou li yan, 金勤书 jin qin shu",
    ),
    _department_of_the_city(
        "人力资源和社会保障局",
        "人力社保局",
        "云人社",
        ("就业促进科", "社会保险科", "人才开发科", "劳动关系与法规科"),
        "晏怀民 yan huai min, 聂岚清 nie lan qing, 严守正 yan shou zheng, 林晚秋 lin wan qiu,"
        "蒲秀峰 pu xiu feng, 郑明轩 zheng ming xuan, 喻书田 yu shu tian, 滕然之 teng ran zhi,"
        "汪雨菲 wang yu fei, 黄望岳 huang wang yue, 邵润生 shao run sheng, 隋望春 sui wang chun, 敖以宁 ao yi ning",
    ),
    _department_of_the_city(
        "住房和城乡建设局",
        "住房城乡建设局",
        "云建",
        ("建筑业管理科", "房地产市场科", "城市建设科", "法规科"),
        "房德音 fang de yin, 梁可鉴 liang ke jian, 柯松涛 ke song tao, 舒敬修 shu jing xiu,"
        "阮晚晴 ruan wan qing, 宋晓舟 song xiao zhou, 宫立群 gong li qun, 时佩兰 shi pei lan,"
        "饶山川 rao shan chuan, 苗晴川 miao qing chuan, 蓝芳洲 lan fang zhou, 米青禾 mi qing he, 向怀安 xiang huai an",
    ),
    replace(
        _department_of_the_city(
            "数据局",
            "数据局",
            "云数",
            ("数字政府科", "数据资源科", "数字基础设施科", "安全与法规科"),
            "石海宁 shi hai ning, 董平川 dong ping chuan, 冉夏荷 ran xia he, 童木森 tong mu sen,"
            "陈禾生 chen he sheng, 卓苏叶 zhuo su ye, 佟思齐 tong si qi, 包长庚 bao chang geng,"
            "丁望禾 ding wang he, 卞春荣 bian chun rong, 宗柏年 zong bai nian, 潘书瑶 pan shu yao, 韩叙和 han xu he",
        ),
        since=date(2024, 4, 1),
        former_name="云州市大数据发展管理局",
    ),
)

COUNTIES = (
    OrganPlan(
        "东屏县人民政府",
        "东屏县政府",
        Level.COUNTY,
        departments(
            COUNTY,
            ("秘书一科", "秘书二科", "督查室", "法制科"),
            "柏平川 bai ping chuan, 符映秋 fu ying qiu, 凌勤书 ling qin shu, 费山越 fei shan yue,"
            "郁若水 yu ruo shui, 魏青原 wei qing yuan, 贺远帆 he yuan fan, 鲁安平 lu an ping,"
            "焦静宜 jiao jing yi, 戴景行 dai jing xing, 翟归舟 zhai gui zhou, 谢晚晴 xie wan qing, 田守正 tian shou zheng",
        ),
        parent=GOVERNMENT.name,
        is_government=True,
        codes=codes("东政", "东屏县政府", orders=True),
        print_organ="东屏县人民政府办公室",
        seal_diameter=45,
    ),
    OrganPlan(
        "西屏区人民政府",
        "西屏区政府",
        Level.COUNTY,
        departments(
            DISTRICT,
            ("秘书一科", "秘书二科", "督查室", "法制科"),
            "谭承泽 tan cheng ze, 盛安歌 sheng an ge, 周砚之 zhou yan zhi, 龚晓舟 gong xiao zhou,"
            "邓心怡 deng xin yi, 袁叙和 yuan xu he, 徐长林 xu chang lin, 孙云舒 sun yun shu,"
            "马佩兰 ma pei lan, 方谨言 fang jin yan, 阎清和 yan qing he, 邹若谷 zou ruo gu, 史晓禾 shi xiao he",
        ),
        parent=GOVERNMENT.name,
        is_government=True,
        codes=codes("西政", "西屏区政府", orders=True),
        print_organ="西屏区人民政府办公室",
        seal_diameter=45,
    ),
)

TOWN = OrganPlan(
    "柳溪镇人民政府",
    "柳溪镇政府",
    Level.TOWNSHIP,
    departments(
        TOWNSHIP,
        ("经济发展办公室", "社会事务办公室", "村镇建设办公室", "综合执法办公室"),
        "惠云溪 hui yun xi, 杨怀川 yang huai chuan, 刘书原 liu shu yuan, 姜润泽 jiang run ze,"
        "胡秋禾 hu qiu he, 李知微 li zhi wei, 栾守诚 luan shou cheng, 薛可宁 xue ke ning,"
        "蒋若宁 jiang ruo ning, 张景澄 zhang jing cheng, 尚清欢 shang qing huan, 岳润田 yue run tian, 沙子昂 sha zi ang",
    ),
    parent=COUNTIES[0].name,
    is_government=True,
    codes=(CodePlan("柳政", "柳溪镇政府文件"), CodePlan("柳政函", "柳溪镇政府函件", "信函")),
    print_organ="柳溪镇人民政府党政综合办公室",
    seal_diameter=42,
)

VILLAGE = OrganPlan(
    "柳溪镇桐坞村村民委员会",
    "桐坞村",
    Level.VILLAGE,
    (
        DepartmentPlan(
            "村民委员会",
            (
                PostPlan("主任", people("周长风 zhou chang feng")[0]),
                PostPlan("文书", people("裴雨菲 pei yu fei")[0], (Role.DOCUMENT_CLERK,)),
            ),
        ),
    ),
    parent=TOWN.name,
    is_receiving_point=True,
)

ELSEWHERE = OrganPlan(
    "青澜市人民政府办公室",
    "青澜市政府办公室",
    Level.CITY,
    (DepartmentPlan("综合科", (PostPlan("科员", people("麻听雨 ma ting yu @outsider")[0]),)),),
)

ORGANS: tuple[OrganPlan, ...] = (GOVERNMENT, OFFICE, *DEPARTMENTS, *COUNTIES, TOWN, VILLAGE, ELSEWHERE)

BESIDES: tuple[Held, ...] = (
    # 秘书长兼办公室主任：one person, two posts, in two organs
    Held("qiaowangyue", OFFICE.name, CITY_OFFICE.leaders, CITY_OFFICE.chief, date(2023, 2, 6)),
    # 2023年从财政局调到发展改革委：an appointment that ended
    Held("xushouyi", "云州市财政局", "预算科", "科员", date(2018, 8, 1), date(2023, 6, 30)),
)

CODES: dict[str, tuple[tuple[CodePlan, ...], float]] = {
    organ.name: (organ.codes, organ.seal_diameter) for organ in ORGANS if organ.codes
}
