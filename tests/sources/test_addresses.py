import ipaddress

import pytest

from servanda.sources.addresses import Refused, checked, is_public


@pytest.mark.parametrize(
    "number",
    [
        *(
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
        ),
        *(
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.5",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
        ),
        *("::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1"),
        *("64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "2001:0:808:808::80ff:fffe"),
        *("fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "2001:2::1"),
    ],
)
def test_numbers_that_are_never_asked(number):
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "93.184.216.34", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_numbers_of_the_public_internet(number):
    assert is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.ru/a", "scheme “ftp” is not read"),
        ("file:///etc/passwd", "scheme “file” is not read"),
        ("gopher://example.ru/", "scheme “gopher” is not read"),
        ("data:text/html,x", "scheme “data” is not read"),
        ("javascript:alert(1)", "scheme “javascript” is not read"),
        ("unix:///run/x.sock", "scheme “unix” is not read"),
        ("//example.ru/", "scheme “” is not read"),
        ("example.ru", "scheme “” is not read"),
        ("http:///path", "an address without a host"),
        ("http://", "an address without a host"),
        ("http://user@example.ru/", "a user name in it"),
        ("http://example.ru:secret@127.0.0.1/", "a user name in it"),
        ("http://example.ru:22/", "port 22 is not one of the web"),
        ("http://example.ru:25/", "port 25 is not one of the web"),
        ("http://example.ru:0/", "port 0 is not one of the web"),
        ("http://example.ru:99999/", "not an address of the web"),
        ("http://example.ru:80a/", "not an address of the web"),
        ("http://[::1/", "not an address of the web"),
        ("http://[fe80::1%25eth0]/", "not an address of the web|without a host"),
        ("http://example.ru\\@127.0.0.1/", "not an address of the web"),
        ("http://example.ru/ a", "not an address of the web"),
        ("http://example.ru/\r\nHost: x", "not an address of the web"),
        ("http://example.ru/\0", "not an address of the web"),
        ("http://example.ru/\u202e", "not an address of the web"),
        ("http://example.ru/" + "a" * 3000, "not an address of the web"),
        ("", "scheme “” is not read"),
    ],
)
def test_addresses_refused_unasked(address, why):
    with pytest.raises(Refused, match=why) as raised:
        checked(address)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize(
    "address", ["https://example.ru", "http://example.ru:8080/a?b=c#d", "https://сайт.рф/новости", "http://[2a00::1]/"]
)
def test_addresses_of_the_web(address):
    assert checked(address).hostname
