// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

import dev.ballast.model.Event;
import java.time.Instant;
import java.util.Map;

/** What the ledger is told of tokens: never a secret. */
public final class TokenEvents {

  private TokenEvents() {}

  /**
   * An event about a token.
   *
   * @param name {@code token.created} or {@code token.revoked}
   */
  public static Event of(String name, Token token, String actor, Instant at) {
    return new Event(
        0,
        at,
        name,
        "token/" + token.id(),
        actor,
        "token %s with role %s".formatted(token.name(), token.role().text()),
        Map.of("role", token.role().text(), "token", token.name()));
  }
}
