// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import java.util.Map;

/** An answer: an HTTP status and a JSON object. */
public record Reply(int status, Map<String, ?> body) {

  public Reply {
    body = Map.copyOf(body);
  }

  public static Reply ok(Map<String, ?> body) {
    return new Reply(200, body);
  }

  public static Reply created(Map<String, ?> body) {
    return new Reply(201, body);
  }
}
