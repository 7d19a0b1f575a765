"""Addresses for requests of ours: which URLs can be meant, and which networks are out of bounds."""

from ipaddress import ip_address

import pytest

from filebook.core.errors import Invalid
from filebook.core.outgoing import Target, is_public, target_of


@pytest.mark.parametrize(
    ("url", "target"),
    [
        (
            "https://Crm.Example.org",
            Target(is_tls=True, host="crm.example.org", port=443, authority="crm.example.org", path="/"),
        ),
        (
            "http://a.example:8080/x?y=1#z",
            Target(is_tls=False, host="a.example", port=8080, authority="a.example:8080", path="/x?y=1"),
        ),
        ("https://a.example:443/", Target(is_tls=True, host="a.example", port=443, authority="a.example", path="/")),
        (
            "http://[2001:4860::8]:81/",
            Target(is_tls=False, host="2001:4860::8", port=81, authority="[2001:4860::8]:81", path="/"),
        ),
        ("http://10.1.2.3/", Target(is_tls=False, host="10.1.2.3", port=80, authority="10.1.2.3", path="/")),
    ],
)
def test_a_sound_address_is_taken_apart(url: str, target: Target) -> None:
    assert target_of(url, field="url") == target


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example/x",
        "ftp://a.example/",
        "file:///etc/passwd",
        "https:///x",
        "https://anna@a.example/",
        "https://anna:secret@a.example/",
        "https://@a.example/",
        "https://a.example\\@b.example/",
        "https://a.example/x y",
        "https://a.example/\r\nX-Evil: 1",
        "https://a.example/\u00e9",
        "https://\u00e9.example/",
        "https://a.example:0/",
        "https://a.example:99999/",
        "https://a.example:x/",
        "https://a..example/",
        "https://-a.example/",
        "https://" + "a" * 64 + ".example/",
        "https://a%2eexample/",
        "http://[fe80::1%25eth0]/",
        "http://[::1/",
        "http://[a.example]/",
        "https://a.example/" + "x" * 2000,
    ],
)
def test_an_address_that_could_mislead_is_refused(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        target_of(url, field="url")
    assert refused.value.field == "url"


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.15.255.255", "172.32.0.1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2606:4700::1"],
)
def test_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_machines_nearby_and_special_purposes_are_not(address: str) -> None:
    assert not is_public(ip_address(address))
