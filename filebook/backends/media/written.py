"""How child programs write the pictures that they have made."""

import io

from PIL import Image

from filebook.backends.media.bound import Result

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_QUALITY = 85


def written(picture: Image.Image, form: str, *, page_count: int = 1) -> Result:
    """The picture as a file of this format, that knows nothing but what is seen."""
    if form == "JPEG" and picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    result = io.BytesIO()
    bare.save(result, form, quality=_QUALITY)
    return Result(MEDIA_TYPES[form], result.getvalue(), page_count)
