// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that is said about an incident, or that keeps it from being said.
 *
 * @param people who is called by name; those behind a webhook may be others
 * @param webhooks that are told now
 * @param reason why, for the record
 * @param log what was said so far, this included
 */
public record Telling(
    Kind kind, List<String> people, Set<String> webhooks, String reason, PageLog log) {

  /** What is said. */
  public enum Kind {
    OPENED,
    ESCALATED,
    ACKNOWLEDGED,
    UPDATED,
    RESOLVED,
    /** Nobody is called, and why. */
    HELD,
    /** What kept people from being called is over. */
    RELEASED
  }

  public Telling {
    people = List.copyOf(people);
    webhooks = Collections.unmodifiableSet(new TreeSet<>(webhooks));
  }
}
