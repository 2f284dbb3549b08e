"""What schemathesis is told of media types that it does not know: bytes are sent as they are."""
import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def octets(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.deserializer("application/zip", "application/pdf", "application/octet-stream", "text/event-stream")
def as_it_came(context, response):
    return response.content.decode("latin-1")
