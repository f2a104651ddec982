"""Winter and spring rounds (冬训春训): a window with themes in which every branch reports its own meetings.

How a round relates to `Programme.is_round`: a round belongs to exactly one programme that is a round, and is the way
its branches report. A branch of twenty members meets for an hour and writes down who came; it makes no class, no
timetable and no sign-in. Where a branch or street does run a class of the same programme, that way stays as it is:
the class writes its own records when it is closed, and the round counts whoever completed one as reached "in a class"
and as having done what the round asks, without adding those hours a second time.

Members are told by their standing (政治面貌) or a post of category 党员, as rotation does. Their branch is the
organisation they belong to; groups and buildings (居民小组, 村民小组, 楼栋) are part of the community or village above.
"""
