// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Request;
import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks for, and collects all that is wrong with it. */
final class Asked {

  private final List<String> problems = new ArrayList<>();

  /** The body as a record of nullable fields. */
  static <T> T body(Request request, Class<T> type, String shape) {
    try {
      return Json.read(new String(request.body(), StandardCharsets.UTF_8), type);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("body: " + e.getMessage() + " (expected: " + shape + ")");
    }
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /** Keeps the message of what a value refuses. */
  <T> @Nullable T tried(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  void require(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  /** Ends the request when anything is wrong, with all of it. */
  void check() {
    if (!problems.isEmpty()) {
      throw new ApiException(422, "invalid", String.join("\n", problems));
    }
  }
}
