// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control;

import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;

/** SLOs over {@link ScriptedMetrics}. */
public final class Slos {

  private Slos() {}

  /** Good over total events of the service, with a window of 30 days. */
  public static Slo slo(String service, double targetPercent) {
    return slo(service + "-availability", service, targetPercent, Duration.ofDays(30));
  }

  public static Slo slo(String name, String service, double targetPercent, Duration window) {
    return new Slo(
        new SloName(name),
        "",
        new ServiceName(service),
        new Sli.Ratio(
            true,
            Sli.Ratio.Side.BAD,
            "bad:" + name + "[{{.window}}]",
            "total:" + name + "[{{.window}}]"),
        Ratio.ofPercent(targetPercent),
        window,
        "");
  }
}
