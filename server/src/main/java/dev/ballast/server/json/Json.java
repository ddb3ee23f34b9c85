// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON with snake_case names, RFC 3339 times and records as objects. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private Json() {}

  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException when the text is not JSON, not of that shape, or null
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      @Nullable T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw new IllegalArgumentException("null (expected: a document)");
      }
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
