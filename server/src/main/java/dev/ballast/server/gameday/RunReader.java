// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.Canaries;
import dev.ballast.control.findings.Goals;
import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.Series;
import dev.ballast.control.findings.Signal;
import dev.ballast.control.gameday.DayState;
import dev.ballast.control.gameday.DayState.Status;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom;
import dev.ballast.model.Event;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.Slo;
import dev.ballast.model.StoreSpec;
import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.Expectation;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Objectives;
import dev.ballast.model.gameday.Step;
import dev.ballast.server.board.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together all that is known of a game day that is over. What nobody measured stays out. */
final class RunReader {

  private static final int BUCKET = 2;
  private static final Duration SHORTEST_HOLD = Duration.ofSeconds(10);
  private static final Duration LEAST_DRIFT = Duration.ofSeconds(3);

  private final Notice notice;
  private final Readings readings;
  private final DayEyes eyes;
  private final WriteAccounts accounts;

  RunReader(Notice notice, Readings readings, DayEyes eyes) {
    this.notice = notice;
    this.readings = readings;
    this.eyes = eyes;
    this.accounts = new WriteAccounts(notice);
  }

  /** Null when nothing was broken. */
  @Nullable RunRecord read(GameDay day, DayState state, DaySenses senses) {
    Instant fault = state.fault();
    Instant end = state.ended();
    if (fault == null || end == null || day.faults().isEmpty()) {
      return null;
    }
    DayFault broken = day.faults().getFirst().fault().orElseThrow();
    RunRecord.Clock clock =
        new RunRecord.Clock(state.began(), fault, state.heal(), state.clean(), end);
    List<RunRecord.Alarm> alarms = eyes.alarms(fault, clock.over());
    return new RunRecord(
        state.id(),
        DayEyes.broken(day),
        clock,
        goals(day, clock),
        series(day, broken, clock, senses.users()),
        alarms,
        day.timeline().stream().flatMap(s -> s.expect().alerts().stream()).distinct().toList(),
        eyes.incidents(fault, clock.over()).stream().map(RunReader::episode).toList(),
        deeds(clock),
        accounts.writes(day, broken.region(), senses.writes()),
        NameReader.looks(day, broken.region(), clock, senses.names()),
        null,
        presences(broken, clock, alarms),
        steps(day, state),
        settings(day));
  }

  /**
   * Each service's traffic in the broken region: whether it fell silent, and whether anybody was
   * told of it. Null without a region.
   */
  private @Nullable List<RunRecord.Presence> presences(
      DayFault broken, RunRecord.Clock clock, List<RunRecord.Alarm> alarms) {
    String region = broken.region();
    if (region.isEmpty()) {
      return null;
    }
    List<RunRecord.Presence> all = new ArrayList<>();
    readings
        .traffic(region, clock.begin(), clock.end())
        .forEach(
            (service, points) -> {
              boolean watched =
                  alarms.stream()
                      .anyMatch(
                          a ->
                              a.region().equals(region)
                                  && (a.service().isEmpty() || a.service().equals(service)));
              Silence.of(points, clock)
                  .map(s -> s.presence("requests of " + service + " in " + region, watched))
                  .ifPresent(all::add);
            });
    return all;
  }

  private static RunRecord.Episode episode(Told told) {
    Incident incident = told.incident();
    return new RunRecord.Episode(
        incident.id(),
        told.at(),
        incident.times().acknowledged(),
        incident.explanation().causes().stream().map(c -> c.suspect().text()).toList(),
        incident.symptoms().stream().map(Symptom::place).collect(Collectors.toSet()));
  }

