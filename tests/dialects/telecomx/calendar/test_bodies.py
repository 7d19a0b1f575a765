"""HTML read as text."""

import pytest

from filebook.dialects.telecomx.calendar.bodies import body_object, plain


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Hej", "Hej"),
        ("<p>En</p>\r\n<div>To</div>", "En\n\nTo"),
        ("En<br/>To<BR >Tre", "En\nTo\nTre"),
        ("<ul><li>En</li><li>To</li></ul>", "En\nTo"),
        ("1 &lt; 2 &amp;&amp; 3 &#62; 2", "1 < 2 && 3 > 2"),
        ("<title>x</title><STYLE>p{}</STYLE>Hej<script>alert('</p>')</script>", "Hej"),
        ("Hej <script>aldrig lukket", "Hej"),
        ("a < b", "a < b"),
        ("<p>&nbsp;</p>", ""),
        ("&#0;&#xD800;", "\ufffd\ufffd"),
        ("<" * 50_000, "<" * 50_000),
        ("<style></style>" * 5_000, ""),
        ("<p>" * 30_000 + "x", "x"),
    ],
)
def test_what_is_left_of_html_is_its_text(content: str, text: str) -> None:
    assert plain(content) == text


def test_a_preview_is_one_line_of_255_characters_at_most() -> None:
    body = body_object("En\nlinje " + "x" * 300, None)
    assert body is not None
    assert (body.preview[:9], len(body.preview)) == ("En linje ", 255)


@pytest.mark.parametrize("kept", [None, "html", {"text": "Andet", "content": "<p>Andet</p>"}, {"text": "Hej"}])
def test_a_text_that_is_not_what_was_written_as_html_is_plain(kept: object) -> None:
    body = body_object("Hej", kept)
    assert body is not None
    assert (body.type, body.content) == ("text", "Hej")
