// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Configuration;
import dev.ballast.model.DataSource;
import dev.ballast.model.Dependency;
import dev.ballast.model.Edit;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.Region;
import dev.ballast.model.RegionName;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.gate.Borders;
import dev.ballast.model.gate.Hysteresis;
import dev.ballast.model.gate.Limit;
import dev.ballast.model.gate.PlanRule;
import dev.ballast.model.gate.Risk;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.gate.Watch;
import dev.ballast.model.quantity.Ratio;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigurationReaderTest {

  private static Reading read(String text) {
    return ConfigurationReader.readSources(
        List.of(Source.of("x.yaml", text)), Cases.BRACKETS, ReaderOptions.DEFAULT);
  }

  private static String slo(String name, String indicator, String window, String objective) {
    return """
    - {apiVersion: openslo/v1, kind: Service, metadata: {name: shop}}
    - apiVersion: openslo/v1
      kind: SLO
      metadata: {name: %s}
      spec:
        service: shop
        indicator: {spec: %s}
        timeWindow: [{duration: %s, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [%s]
    """
        .formatted(name, indicator, window, objective);
  }

  private static final String RAW =
      "{ratioMetric: {rawType: success, raw: {metricSource: {spec: {query: up}}}}}";

  private static Slo onlySlo(String text) {
    var reading = read(text);
    assertThat(reading.errors()).isEmpty();
    return reading.configuration().slos().values().iterator().next();
  }

  @Test
  void readsATableOfItsOwnForAService() {
    var reading =
        read(
            """
            - {apiVersion: ballast.dev/v1, kind: Service, metadata: {name: payments}}
            - {apiVersion: ballast.dev/v1, kind: GatePolicy, metadata: {name: everybody}}
            - apiVersion: ballast.dev/v1
              kind: GatePolicy
              metadata: {name: money}
              spec:
                services: [payments]
                borders: {aggressive: 60, ultraConservative: 10}
                hysteresis: {margin: 3, dwell: 1h}
                minCoverage: 80
                timeZone: Europe/Berlin
                onNoData: allow
                maxSpend: 5
                aggressive: {weights: [1, 100], dwell: 1h, within: 8h}
                emergencyOnly: {person: on-call, requirePerson: true, checkEvery: 5s}
            """);
    assertThat(reading.errors()).isEmpty();
    var gates = reading.configuration().gates();
    var money = GatePolicy.of(new ServiceName("payments"), gates);
    assertThat(money.borders()).isEqualTo(new Borders(0.6, 0.2, 0.1));
    assertThat(money.hysteresis()).isEqualTo(new Hysteresis(0.03, Duration.ofHours(1)));
    assertThat(money.ground()).isEqualTo(new GatePolicy.Ground(30, new Ratio(0.8)));
    assertThat(money.zone().getId()).isEqualTo("Europe/Berlin");
    assertThat(money.hooks()).isEqualTo(new GatePolicy.Hooks(true, new Ratio(0.05)));
    assertThat(money.plan(Strategy.AGGRESSIVE))
        .isEqualTo(
            new PlanRule(
                List.of(1, 100),
                Duration.ofHours(1),
                new Limit.After(Duration.ofHours(8)),
                Risk.HIGH,
                Watch.every(Duration.ofMinutes(1))));
    assertThat(money.plan(Strategy.EMERGENCY_ONLY).watch())
        .isEqualTo(new Watch(Duration.ofSeconds(5), true, "on-call", true));
    assertThat(GatePolicy.of(new ServiceName("orders"), gates).name()).isEqualTo("everybody");
    var edits = Configuration.diff(Configuration.EMPTY, reading.configuration());
    assertThat(edits).extracting(Edit::text).contains("added GatePolicy money");
  }

  @Test
  void readsEveryKind() throws IOException {
    var configuration = Cases.read("good-everything.yaml").configuration();
    assertThat(configuration.regions().values())
        .containsExactly(new Region(new RegionName("eu-west"), "Frankfurt"));
    assertThat(configuration.services().values())
        .containsExactly(
            new Service(
                new ServiceName("checkout"),
                "Takes orders.",
                "shop",
                Service.Kind.INTERNAL,
                List.of(
                    Dependency.unstated(new ServiceName("database")),
                    new Dependency(new ServiceName("mail"), Dependency.Strength.SOFT))),
            new Service(new ServiceName("database"), "", "", Service.Kind.DATABASE, List.of()),
            new Service(new ServiceName("mail"), "", "", Service.Kind.INTERNAL, List.of()));
    assertThat(configuration.dataSources().values())
        .containsExactly(
            new DataSource(
                "central", "prometheus", Map.of("url", "https://prometheus.example.com")));
    assertThat(configuration.slos().values())
        .containsExactly(
            new Slo(
                new SloName("checkout-availability"),
                "Orders succeed",
                new ServiceName("checkout"),
                new Sli.Ratio(
                    true,
                    Sli.Ratio.Side.BAD,
                    "sum(requests_total{code=~\"5..\"})",
                    "sum(requests_total)"),
                new Ratio(0.999),
                Duration.ofDays(28),
                ""),
            new Slo(
                new SloName("checkout-latency"),
                "checkout-latency",
                new ServiceName("checkout"),
                new Sli.Threshold("max(request_seconds)", Sli.Threshold.Operator.LT, 0.5),
                new Ratio(0.999),
                Duration.ofDays(30),
                "central"));
  }

  @Test
  void joinsTheTwoDescriptionsOfAService() throws IOException {
    assertThat(Cases.read("merged").configuration().services().values())
        .containsExactly(
            new Service(
                new ServiceName("mail"), "Sends mail.", "post", Service.Kind.INTERNAL, List.of()));
  }

  @Test
  void takesWhatBallastSaysOfAServiceOverOpenSlo() {
    var reading =
        read(
            """
            {apiVersion: ballast.dev/v1, kind: Service, metadata: {name: a}, spec: {description: B}}
            ---
            {apiVersion: openslo/v1, kind: Service, metadata: {name: a}, spec: {description: O}}
            """);
    assertThat(reading.configuration().services().values())
        .extracting(Service::description)
        .containsExactly("B");
  }

  @Test
  void hasNoConfigurationWhenAnythingIsWrong() throws IOException {
    var reading = Cases.read("duplicates");
    assertThat(reading.valid()).isFalse();
    assertThat(reading.configuration()).isEqualTo(Configuration.EMPTY);
  }

  @Test
  void readsEveryUnitOfDurations() {
    var days = new ArrayList<Duration>();
    for (String window : List.of("45m", "12h", "30d", "4w", "1M", "1Q", "1Y")) {
      days.add(onlySlo(slo("a", RAW, window, "{target: 0.9}")).window());
    }
    assertThat(days)
        .containsExactly(
            Duration.ofMinutes(45),
            Duration.ofHours(12),
            Duration.ofDays(30),
            Duration.ofDays(28),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofDays(365));
  }

  @Test
  void readsPercentAsTheSameNumberAsTheShare() {
    for (String share : List.of("0.999", "0.9995", "0.95", "0.99999", "0")) {
      var percent = new java.math.BigDecimal(share).movePointRight(2).toPlainString();
      var byShare = onlySlo(slo("a", RAW, "30d", "{target: " + share + "}"));
      var byPercent = onlySlo(slo("a", RAW, "30d", "{targetPercent: " + percent + "}"));
      assertThat(byPercent.target()).as(percent).isEqualTo(byShare.target());
    }
  }

  @Test
  void writesTheWindowPlaceholderInOneWay() {
    var raw =
        "{ratioMetric: {rawType: failure, raw: {metricSource: {spec: {query:"
            + " 'avg_over_time(down[{{ .window }}])'}}}}}";
    assertThat(onlySlo(slo("a", raw, "30d", "{target: 0.9}")).sli())
        .isEqualTo(new Sli.Raw(false, Sli.Raw.Type.FAILURE, "avg_over_time(down[{{.window}}])"));
  }

  @Test
  void checksQueriesWithAWindowInPlaceOfThePlaceholder() {
    var asked = new ArrayList<String>();
    QueryChecker checker =
        query -> {
          asked.add(query);
          return java.util.Optional.empty();
        };
    var raw =
        "{ratioMetric: {rawType: failure, raw: {metricSource: {spec: {query: 'f(x[{{.window}}])'}}}}}";
    ConfigurationReader.readSources(
        List.of(Source.of("x", slo("a", raw, "30d", "{target: 0.9}"))), checker);
    assertThat(asked).containsExactly("f(x[5m])");
  }

  @Test
  void leavesReferencesAloneWhenAskedTo() {
    var text = slo("a", RAW, "30d", "{target: 0.9}").replace("service: shop", "service: elsewhere");
    var sources = List.of(Source.of("x.yaml", text));
    assertThat(
            ConfigurationReader.readSources(
                    sources,
                    QueryChecker.NONE,
                    ReaderOptions.DEFAULT.withReferences(References.NONE))
                .problems())
        .isEmpty();
    assertThat(ConfigurationReader.readSources(sources, QueryChecker.NONE).problems())
        .extracting(Problem::code)
        .containsExactly("unresolved-reference");
  }

  @Test
  void neverShowsConnectionDetails() throws IOException {
    for (String name : List.of("data-sources.yaml", "unsupported.yaml")) {
      assertThat(Cases.shown(Cases.read(name))).doesNotContain("s3cret");
    }
  }

  @Test
  void readsTheSameFilesToTheSameResult() throws IOException {
    for (String name : Cases.names()) {
      assertThat(Cases.read(name)).as(name).isEqualTo(Cases.read(name));
    }
  }
}
