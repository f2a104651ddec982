"""The words that columns of the people and organisation files take, and what each means. Nothing is guessed."""

from lms.people.rules import OrganisationKind, PositionCategory

GENDERS = {"男": "男", "女": "女", "1": "男", "2": "女"}

POLITICAL_STATUSES = {
    word: word
    for word in (
        "中共党员", "中共预备党员", "共青团员", "民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员",
        "致公党党员", "九三学社社员", "台盟盟员", "无党派人士", "群众",
    )
} | {"党员": "中共党员"}  # fmt: skip
"""政治面貌 by the national list (GB/T 4762)."""

_NAMES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)

NATIONALITIES = {word: f"{name}族" for name in _NAMES.split() for word in (name, f"{name}族")} | {
    "穿青人": "穿青人",
    "其他": "其他",
}
"""民族 by the national list (GB/T 3304), with or without 族."""

ORGANISATION_KINDS = {kind.value: kind.value for kind in OrganisationKind}
POSITION_CATEGORIES = {category.value: category.value for category in PositionCategory}