  private List<Series> series(
      GameDay day, DayFault broken, RunRecord.Clock clock, List<Canaries.Second> users) {
    List<Series> all = new ArrayList<>(sent(users, clock));
    readings
        .attempts(all.stream().filter(s -> s.signal() == Signal.INTENDED).findFirst(), clock)
        .ifPresent(all::add);
    if (!broken.region().isEmpty()) {
      String region = broken.region();
      all.add(readings.shares(day.service(), region, clock.begin(), clock.end()));
      all.add(
          readings.series(
              Signal.LEAK,
              "calls of survivors into " + region,
              Readings.leak(region, stores()),
              clock.begin(),
              clock.end()));
      all.add(
          readings.series(
              Signal.LAG,
              "replication lag",
              "max(ballast_region_replication_lag_seconds)",
              clock.begin(),
              clock.end()));
      policies().forEach(policy -> all.addAll(uses(policy, region, clock)));
    }
    return all;
  }

  private List<Series> uses(RegionPolicy policy, String broken, RunRecord.Clock clock) {
    List<Series> all = new ArrayList<>();
    for (RegionName region : policy.regions()) {
      Double tested = policy.tested().get(region);
      if (tested != null && !region.value().equals(broken)) {
        all.add(
            readings.series(
                Signal.USE,
                region + "'s share of what it was tested to bear",
                "max(ballast_region_load{region=\"%s\"}) / %s".formatted(region, tested),
                clock.begin(),
                clock.end()));
      }
    }
    return all;
  }

  /** What was sent at a fixed rate, in steps of two seconds. */
  static List<Series> sent(List<Canaries.Second> users, RunRecord.Clock clock) {
    Map<Instant, double[]> steps = new TreeMap<>();
    for (Canaries.Second second : users) {
      if (second.at().isBefore(clock.begin()) || second.at().isAfter(clock.end())) {
        continue;
      }
      long slot = -Math.floorDiv(-second.at().getEpochSecond(), BUCKET) * BUCKET;
      double[] sum = steps.computeIfAbsent(Instant.ofEpochSecond(slot), _ -> new double[3]);
      sum[0] += second.intended();
      sum[1] += second.good();
      sum[2] = Math.max(sum[2], Double.isNaN(second.p99()) ? 0 : second.p99());
    }
    List<Series.Point> errors = new ArrayList<>();
    List<Series.Point> intended = new ArrayList<>();
    List<Series.Point> succeeded = new ArrayList<>();
    List<Series.Point> slowest = new ArrayList<>();
    steps.forEach(
        (at, sum) -> {
          intended.add(new Series.Point(at, sum[0] / BUCKET));
          succeeded.add(new Series.Point(at, sum[1] / BUCKET));
          if (sum[0] > 0) {
            errors.add(new Series.Point(at, 1 - sum[1] / sum[0]));
            slowest.add(new Series.Point(at, sum[2]));
          }
        });
    return List.of(
        new Series(Signal.ERRORS, "share of canary requests that fail", "", errors),
        new Series(Signal.RATE, "canary requests", "", intended),
        new Series(Signal.INTENDED, "canary requests to be sent", "", intended),
        new Series(Signal.SUCCEEDED, "canary requests answered well", "", succeeded),
        new Series(Signal.P99, "p99 of canary requests", "", slowest));
  }

  private Goals goals(GameDay day, RunRecord.Clock clock) {
    Goals usual = Goals.DEFAULT;
    Objectives wanted = day.objectives();
    Duration lasts = Duration.between(clock.fault(), clock.over());
    Duration hold = shorter(usual.servedHold(), longer(lasts.dividedBy(4), SHORTEST_HOLD));
    Duration declare =
        day.timeline().stream()
            .map(step -> step.expect().incidentWithin())
            .filter(time -> !time.isZero())
            .findFirst()
            .orElse(usual.declare());
    Duration proof =
        day.timeline().stream()
            .map(step -> step.expect().healWithin())
            .filter(time -> !time.isZero())
            .findFirst()
            .orElse(usual.healProof());
    double failback =
        day.timeline().stream()
            .mapToDouble(step -> step.expect().maxFailbackErrors())
            .filter(share -> !Double.isNaN(share))
            .findFirst()
            .orElse(1 - slo(day));
    return new Goals(
        slo(day),
        usual.p99(),
        wanted.detect(),
        declare,
        wanted.failover(),
        hold,
        hold,
        wanted.errorMinutes(),
        usual.amplification(),
        usual.window(),
        Math.min(usual.budget(), day.blastRadius().budgetSpend()),
        wanted.lostWrites(),
        policies().isEmpty() ? usual.rpo() : policies().getFirst().bounds().rpo(),
        wanted.alertRecall(),
        usual.alertPrecision(),
        wanted.dnsTail(),
        usual.headroom(),
        proof,
        failback,
        usual.herd(),
        longer(Duration.ofMillis(Math.round(usual.drift().toMillis() * day.scale())), LEAST_DRIFT));
  }

