// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.change;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which changes are wanted.
 *
 * @param service whom they are about; empty for any
 * @param kinds empty for any
 * @param since the first moment
 * @param until the last moment
 */
public record ChangeFilter(String service, Set<Change.Kind> kinds, Instant since, Instant until) {

  public static final ChangeFilter ANY = new ChangeFilter("", Set.of(), Instant.MIN, Instant.MAX);

  public ChangeFilter {
    kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(kinds));
  }

  public ChangeFilter about(String newService) {
    return new ChangeFilter(newService, kinds, since, until);
  }

  public ChangeFilter between(Instant newSince, Instant newUntil) {
    return new ChangeFilter(service, kinds, newSince, newUntil);
  }

  boolean accepts(Change change) {
    return (service.isEmpty() || service.equals(change.service()))
        && (kinds.isEmpty() || kinds.contains(change.kind()))
        && !change.at().isBefore(since)
        && !change.at().isAfter(until);
  }
}
