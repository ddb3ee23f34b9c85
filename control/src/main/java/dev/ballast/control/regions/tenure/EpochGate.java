// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.tenure;

/** What guards a resource: it takes nothing of an epoch below one that it has seen. */
public final class EpochGate {

  private long highest;

  /** What became of a write, or of an announcement. */
  public sealed interface Answer {
    record Taken(long epoch) implements Answer {}

    /**
     * Refused.
     *
     * @param highest the epoch that was seen
     */
    record Fenced(long epoch, long highest) implements Answer {
      public String text() {
        return "epoch: %d (expected: %d or later; another region owns the writes)"
            .formatted(epoch, highest);
      }
    }
  }

  /** Takes a write of this epoch or refuses it. */
  public synchronized Answer write(long epoch) {
    if (epoch < highest) {
      return new Answer.Fenced(epoch, highest);
    }
    highest = epoch;
    return new Answer.Taken(epoch);
  }

  /** From now on nothing below this epoch is taken. */
  public synchronized Answer fence(long epoch) {
    return write(epoch);
  }

  public synchronized long highest() {
    return highest;
  }
}