  /** What is promised to users of the day's service; 99.9 % when nothing is. */
  private double slo(GameDay day) {
    return notice.board().configuration().slos().values().stream()
        .filter(slo -> slo.service().value().equals(day.service()))
        .map(Slo::target)
        .mapToDouble(target -> target.value())
        .max()
        .orElse(Goals.DEFAULT.slo());
  }

  /** What people did to regions, rollouts and actions; notes change nothing. */
  private List<RunRecord.Deed> deeds(RunRecord.Clock clock) {
    List<RunRecord.Deed> all = new ArrayList<>();
    for (Event event : eyes.since("", clock.begin(), clock.over())) {
      boolean person = !event.actor().isEmpty() && !event.actor().equals("ballast");
      if (person) {
        boolean acts = event.name().startsWith("region.") || event.name().startsWith("rollout.");
        all.add(new RunRecord.Deed(event.at(), event.actor(), event.name(), acts));
      }
    }
    return all;
  }

  private static List<RunRecord.Done> steps(GameDay day, DayState state) {
    return state.steps().stream()
        .map(
            step ->
                new RunRecord.Done(
                    step.id(),
                    step.due(),
                    step.started(),
                    true,
                    step.status() != Status.MISSED
                        || day.step(step.id())
                            .map(Step::expect)
                            .filter(e -> !e.equals(Expectation.NONE))
                            .isPresent()))
        .toList();
  }

  private Map<String, String> settings(GameDay day) {
    Map<String, String> all = new TreeMap<>();
    for (RegionPolicy policy : policies()) {
      all.put(
          "failover",
          "RegionPolicy %s: failover %s, confirm %d s, lease %d s"
              .formatted(
                  policy.name(),
                  policy.failover().name().toLowerCase(java.util.Locale.ROOT),
                  policy.bounds().confirm().toSeconds(),
                  policy.bounds().lease().toSeconds()));
      all.put("capacity", "RegionPolicy %s: tested %s".formatted(policy.name(), policy.tested()));
      all.put(
          "restore",
          "RegionPolicy %s: stages %s, pace %d s"
              .formatted(
                  policy.name(), policy.bounds().stages(), policy.bounds().pace().toSeconds()));
    }
    String slos =
        String.join(
            ", ",
            notice.board().configuration().slos().values().stream()
                .filter(slo -> slo.service().value().equals(day.service()))
                .map(slo -> slo.name().value())
                .toList());
    all.put(
        "alerts",
        slos.isEmpty() ? "no SLO of " + day.service() : "alertPolicies of the SLOs " + slos);
    return all;
  }

  /** What a RegionPolicy turns by itself: calls there keep the old name and lead elsewhere. */
  private String stores() {
    return policies().stream()
        .flatMap(policy -> policy.stores().stream())
        .map(StoreSpec::name)
        .filter(name -> name.matches("[A-Za-z0-9_-]+"))
        .distinct()
        .collect(Collectors.joining("|"));
  }

  private List<RegionPolicy> policies() {
    return List.copyOf(notice.board().configuration().regionPolicies().values());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
