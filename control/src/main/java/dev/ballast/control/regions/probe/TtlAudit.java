// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether names lead users away from a lost region soon enough. */
public final class TtlAudit {

  private TtlAudit() {}

  /** A name as it was answered. */
  public record Answer(String name, String type, long ttlSeconds, List<String> addresses) {
    public Answer {
      addresses = List.copyOf(addresses);
    }
  }

  /** What is wrong with it, one sentence each; empty: nothing. */
  public static List<String> findings(Collection<Answer> answers, Duration rto) {
    List<String> found = new ArrayList<>();
    for (Answer one : answers) {
      if (one.addresses().isEmpty()) {
        found.add(one.name() + " " + one.type() + " has no answer: users find no region at all");
      } else if (one.ttlSeconds() > rto.toSeconds() / 2) {
        found.add(
            "%s %s may be kept for %d s (RTO %d s; expected: at most %d s, half of it, since detection takes the rest)"
                .formatted(
                    one.name(),
                    one.type(),
                    one.ttlSeconds(),
                    rto.toSeconds(),
                    rto.toSeconds() / 2));
      } else if (one.ttlSeconds() == 0) {
        found.add(
            one.name() + " " + one.type() + " has TTL 0: some resolvers replace it by their own");
      }
    }
    return found;
  }
}
