// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.capacity.Advice;
import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.predict.capacity.Curve;
import dev.ballast.control.predict.capacity.Evidence;
import dev.ballast.control.predict.capacity.Fan;
import dev.ballast.control.predict.capacity.Outlook;
import dev.ballast.control.predict.capacity.Urgency;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.control.predict.capacity.When;
import dev.ballast.model.Capacity;
import dev.ballast.model.CapacityName;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Verdicts on capacities as the predictor would give them, one of each kind. */
final class Capacities {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final int HORIZON = 21;

  private Capacities() {}

  /** A volume that grows by two percent a day and must not reach 90 %. */
  static Verdict filling(String region) {
    List<Fan.Point> history = new ArrayList<>();
    for (int i = 59; i >= 0; i--) {
      double breathing = 0.02 * ((i * 7) % 5) / 5;
      history.add(new Fan.Point(at(-i), 0.62 - 0.006 * i + breathing));
    }
    List<Fan.Band> forecast = new ArrayList<>();
    List<Curve.Point> curve = new ArrayList<>();
    for (int i = 1; i <= HORIZON; i++) {
      double mean = 0.62 + 0.02 * i;
      double wide = 0.012 * Math.sqrt(i) + 0.004 * i;
      forecast.add(
          new Fan.Band(
              at(i), mean, mean - wide, mean + wide, mean - 1.6 * wide, mean + 1.6 * wide));
      curve.add(new Curve.Point(at(i), Math.clamp((i - 8) / 10.0, 0, 0.97)));
    }
    return verdict(
        region,
        0.62,
        new Outlook.Within(
            new When.By(at(9)), new When.By(at(13)), new When.By(at(17)), new Curve(curve)),
        Urgency.ACT,
        0.31,
        "orders-disk in " + region + " reaches 90 % in 13 d, as likely before as after.",
        new Fan(history, forecast));
  }

  static Verdict calm(String region) {
    List<Curve.Point> curve = new ArrayList<>();
    List<Fan.Point> history = new ArrayList<>();
    List<Fan.Band> forecast = new ArrayList<>();
    for (int i = 1; i <= HORIZON; i++) {
      history.add(new Fan.Point(at(i - HORIZON), 0.3 + 0.01 * (i % 7)));
      forecast.add(new Fan.Band(at(i), 0.34, 0.31, 0.37, 0.29, 0.39));
      curve.add(new Curve.Point(at(i), i / 1000.0));
    }
    return verdict(
        region,
        0.36,
        new Outlook.NotWithin(at(HORIZON), 0.02, new When.After(at(HORIZON)), new Curve(curve)),
        Urgency.FINE,
        0.01,
        "Not within 21 d.",
        new Fan(history, forecast));
  }

  static Verdict full() {
    return verdict(
        "us-east",
        0.93,
        new Outlook.BreachedNow(NOW.minus(Duration.ofHours(3))),
        Urgency.ACT_NOW,
        1,
        "The limit of 90 % is reached.",
        calm("us-east").fan());
  }

  static Verdict unknown() {
    return verdict(
        "",
        Double.NaN,
        new Outlook.InsufficientData("3 values (expected: at least 10)"),
        Urgency.UNKNOWN,
        0,
        "Nothing can be said yet: 3 values.",
        Fan.EMPTY);
  }

  static CapacityReport report(String name, double timeScale, Verdict... verdicts) {
    Capacity capacity =
        new Capacity(
            new CapacityName(name),
            new ServiceName("orders"),
            new Capacity.Measure("max by (region) (use)", "", "ratio", Capacity.Peak.MAX),
            Capacity.Limit.of(0.9).withBounds(0, 1),
            Capacity.Timing.forLeadTime(Duration.ofDays(7)),
            Capacity.Response.actingAt(new Ratio(0.2)));
    return new CapacityReport(capacity, timeScale, NOW, List.of(verdicts), 0);
  }

  static CapacitySnapshot snapshot(CapacityReport... reports) {
    return new CapacitySnapshot(NOW, List.of(reports));
  }

  private static Verdict verdict(
      String region,
      double value,
      Outlook outlook,
      Urgency urgency,
      double probability,
      String sentence,
      Fan fan) {
    return new Verdict(
        region.isEmpty() ? "" : "{cloud_region=\"" + region + "\"}",
        region.isEmpty() ? Map.of() : Map.of("cloud_region", region),
        NOW,
        value,
        outlook,
        new Advice(
            urgency,
            NOW.minus(Duration.ofMinutes(20)),
            probability / 2,
            probability,
            sentence,
            urgency.needsAction() ? "Grow the volume, or keep less." : "",
            urgency.needsAction() ? "kubectl patch pvc orders --patch '<size>'" : ""),
        new Evidence(
            "max by (region) (use)",
            at(-60),
            NOW,
            DAY,
            60,
            0,
            2000,
            List.of(7),
            List.of("The level rose on 20 February; what was before does not count."),
            List.of(
                new Evidence.Member("damped trend", 0.71, true),
                new Evidence.Member("seasonal naive", 1, false)),
            "the median of those that beat seasonal naive",
            "act when P(reached within 10 d 12 h) >= 20 %"),
        fan);
  }

  private static Instant at(int days) {
    return NOW.plus(DAY.multipliedBy(days));
  }
}
