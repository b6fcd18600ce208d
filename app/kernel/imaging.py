"""Pictures from people, decoded: bounded before they are unpacked, upright, in the colours of a screen."""

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from app.kernel.errors import DomainError

MOST_MEGAPIXELS = 60
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
Size = tuple[int, int]
# Pillow's own limit warns where ours refuses: whoever opens a picture measures it first.
Image.MAX_IMAGE_PIXELS = None
_SRGB = ImageCms.createProfile("sRGB")


class PictureDamaged(DomainError):
    """Damaged, or no picture at all."""

    code = "picture_damaged"


class TooManyPixels(DomainError):
    """Of so many pixels that opening it would cost too much; `facts["most"]` is in millions."""

    code = "picture_too_many_pixels"


class PictureMoves(DomainError):
    """Several pictures in one file, shown one after the other."""

    code = "picture_moves"


def open_upright(data: bytes, at_most: Size | None = None) -> Image.Image:
    """The pixels alone, RGB, RGBA, L or P: turned as the camera was held, and nothing else of what the file says.

    Takes up to some seconds of CPU and 240 MB (`run_alone`). `at_most` bounds width and height. Raises PictureDamaged, TooManyPixels,
    PictureMoves.
    """
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            _check(picture)
            if at_most:
                picture.draft("RGB", at_most)
            upright = _in_screen_colours(ImageOps.exif_transpose(picture))
            if at_most and (upright.width > at_most[0] or upright.height > at_most[1]):
                upright = _smooth(upright)
                upright.thumbnail(at_most, Image.Resampling.LANCZOS, reducing_gap=3.0)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError, KeyError):
        raise PictureDamaged from None
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    return upright


def _check(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
        raise TooManyPixels(most=MOST_MEGAPIXELS)
    if getattr(picture, "is_animated", False):
        raise PictureMoves


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        # 16 bits of grey: `convert` alone would cut them off at white.
        return picture.point(lambda value: value / 256).convert("L")
    profile = picture.info.get("icc_profile")
    if profile:
        converted = _from_profile(picture, profile)
        if converted is not None:
            return converted
    if picture.mode in {"RGB", "RGBA", "L", "P"}:
        return picture
    return picture.convert("RGBA" if "A" in picture.mode or "a" in picture.mode else "RGB")


def _from_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    """In sRGB; None where the profile does not read, or does not fit."""
    mode = "RGBA" if picture.mode in {"RGBA", "P", "PA", "LA"} else "RGB"
    opaque = picture.convert(mode) if picture.mode not in {"L", "CMYK"} else picture
    try:
        known = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(opaque, known, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _smooth(picture: Image.Image) -> Image.Image:
    """Of a mode whose neighbouring pixels can be mixed."""
    if picture.mode != "P":
        return picture
    return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
