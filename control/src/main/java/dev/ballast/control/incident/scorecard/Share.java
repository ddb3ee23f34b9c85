// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.scorecard;

import dev.ballast.stats.sequential.Wilson;
import java.util.Collection;
import java.util.function.Predicate;

/** So many of so many, with what that says of the true share at 95 % (Wilson). */
public record Share(int hits, int of) {

  public Share {
    if (hits < 0 || hits > of) {
      throw new IllegalArgumentException(
          "hits: %d of %d (expected: 0 to all of them)".formatted(hits, of));
    }
  }

  static <T> Share of(Collection<T> all, Predicate<T> hit) {
    return new Share((int) all.stream().filter(hit).count(), all.size());
  }

  Share plus(Share other) {
    return new Share(hits + other.hits, of + other.of);
  }

  public boolean isKnown() {
    return of > 0;
  }

  /** NaN of none. */
  public double ratio() {
    return hits / (double) of;
  }

  public double low() {
    return Wilson.of(hits, of).low();
  }

  public double high() {
    return Wilson.of(hits, of).high();
  }
}
