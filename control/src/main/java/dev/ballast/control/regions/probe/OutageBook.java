// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long users of a region were without an answer: from the last good one to the next. */
public final class OutageBook {

  private static final int MOST = 100;

  private final List<Outage> past = new ArrayList<>();
  private Instant lastGood = Instant.MIN;
  private boolean out;

  /** A time without an answer; the truth lies within one interval of the probe. */
  public record Outage(Instant from, Instant to) {
    public Duration length() {
      return Duration.between(from, to);
    }
  }

  /** A request as a user's was answered well, or not. */
  public void asked(boolean well, Instant at) {
    if (!well) {
      out = true;
      return;
    }
    if (out && !lastGood.equals(Instant.MIN)) {
      past.add(new Outage(lastGood, at));
      if (past.size() > MOST) {
        past.removeFirst();
      }
    }
    out = false;
    lastGood = at;
  }

  /** Since when there has been none; empty while there is, or never was. */
  public Optional<Instant> outSince() {
    return out && !lastGood.equals(Instant.MIN) ? Optional.of(lastGood) : Optional.empty();
  }

  /** Those that are over, oldest first. */
  public List<Outage> past() {
    return List.copyOf(past);
  }
}
