// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.maturity;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that anybody can look up to see the same.
 *
 * @param ref an event as {@code event/123}, a query as it was asked, or where in the configuration
 * @param at when it happened, was asked, or came into force
 * @param text what it says, in one line
 */
public record Proof(Kind kind, String ref, Instant at, String text) {

  /** Where to look. */
  public enum Kind {
    EVENT,
    QUERY,
    CONFIGURATION;

    /** As it is written outside. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Proof {
    if (ref.isEmpty()) {
      throw new IllegalArgumentException("ref: \"\" (expected: an event, a query or a location)");
    }
  }

  public static Proof event(long sequence, Instant at, String text) {
    return new Proof(Kind.EVENT, "event/" + sequence, at, text);
  }

  public static Proof query(String query, Instant at, String text) {
    return new Proof(Kind.QUERY, query, at, text);
  }

  public static Proof configuration(String location, Instant at, String text) {
    return new Proof(Kind.CONFIGURATION, location, at, text);
  }
}
