// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.ScriptedMetrics;
import dev.ballast.control.Slos;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Dependency;
import dev.ballast.model.Event;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Plays a {@code *.scenario} file. Lines before the first {@code at} set the scene, the rest happen
 * in order:
 *
 * <pre>
 * time_scale 60                               tick 1s        (defaults: 1 and 30s)
 * service NAME [external] [calls A ~B]        ~ marks a soft dependency
 * slo NAME SERVICE PERCENT [WINDOW]           regional unless its traffic is in region "-"
 * at 10s traffic SLO REGION RATE/s PERCENT    from then on; "poisson" after it draws the counts
 * at 10s silence SLO REGION                   no samples from then on
 * at 10s edge CLIENT REGION SERVER REGION RPS PERCENT
 * at 40s is SERVICE REGION HEALTH [TEXT]
 * at 40s changes SERVICE REGION A-&gt;B ...
 * at 40s says SENTENCE
 * at 40s restart
 * </pre>
 */
final class Scenario {

  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  private final FakeClock clock = FakeClock.at(START);
  private final ScriptedMetrics metrics = new ScriptedMetrics();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final Map<ServiceName, Service> services = new TreeMap<>();
  private final Map<SloName, Slo> slos = new TreeMap<>();
  private final Map<String, Traffic> traffic = new HashMap<>();
  private final Random random = new Random(20260303);
  private double timeScale = 1;
  private Duration tick = Duration.ofSeconds(30);
  private Duration now = Duration.ZERO;
  private HealthSnapshot last = HealthSnapshot.EMPTY;
  private HealthLoop loop = newLoop();

  private record Traffic(String slo, String region, double rate, double bad, boolean poisson) {}

  void play(List<String> lines) {
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (!line.isBlank() && !line.startsWith("#")) {
        play(line.split(" +", -1), "line " + number + ": " + line);
      }
    }
  }

  private void play(String[] words, String where) {
    switch (words[0]) {
      case "time_scale" -> timeScale = Double.parseDouble(words[1]);
      case "tick" -> tick = duration(words[1]);
      case "service" -> service(words);
      case "slo" -> slo(words);
      case "at" -> {
        if (now.isZero() && last.equals(HealthSnapshot.EMPTY)) {
          loop = newLoop();
        }
        advanceTo(duration(words[1]));
        happen(Arrays.copyOfRange(words, 2, words.length), where);
      }
      default -> throw new IllegalArgumentException(where);
    }
  }

  private HealthLoop newLoop() {
    SloPolicy policy = SloPolicy.DEFAULT.withTimeScale(timeScale);
    return new HealthLoop(
        new SloEvaluator(_ -> metrics, (query, _) -> query, policy),
        new TopologyReader(metrics, timeScale),
        ledger.events(),
        HealthPolicy.of(policy),
        clock);
  }

  private void service(String[] words) {
    List<Dependency> dependencies = new ArrayList<>();
    int calls = Arrays.asList(words).indexOf("calls");
    for (int i = calls + 1; calls > 0 && i < words.length; i++) {
      boolean soft = words[i].startsWith("~");
      dependencies.add(
          new Dependency(
              new ServiceName(soft ? words[i].substring(1) : words[i]),
              soft ? Dependency.Strength.SOFT : Dependency.Strength.HARD));
    }
    boolean external = words.length > 2 && words[2].equals("external");
    ServiceName name = new ServiceName(words[1]);
    services.put(
        name,
        new Service(
            name, "", "", external ? Service.Kind.EXTERNAL : Service.Kind.INTERNAL, dependencies));
  }

  private void slo(String[] words) {
    Duration window = words.length > 4 ? duration(words[4]) : Duration.ofDays(30);
    Slo slo = Slos.slo(words[1], words[2], Double.parseDouble(words[3]), window);
    slos.put(slo.name(), slo);
  }

  private void advanceTo(Duration time) {
    while (now.compareTo(time) < 0) {
      clock.advance(tick);
      now = now.plus(tick);
      double seconds = tick.toMillis() / 1e3;
      traffic.values().forEach(flow -> count(flow, seconds));
      last = loop.tick(new Configuration(services, Map.of(), slos, Map.of()));
    }
  }

  private void count(Traffic flow, double seconds) {
    double total = flow.rate() * seconds;
    double bad = total * flow.bad();
    if (flow.poisson()) {
      bad = poisson(bad);
      total = bad + poisson(flow.rate() * seconds * (1 - flow.bad()));
    }
    metrics.count(
        flow.slo(),
        flow.region().equals("-") ? "" : flow.region(),
        clock.instant(),
        total - bad,
        bad);
  }

  private double poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  private void happen(String[] words, String where) {
    switch (words[0]) {
      case "traffic" ->
          traffic.put(
              words[1] + " " + words[2],
              new Traffic(
                  words[1],
                  words[2],
                  Double.parseDouble(words[3].replace("/s", "")),
                  Double.parseDouble(words[4]) / 100,
                  words.length > 5));
      case "silence" -> traffic.remove(words[1] + " " + words[2]);
      case "edge" ->
          metrics.edge(
              words[1],
              words[2],
              words[3],
              words[4],
              Double.parseDouble(words[5]),
              Double.parseDouble(words[6]) / 100);
      case "is" -> check(words, where);
      case "changes" -> checkChanges(words, where);
      case "says" ->
          assertThat(Overview.of(last.services()).sentence())
              .as(where)
              .isEqualTo(String.join(" ", Arrays.asList(words).subList(1, words.length)));
      case "restart" -> loop = newLoop();
      default -> throw new IllegalArgumentException(where);
    }
  }

  private void check(String[] words, String where) {
    ServiceHealth health = last.of(place(words)).orElseThrow(() -> new AssertionError(where));
    String text = String.join(" ", Arrays.asList(words).subList(4, words.length));
    assertThat(health.health().name()).as(where + "\n  " + health.text()).isEqualTo(words[3]);
    if (!text.isEmpty()) {
      assertThat(health.text()).as(where).isEqualTo(text);
    }
  }

  private void checkChanges(String[] words, String where) {
    List<String> changes =
        ledger.events().read(0, EventFilter.named("health.changed"), 1000).stream()
            .map(Event::attributes)
            .filter(attributes -> words[1].equals(attributes.get("service")))
            .filter(attributes -> region(words[2]).equals(attributes.get("region")))
            .map(attributes -> attributes.get("from") + "->" + attributes.get("to"))
            .toList();
    assertThat(changes)
        .as(where)
        .containsExactlyElementsOf(Arrays.asList(words).subList(3, words.length));
  }

  private static Place place(String[] words) {
    return new Place(new ServiceName(words[1]), region(words[2]));
  }

  private static String region(String word) {
    return word.equals("-") ? "" : word;
  }

  private static Duration duration(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'd' -> Duration.ofDays(number);
      case 'h' -> Duration.ofHours(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
