// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer of the admin API. */
@SuppressWarnings("ArrayRecordComponent") // Written once, and never compared.
public record AdminAnswer(int status, String type, byte[] body, Map<String, String> headers) {

  private static final String JSON = "application/json; charset=utf-8";

  public AdminAnswer {
    headers = Map.copyOf(headers);
  }

  public static AdminAnswer json(int status, Object value) {
    return new AdminAnswer(status, JSON, Json.bytes(value), Map.of());
  }

  public static AdminAnswer text(int status, String type, String text) {
    return new AdminAnswer(status, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  public static AdminAnswer empty(int status) {
    return new AdminAnswer(status, JSON, new byte[0], Map.of());
  }

  /** What is wrong, as {@code {"error": …}}. */
  public static AdminAnswer problem(int status, String text) {
    return json(status, Map.of("error", text));
  }

  public AdminAnswer withHeader(String name, String value) {
    return new AdminAnswer(status, type, body, Map.of(name, value));
  }
}
