"""Which action the views of libraries serve, by URL name: their code can't carry our mark."""

ACCESS_BY_URL_NAME = {
    "set_language": "public",
}
