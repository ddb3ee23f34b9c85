// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened, as the ledger keeps it.
 *
 * @param sequence position in the ledger, from 1 without gaps; 0 before it is appended
 * @param name dotted and stable, such as {@code health.changed}
 * @param subject what it happened to, such as {@code service/payments}
 * @param actor who did it: a user, a token's name or {@code ballast}
 * @param attributes typed fields as text, snake_case keys
 */
public record Event(
    long sequence,
    Instant at,
    String name,
    String subject,
    String actor,
    String text,
    Map<String, String> attributes) {

  public Event {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  public Event withSequence(long newSequence) {
    return new Event(newSequence, at, name, subject, actor, text, attributes);
  }
}
