// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;

/** An SLO for tests: 99.9 % over 30 days on the default data source unless told otherwise. */
public record SloFixture(Slo build) {

  public SloFixture service(String service) {
    return copy(
        new ServiceName(service), build.sli(), build.target(), build.window(), build.dataSource());
  }

  /** The share of good events promised, in [0, 1). */
  public SloFixture target(double target) {
    return copy(
        build.service(), build.sli(), new Ratio(target), build.window(), build.dataSource());
  }

  public SloFixture window(Duration window) {
    return copy(build.service(), build.sli(), build.target(), window, build.dataSource());
  }

  public SloFixture sli(Sli sli) {
    return copy(build.service(), sli, build.target(), build.window(), build.dataSource());
  }

  public SloFixture dataSource(String dataSource) {
    return copy(build.service(), build.sli(), build.target(), build.window(), dataSource);
  }

  private SloFixture copy(
      ServiceName service, Sli sli, Ratio target, Duration window, String dataSource) {
    return new SloFixture(
        new Slo(build.name(), build.displayName(), service, sli, target, window, dataSource));
  }
}
