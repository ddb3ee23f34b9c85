// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

import java.util.List;

/**
 * A service as the shop's own plan describes it, the same in every region.
 *
 * @param calls the services of its own region that it needs to answer
 * @param instrumented false for the stand-in of a third party, which sends no telemetry
 */
public record ServiceSpec(
    String name, String version, List<String> calls, DatabaseUse database, boolean instrumented) {

  /** The whole shop, callers before what they call. */
  public static final List<ServiceSpec> ALL =
      List.of(
          of("storefront", "v3.4.1", DatabaseUse.NONE, "orders", "payments", "reviews"),
          of("orders", "v1.9.0", DatabaseUse.READS_OWN_REGION, "user-service", "inventory"),
          of(
              "payments",
              "v2.3.0",
              DatabaseUse.PRIMARY_ONLY,
              "auth",
              "user-service",
              "card-processor"),
          of("reviews", "v1.2.4", DatabaseUse.READS_OWN_REGION),
          of("inventory", "v2.0.2", DatabaseUse.READS_OWN_REGION, "warehouse"),
          of("user-service", "v1.5.3", DatabaseUse.NONE),
          of("auth", "v1.1.0", DatabaseUse.NONE),
          of("warehouse", "v0.9.7", DatabaseUse.NONE),
          new ServiceSpec("card-processor", "2026-01", List.of(), DatabaseUse.NONE, false));

  /** The one service that users call. */
  public static final String ENTRANCE = "storefront";

  /** The one service that writes files of its own. */
  public static final String JOURNAL_KEEPER = "orders";

  /** Which databases a service sends statements to. */
  public enum DatabaseUse {
    NONE,
    /** Reads from its own region's database, writes to the primary. */
    READS_OWN_REGION,
    /** Reads and writes where they are never stale. */
    PRIMARY_ONLY
  }

  public ServiceSpec {
    calls = List.copyOf(calls);
  }

  /** Whether it keeps a journal on a volume of its own. */
  public boolean keepsJournal() {
    return name.equals(JOURNAL_KEEPER);
  }

  /** The plan of a service that exists. */
  public static ServiceSpec named(String name) {
    return ALL.stream()
        .filter(s -> s.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "service: "
                        + name
                        + " (expected: one of "
                        + String.join(", ", ALL.stream().map(ServiceSpec::name).toList())
                        + ")"));
  }

  private static ServiceSpec of(
      String name, String version, DatabaseUse database, String... calls) {
    return new ServiceSpec(name, version, List.of(calls), database, true);
  }
}
