// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.util.Locale;
import java.util.Optional;

/** How an OTLP/HTTP body is written; the answer uses the same. */
public enum Encoding {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  private final String contentType;

  Encoding(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  /**
   * From a Content-Type header, parameters ignored; empty when OTLP does not know it (HTTP 415).
   */
  public static Optional<Encoding> ofContentType(String header) {
    String type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    for (Encoding encoding : values()) {
      if (encoding.contentType.equals(type)) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }
}
