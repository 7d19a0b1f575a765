"""What nobody should send: texts, JSON values and documents that have broken servers before, and what is no name."""

import json

LONG = "x" * 300
DEEP = 100_000
NEIGHBOURS = 3
"""So many members or parameters beside each other share values between them."""

TEXTS = (
    "",
    " ",
    ".",
    "..",
    "../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "\0",
    "a\0b",
    "\r\nX-Injected: 1",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u202egnp.exe",
    "\u2066hidden\u2069",
    "\ufeff",
    "\uffff",
    "e\u0301",
    "💩" * 80,
    LONG,
    "-1",
    "0",
    "00",
    "1e9",
    "0x10",
    "1.5",
    "9" * 40,
    "٣",
    "１２",
    "²",
    "null",
    "undefined",
    "true",
    "NaN",
    "{}",
    "[]",
    "' OR 1=1 --",
    '"; DROP TABLE files; --',
    "%",
    "%_",
    "${jndi:ldap://127.0.0.1/a}",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "file:///etc/passwd",
    "00000000-0000-0000-0000-000000000000",
    "f" * 24,
    "f" * 32,
)
"""Texts for any place."""

ENCODED = (
    "%2e%2e",
    "%2E%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..%5cwindows",
    "%252e%252e%252f",
    "%2f",
    "%00",
    "a%00b",
    "%ff%fe",
    "%c0%af",
    "%ed%a0%80",
    "%f4%90%80%80",
    "%0d%0aX-Injected:%201",
    "%",
    "%zz",
    "%e2%80%aegnp.exe",
    ";a=b",
    "a;b",
    "+",
    "~",
    "*",
)
"""Percent-encoded text for addresses; some of it stands for no text at all."""

TEXTS_FOR_STORES = (
    "%00",
    "a%00b",
    "%ff%fe",
    "%ed%a0%80",
    "%ef%bf%bf",
    "%f0%9f%92%a9",
    "%27%20OR%201=1%20--",
    "%25_",
    "9" * 40,
    LONG,
)
"""Those of the texts and of what is percent-encoded that a database might take amiss, for addresses."""

NAMES = (
    "..",
    ".",
    "a\0b",
    "a\nb",
    "a\x1bb",
    "a\x7fb",
    "a\x9bb",
    "a\u202eb",
    "a\u2066b",
    "x" * 256,
    "ä" * 128,
    "x" * 296 + ".pdf",
    " ",
)
"""What cannot be a name (security C2)."""

PATHS_AS_NAMES = ("../a", "a/b", "..\\a", "/a", "a\\b", "../../etc/passwd")
"""What is a path, not a name; one door takes the last part of it, as its vendor documents."""

JSON_VALUES = (
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "-0.0",
    str(2**31),
    str(2**63),
    str(2**64),
    "9" * 400,
    "[]",
    "{}",
    "[[[[]]]]",
    '{"a": {"b": {}}}',
    '[1, "a", null]',
    '"\\u0000"',
    *(json.dumps(text) for text in ("", " ", "..", "\u202e", LONG, "9" * 40, "-1", "٣", "true", "' OR 1=1 --", "💩")),
)
"""Raw JSON in place of any member."""

VALUES_FOR_STORES = (
    *(str(2**bits) for bits in (31, 63, 64)),
    "9" * 400,
    "1.5",
    '{"a": {"b": {}}}',
    '"\\u0000"',
    *(json.dumps(text) for text in (LONG, "' OR 1=1 --", "💩")),
)
"""Those of them that a database might take amiss."""

BROKEN_VALUES = (
    "1e400",
    '"\\ud800"',
    '"\\udc00\\ud800"',
    "NaN",
    "-Infinity",
    "01",
    "'a'",
    '"\\x"',
    '"a\nb"',
    "[" * 70 + "]" * 70,
)
"""Raw text in place of a member that makes the whole document none, or none that is taken."""

DOCUMENTS = (
    b"",
    b" \r\n",
    b"{",
    b"}",
    b"nul",
    b"[1,]",
    b'{"a": 1,}',
    b'{"a" 1}',
    b"{'a': 1}",
    b'{"a": 1} {"b": 2}',
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"a": 01}',
    b'{"a": .5}',
    b'{"a": +1}',
    b'{"a": "\\ud800"}',
    b'{"a": "\x00"}',
    b'{"a": "\xff\xfe"}',
    b'{"a": "\xed\xa0\x80"}',
    b'{"a": "\xc0\xaf"}',
    b'{"a": "unended',
    b'{"a": "\\',
    b'{"a": 1, "a": 2}',
    b'{"a": {"b": 1, "b": 2}}',
    b'\xef\xbb\xbf{"a": 1}',
    '{"a": 1}'.encode("utf-16"),
    b"\x00\x01\x02\x03",
    b"[" * DEEP,
    b"[" * DEEP + b"]" * DEEP,
    b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    b'{"a": ' + b"9" * DEEP + b"}",
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--\r\n",
    b"a=1&b=2",
)
"""Bodies that are no JSON object, or no sound one."""
