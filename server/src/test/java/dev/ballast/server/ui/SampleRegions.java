// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.promql.Labels;
import dev.ballast.server.regions.ConflictsJson;
import dev.ballast.server.regions.ConflictsJson.ConflictJson;
import dev.ballast.server.regions.ConflictsJson.JournalJson;
import dev.ballast.server.regions.ConflictsJson.JournalState;
import dev.ballast.server.regions.ConflictsJson.WriteJson;
import dev.ballast.server.regions.RegionsJson.ChoiceJson;
import dev.ballast.server.regions.RegionsJson.LinkJson;
import dev.ballast.server.regions.RegionsJson.PolicyJson;
import dev.ballast.server.regions.RegionsJson.RegionJson;
import dev.ballast.server.regions.RegionsJson.StoreJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two regions, of which us-east was lost and came back. */
final class SampleRegions {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final double LOST = 0.55;
  private static final double BACK = 0.8;

  private SampleRegions() {}

  static PolicyJson policy() {
    return policy("healthy", 0.2, List.of());
  }

  static PolicyJson policy(String east, double lag, List<Long> lost) {
    return new PolicyJson(
        "shop",
        "watching",
        2,
        "eu-west",
        "edge",
        true,
        "Failover is automatic.",
        List.of("edge", "eu-west"),
        List.of(region("us-east", east, null), region("eu-west", "healthy", 12.0)),
        List.of(new LinkJson("database", "eu-west", "us-east", lag, 40, NOW.minusSeconds(1))),
        List.of(new StoreJson("database", "eu-west", 32.0, 9.3, null, 0, lost, null)),
        List.of("payments: strong."),
        List.of(
            new ChoiceJson(
                "payments",
                "POST /charges",
                "strong",
                "none",
                "database",
                9.3,
                151.4,
                "database",
                0.4,
                0.4,
                13.0),
            new ChoiceJson(
                "reviews",
                "",
                "eventual",
                "lattice",
                "database",
                9.3,
                151.4,
                "",
                null,
                null,
                null)),
        false,
        5,
        30,
        true,
        List.of());
  }

  private static RegionJson region(String name, String state, @Nullable Double load) {
    return new RegionJson(
        name,
        state,
        NOW.minusSeconds(9),
        "silent from edge",
        false,
        load,
        null,
        60.0,
        load == null ? null : Double.valueOf(41),
        "without " + name + ": the other at 41 %",
        null,
        List.of());
  }

  static ConflictsJson conflicts() {
    return new ConflictsJson(
        NOW,
        1_200,
        1_000,
        40,
        List.of(
            new ConflictJson(
                NOW.minusSeconds(300),
                "reviews",
                "review",
                "[7]",
                "last-writer-wins",
                new WriteJson(
                    "us-east", "2026-03-01T11:55:00Z+3", "update", "{\"body\": \"good\"}"),
                new WriteJson("eu-west", "2026-03-01T11:55:01Z+0", "update", "{\"body\": \"bad\"}"),
                "neither knew of the other, and its stamp is 1,000 ms earlier; lost: body")),
        List.of(
            new JournalJson(
                "reviews",
                1_200,
                JournalState.PARTLY,
                List.of("us-east: no connection to a:5432"))));
  }

  static RegionSeries series() {
    return new RegionSeries()
        .with(
            "ballast_region_replication_lag_seconds",
            Labels.of("from", "us-east", "to", "eu-west", "store", "database"),
            x -> x < LOST ? 0.4 + 0.3 * Math.sin(40 * x) : Double.NaN)
        .with(
            "ballast_region_replication_lag_seconds",
            Labels.of("from", "eu-west", "to", "us-east", "store", "database"),
            x -> x > BACK ? Math.max(0.2, 6 - 60 * (x - BACK)) : Double.NaN)
        .with(
            "ballast_region_rpo_seconds",
            Labels.of("store", "database"),
            x ->
                x < LOST
                    ? 0.4 + 0.3 * Math.sin(40 * x)
                    : x > BACK ? Math.max(0.2, 6 - 60 * (x - BACK)) : Double.NaN)
        .with(
            "ballast_region_rto_seconds",
            Labels.of("region", "us-east"),
            x -> x > LOST + 0.02 ? 12 : Double.NaN)
        .with(
            "ballast_region_headroom_ratio",
            Labels.of("without", "us-east"),
            x -> 0.7 + 0.05 * Math.sin(20 * x))
        .with("ballast_region_headroom_ratio", Labels.of("without", "eu-west"), x -> 0.9 + 0.2 * x);
  }
}
