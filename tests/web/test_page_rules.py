"""The rules that every fetched page is held to do bite."""

import pytest

from tests.web.page_rules import BrokenPageError, check_page

GOOD = """<!DOCTYPE html><html lang="zh-Hans"><head><title>有误：登录 · 三基学堂</title>
<script src="/a.js"></script></head>
<body><nav aria-label="主要栏目"><a href="/">任务</a></nav><main><h1>登录</h1><h2>账号</h2>
<label for="name">账号</label><input id="name"><label><input type="checkbox"> 记住</label>
<input type="hidden" name="x"><button>登录</button><svg><rect width="9"/></svg><img src="/a.png" alt="">
</main></body></html>"""


def test_a_good_page_passes():
    check_page(GOOD)


@pytest.mark.parametrize(
    ("good", "broken", "rule"),
    [
        (' lang="zh-Hans"', "", "says its language"),
        ("<h1>登录</h1>", "", "one of each"),
        ("<h1>登录</h1>", "<h1>登录</h1><h1>登录</h1>", "one of each"),
        ("<h1>登录</h1>", "<h1>进入</h1>", "begins with the heading"),
        ("<h2>账号</h2>", "<h3>账号</h3>", "level is skipped"),
        ("<h2>账号</h2>", '<h2 id="name">账号</h2>', "stands for one element"),
        ('<label for="name">账号</label>', "", "has a label"),
        ('<input id="name">', '<input id="name" placeholder="账号">', "placeholder"),
        ('<input id="name">', '<input id="name" aria-describedby="help">', "not there"),
        ("<h1>", '<h1 style="color:red">', "no style attribute"),
        ("<button>", '<button onclick="go()">', "no onclick attribute"),
        ("<main>", "<main><script>go()</script>", "are files"),
        ("<main>", "<main><style>h1{}</style>", "are files"),
        ('href="/"', 'href="javascript:go()"', "no javascript: address"),
        ('src="/a.png"', 'src="data:image/png;base64,x"', "no data: address"),
        ('src="/a.js"', 'src="https://example.org/a.js"', "its own site"),
        ('src="/a.png"', 'src="//example.org/a.png"', "its own site"),
        (' aria-label="主要栏目"', "", "has a name"),
        (' alt=""', "", "a picture has a text"),
        ("<button>登录</button>", "<button><svg></svg></button>", "a button has words"),
        ('<a href="/">任务</a>', '<a href="/"><svg></svg></a>', "a link has words"),
    ],
)
def test_a_broken_page_is_named_with_its_rule(good, broken, rule):
    assert good in GOOD
    with pytest.raises(BrokenPageError, match=rule):
        check_page(GOOD.replace(good, broken))


def test_a_piece_of_a_page_needs_no_heading_but_keeps_the_other_rules():
    check_page('<p aria-describedby="elsewhere">已保存</p>')
    with pytest.raises(BrokenPageError, match="no style attribute"):
        check_page('<p style="color:red">已保存</p>')
