// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.time.Duration;
import java.util.List;

/** What ends a game day before its time. */
public sealed interface StopRule {

  /** An SLO's budget burns so many times too fast for so long. */
  record Burn(String slo, double rate, Duration lasting) implements StopRule {}

  /** Less of a service's error budget is left than this share. */
  record Budget(String service, double below) implements StopRule {}

  /** Somebody else's alert fires. */
  record Alarm(String url) implements StopRule {}

  /** These people may stop it at any time. */
  record Manual(List<String> roles) implements StopRule {
    public Manual {
      roles = List.copyOf(roles);
    }
  }
}
