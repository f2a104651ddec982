"""Invented names, places and posts; drawn with the caller's random source, so that a seed gives the same district."""

from random import Random

from lms.people.rules import OrganisationKind, PositionCategory

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰萍红建国志海德广春秀云梅凤莲香月仁义礼智信忠厚永安福寿康宁昌盛荣贵"
    "文武斌彬鹏飞龙虎林森松柏江河川泽雨雪晨曦阳光辉煌瑞祥嘉欣怡悦思远慧聪颖琳琪瑶婷婉淑贤良俊豪毅博学立新民生和顺"
)
RARE_NAMES = ("欧阳㛃", "孙𬱖", "古丽努尔·艾合买提", "阿卜杜拉·买买提", "䶮䶮", "司马长风")

STREETS = (
    ("长桥街道", OrganisationKind.SUBDISTRICT), ("石井街道", OrganisationKind.SUBDISTRICT),
    ("望海街道", OrganisationKind.SUBDISTRICT), ("双泉街道", OrganisationKind.SUBDISTRICT),
    ("东屏街道", OrganisationKind.SUBDISTRICT), ("临港街道", OrganisationKind.SUBDISTRICT),
    ("青禾镇", OrganisationKind.TOWN), ("柳河镇", OrganisationKind.TOWN),
    ("北岭镇", OrganisationKind.TOWN), ("南营镇", OrganisationKind.TOWN),
)  # fmt: skip
PLACE_FIRST = "石柳河东西南北上下金银长大小清白青红新古前后双临望桃杏梨枣松槐榆"
PLACE_SECOND = "桥湾沟坡井泉岭塘庄屯店营园林溪峪台楼"
FIRMS = ("锦程物流", "永丰机械", "海润食品", "蓝湾科技", "众合建材", "启明纺织", "远航港务", "绿源农业")
SOCIETIES = ("银龄公益服务中心", "阳光社工服务站", "乡村阅读促进会", "巧手互助社", "平安志愿者协会")

POSTS: dict[PositionCategory, tuple[str, ...]] = {
    PositionCategory.STREET_LEADER: ("党工委委员", "办事处副主任", "党工委副书记"),
    PositionCategory.STREET_CADRE: ("党建办科员", "综治办科员", "民政办科员", "应急办科员"),
    PositionCategory.COMMUNITY_PRINCIPAL: ("党支部书记", "居委会主任"),
    PositionCategory.COMMUNITY_WORKER: ("社区工作者", "两委委员", "网格员"),
    PositionCategory.GROUP_WORKER: ("居民小组组长", "居民小组党支部书记"),
    PositionCategory.PRIVATE_PARTY_HEAD: ("党支部书记",),
    PositionCategory.SOCIAL_PARTY_HEAD: ("党支部书记",),
    PositionCategory.PARTY_INSTRUCTOR: ("党建工作指导员",),
    PositionCategory.FIRST_SECRETARY: ("第一书记",),
    PositionCategory.PARTY_AFFAIRS_WORKER: ("组织员", "党务工作者"),
    PositionCategory.PARTY_MEMBER: ("党员",),
}


def person_name(random: Random) -> str:
    """A name of two or three characters; now and then one that old systems lose."""
    if random.random() < 0.004:
        return random.choice(RARE_NAMES)
    given = random.choice(GIVEN) + (random.choice(GIVEN) if random.random() < 0.7 else "")
    return random.choice(SURNAMES) + given


def place_names(random: Random, how_many: int) -> list[str]:
    """Different names of communities and villages."""
    names = [first + second for first in PLACE_FIRST for second in PLACE_SECOND]
    random.shuffle(names)
    while len(names) < how_many:
        names += [f"{name}{len(names) // 100}" for name in names[:how_many]]
    return names[:how_many]
