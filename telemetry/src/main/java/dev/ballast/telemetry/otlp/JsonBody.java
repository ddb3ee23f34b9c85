// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * OTLP's JSON mapping, which is protobuf's own except: ids are hex, enums are numbers only, and
 * unknown fields are passed over. Driven by the messages' descriptors, so one reader does for all
 * signals. For one body; not thread-safe.
 */
final class JsonBody {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> HEX = Set.of("traceId", "spanId", "parentSpanId");
  private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS =
      new ConcurrentHashMap<>();

  private final JsonParser parser;

  private JsonBody(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads a whole body into a request. */
  static void read(byte[] body, Message.Builder request) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      JsonBody json = new JsonBody(parser);
      parser.nextToken();
      json.message(request);
      if (parser.nextToken() != null) {
        throw json.expected("nothing after the object");
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where = at == null ? "" : at.getLineNr() + ":" + at.getColumnNr() + ": ";
      throw new MalformedBodyException("json: " + where + e.getOriginalMessage(), e);
    }
  }

  private void message(Message.Builder message) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw expected("an object");
    }
    Map<String, FieldDescriptor> fields = fields(message.getDescriptorForType());
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      FieldDescriptor field = fields.get(parser.currentName());
      parser.nextToken();
      if (field == null) {
        parser.skipChildren();
      } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
        field(message, field);
      }
    }
  }

  private void field(Message.Builder message, FieldDescriptor field) {
    if (!field.isRepeated()) {
      message.setField(field, value(message, field));
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw expected("an array for " + field.getJsonName());
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      message.addRepeatedField(field, value(message, field));
    }
  }

  private Object value(Message.Builder message, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        Message.Builder nested = message.newBuilderForField(field);
        message(nested);
        yield nested.build();
      }
      case STRING -> text(field);
      case BYTE_STRING -> bytes(field);
      case BOOLEAN -> bool(field);
      case DOUBLE -> float64(field);
      case FLOAT -> (float) float64(field);
      case INT -> (int) integer(field);
      case LONG -> integer(field);
      case ENUM -> {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
          throw expected("a whole number for the enum " + field.getJsonName());
        }
        yield field.getEnumType().findValueByNumberCreatingIfUnknown((int) integer(field));
      }
    };
  }

  private String text(FieldDescriptor field) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw expected("a string for " + field.getJsonName());
    }
    return parser.getString();
  }

  private ByteString bytes(FieldDescriptor field) {
    boolean hex = HEX.contains(field.getJsonName());
    String text = text(field);
    try {
      return ByteString.copyFrom(
          hex ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw expected((hex ? "hex digits for " : "base64 for ") + field.getJsonName());
    }
  }

  private boolean bool(FieldDescriptor field) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw expected("true or false for " + field.getJsonName());
    };
  }

  private double float64(FieldDescriptor field) {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> {
        try {
          yield Double.parseDouble(parser.getString());
        } catch (NumberFormatException e) {
          throw expected("a number for " + field.getJsonName());
        }
      }
      default -> throw expected("a number for " + field.getJsonName());
    };
  }

  /** 64-bit integers come as strings or numbers; unsigned ones keep their bits. */
  private long integer(FieldDescriptor field) {
    boolean number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    if (!number && parser.currentToken() != JsonToken.VALUE_STRING) {
      throw expected("a whole number for " + field.getJsonName());
    }
    String digits = parser.getString();
    try {
      return digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      throw expected("a whole number for " + field.getJsonName());
    }
  }

  private static Map<String, FieldDescriptor> fields(Descriptor type) {
    return FIELDS.computeIfAbsent(
        type,
        t ->
            t.getFields().stream().collect(Collectors.toMap(FieldDescriptor::getJsonName, f -> f)));
  }

  private MalformedBodyException expected(String what) {
    TokenStreamLocation at = parser.currentTokenLocation();
    @Nullable JsonToken token = parser.currentToken();
    return new MalformedBodyException(
        "json: %d:%d: %s (expected: %s)"
            .formatted(
                at.getLineNr(),
                Math.max(1, at.getColumnNr()),
                token == null ? "end of body" : token,
                what));
  }
}
