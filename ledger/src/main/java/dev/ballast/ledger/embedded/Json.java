// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.LedgerException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Stored records as JSON: readable by hand, and new fields do not need a new format. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Json() {}

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JacksonException broken) {
      throw new LedgerException("ledger: a damaged " + type.getSimpleName() + " record", broken);
    }
  }
}
