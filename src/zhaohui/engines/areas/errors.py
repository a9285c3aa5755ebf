"""The error of this engine: a code or a shape that a person can mend."""

from zhaohui.errors import ZhaohuiError


class AreaError(ZhaohuiError):
    """A division code or a geometry that cannot be used, with the reason and a hint."""

    code = "area"
