"""Pictures as phones and drawing programs write them."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageOps, PngImagePlugin

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
ON_ITS_SIDE = 6
RED, BLUE = (200, 30, 30), (30, 30, 200)


def photograph(size=(1600, 1200), kind="JPEG", *, side=ON_ITS_SIDE) -> bytes:
    """Red on the left and blue on the right as the sensor saw it; says where, with what, and which way up."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    told = Image.Exif()
    told[MAKE], told[ORIENTATION] = "Appareil secret", side
    told[GPS] = {1: "N", 2: (50.0, 38.0, 2.0)}
    return written(picture, kind, exif=told)


def drawing(width=1000, height=500, **how) -> bytes:
    """Thin black lines on white, with words that a program left in the file."""
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    for at in range(0, width, 20):
        pen.line((at, 0, width - at, height), fill="black", width=1)
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "Appareil secret")
    return written(picture, "PNG", pnginfo=note, **how)


def bare(size=(640, 480), kind="JPEG", **how) -> bytes:
    gradient = Image.linear_gradient("L").resize(size)
    return written(ImageOps.colorize(gradient, "navy", "orange"), kind, **how)


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return written(frames[0], kind, save_all=True, append_images=frames[1:])


def written(picture: Image.Image, kind: str, **how) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture
