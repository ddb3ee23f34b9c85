// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Region;
import dev.ballast.model.RegionName;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The nouns with defaults that make sense, so that a test says only what it is about. */
public final class Fixtures {

  private Fixtures() {}

  public static ServiceFixture aService(String name) {
    return new ServiceFixture(
        new Service(new ServiceName(name), "", "shop", Service.Kind.INTERNAL, List.of()));
  }

  public static ServiceFixture aDatabase(String name) {
    return aService(name).kind(Service.Kind.DATABASE);
  }

  public static ServiceFixture anExternal(String name) {
    return aService(name).kind(Service.Kind.EXTERNAL);
  }

  /**
   * An SLO on the span metrics of a service, which is what its name starts with: {@code
   * checkout-availability} is about {@code checkout}.
   */
  public static SloFixture anSlo(String name) {
    int dash = name.lastIndexOf('-');
    var service = dash > 0 ? name.substring(0, dash) : name;
    return new SloFixture(
        new Slo(
            new SloName(name),
            name,
            new ServiceName(service),
            availability(service),
            new Ratio(0.999),
            Duration.ofDays(30),
            ""));
  }

  /** Requests served without an error, out of all, by the names of span metrics. */
  public static Sli availability(String service) {
    var calls =
        "traces_spanmetrics_calls_total{service=\"" + service + "\",span_kind=\"SPAN_KIND_SERVER\"";
    return new Sli.Ratio(
        true,
        Sli.Ratio.Side.BAD,
        "sum by (cloud_region) (" + calls + ",status_code=\"STATUS_CODE_ERROR\"})",
        "sum by (cloud_region) (" + calls + "})");
  }

  public static Region aRegion(String name) {
    return new Region(new RegionName(name), name);
  }

  public static ConfigurationFixture aConfiguration() {
    return new ConfigurationFixture(Configuration.EMPTY);
  }

  /** An event at the start of fake clocks, not yet appended. */
  public static Event anEvent(String name, String subject) {
    return new Event(0, FakeClock.START, name, subject, "ballast", name + " " + subject, Map.of());
  }
}
