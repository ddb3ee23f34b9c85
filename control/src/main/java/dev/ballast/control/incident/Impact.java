// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is hurt, how much, and who is next.
 *
 * @param text one sentence; empty while it is not worked out
 * @param requests bad ones since the onset; null when it is not known
 * @param users who met at least one of them; null when telemetry names no users
 * @param budgetMinutes of the error budgets, together
 */
public record Impact(
    String text,
    List<Journey> journeys,
    @Nullable Double requests,
    @Nullable Double users,
    @Nullable Double budgetMinutes,
    List<AtRisk> next) {

  public static final Impact UNKNOWN = new Impact("", List.of(), null, null, null, List.of());

  /**
   * What users do that needs the cause: a root operation on whose critical path it is.
   *
   * @param badRatio of its requests now, 0 to 1
   * @param evidence ids
   */
  public record Journey(
      String operation,
      String service,
      String region,
      @Nullable Double perSecond,
      @Nullable Double badRatio,
      @Nullable Double badRequests,
      List<String> evidence) {

    public Journey {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Who shows nothing yet and depends on who does.
   *
   * @param share of its calls that need the sick one, 0 to 1
   */
  public record AtRisk(
      String service, String region, @Nullable Double share, String why, List<String> evidence) {

    public AtRisk {
      evidence = List.copyOf(evidence);
    }
  }

  public Impact {
    journeys = List.copyOf(journeys);
    next = List.copyOf(next);
  }
}
