"""Passwords that so many people use that they are tried first; all at least eight long, in lower case."""

COMMON = frozenset(
    """
    00000000 000000000 0123456789 01234567 0987654321 10101010 11112222 11223344 1122334455 11235813 12121212
    123123123 12312312 123321123 123412345 12341234 123454321 12345678 123456789 1234567890 12345678910
    123456789a 12345678a 1234567a 123456aa 123456ab 123456abc 123456qq 123456zz 1234abcd 1234qwer 123qweasd
    123qwe123 12qwaszx 13131313 135792468 13579246 1357924680 14725836 147258369 147852369 159753159 159357159
    1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qazxsw23edc 20080808 20082008 20102010 20202020 20242024
    20252025 20262026 22223333 22334455 23456789 31415926 314159265 33445566 3edc4rfv 45678910 45612378 456789123
    51201314 5201314520 52013140 52013145 55667788 56785678 66668888 66778899 69696969 741852963 74108520 78787878
    78945612 789456123 87654321 876543210 88886666 88889999 963852741 98765432 987654321 9876543210 99887766
    a123456789 a12345678 a1234567 a1b2c3d4 a1s2d3f4 aa112233 aa123456 aa12345678 aa123123 aabbccdd aaa12345 abc12345
    abc123456 abc123456789 abcd1234 abcd12345 abcd123456 abcde12345 abcdefgh abcdefg1 admin123 admin1234 admin12345
    admin123456 admin888 administrator as123456 asd123456 asdasdasd asdf1234 asdfasdf asdfghjk asdfghjkl asdqwe123
    baobao520 baobei520 changeme changeit computer dangyuan dangjian123 default1 dragon123 football google123
    hello123 helloworld huawei123 iloveyou iloveyou1 internet jiaoyu123 letmein1 li123456 liu123456 master123
    michael1 monkey123 p@ssw0rd p@ssword pa55word pass1234 passw0rd passw0rd1 password password1 password12
    password123 password1234 password@123 q1w2e3r4 q1w2e3r4t5 q123456789 q12345678 qaz123456 qazwsx123 qazwsxed
    qazwsxedc qq123456 qq123456789 qq1234567 qq5201314 qwe123456 qwe12345 qwe123qwe qweasd123 qweasdzx qweasdzxc
    qweqweqwe qwer1234 qwer12345 qwer123456 qwert123 qwerty12 qwerty123 qwerty1234 qwerty123456 qwertyui qwertyuiop
    root1234 root123456 sanji123 sanji1234 sanji123456 secret123 shenzhen starwars student1 sunshine superman
    taobao123 teacher1 test1234 test12345 test123456 trustno1 user1234 w123456789 wang123456 wang1234 wangyu123
    welcome1 welcome123 whatever windows1 woaini123 woaini1314 woaini520 woaini521 woaini1314520 woaiwojia
    wojiushiwo x123456789 xiaoming xuexi123 yuanlaisni z123456789 z12345678 zaq12wsx zhang123 zhang123456 zhangwei
    zhongguo zhonggong zx123456 zxc123456 zxcvbnm1 zxcvbnm123 zxcvbnma zz123456 !qaz2wsx admin@123 abc@1234 aa@123456
    """.split()  # noqa: SIM905 - three hundred words read better than three hundred quoted ones
)
