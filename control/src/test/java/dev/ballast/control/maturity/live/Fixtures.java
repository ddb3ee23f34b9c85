// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what proves a check and what makes it fail from a text that people can read. */
final class Fixtures {

  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Pattern PART = Pattern.compile("(\\d+)([dhms])");

  private Fixtures() {}

  /** Both halves of a check's fixture, as lines. */
  record Pair(List<String> pass, List<String> fail) {}

  static Map<String, Pair> all() {
    LinkedHashMap<String, Pair> all = new LinkedHashMap<>();
    List<String> lines = List.of();
    for (String line : text().lines().toList()) {
      String stripped = line.strip();
      if (stripped.startsWith("check ")) {
        all.put(stripped.substring(6), new Pair(new ArrayList<>(), new ArrayList<>()));
      } else if (stripped.equals("pass")) {
        lines = all.lastEntry().getValue().pass();
      } else if (stripped.equals("fail")) {
        lines = all.lastEntry().getValue().fail();
      } else if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        lines.add(stripped);
      }
    }
    return all;
  }

  private static String text() {
    try (InputStream in = Fixtures.class.getResourceAsStream("/maturity/fixtures.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the lines say, judged at {@link #NOW}. */
  static Material material(List<String> lines) {
    return new Fixture().read(lines);
  }

  /** One half under construction. */
  private static final class Fixture {
    private final Map<ServiceName, Service> services = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Sights.Telemetry> telemetry = new ArrayList<>();
    private final List<Sights.Objective> objectives = new ArrayList<>();
    private final List<Sights.Runbook> runbooks = new ArrayList<>();
    private final List<Sights.Resource> resources = new ArrayList<>();
    private final List<Sights.Journey> journeys = new ArrayList<>();
    private final List<Sights.Investments> investments = new ArrayList<>();
    private final List<Sights.Diagnosed> diagnosed = new ArrayList<>();
    private final List<Sights.Scored> scored = new ArrayList<>();

    Material read(List<String> lines) {
      service("checkout", "shop", Service.Kind.INTERNAL);
      service("payments", "shop", Service.Kind.INTERNAL);
      service("database", "data", Service.Kind.DATABASE);
      lines.forEach(this::line);
      return new Material(
          NOW,
          Configuration.EMPTY.withServices(services),
          NOW.minus(Duration.ofDays(100)),
          events,
          new Sights(
              telemetry,
              objectives,
              runbooks,
              resources,
              journeys,
              investments,
              diagnosed,
              scored,
              Map.of("checkout", Set.of("payments", "database"))));
    }

    private void service(String name, String team, Service.Kind kind) {
      ServiceName service = new ServiceName(name);
      services.put(service, new Service(service, "", team, kind, List.of()));
    }

    private void line(String line) {
      String[] words = line.split(" ", -1);
      Map<String, String> says = new TreeMap<>();
      for (String word : words) {
        int is = word.indexOf('=');
        if (is > 0) {
          says.put(word.substring(0, is), word.substring(is + 1).replace('_', ' '));
        }
      }
      switch (words[0]) {
        case "event" -> event(words, line);
        case "team" -> service(says.getOrDefault("service", ""), words[1], Service.Kind.INTERNAL);
        case "telemetry" ->
            telemetry.add(
                new Sights.Telemetry(
                    words[1],
                    number(says, "requests"),
                    number(says, "calls"),
                    number(says, "lost"),
                    set(says.getOrDefault("regions", "")),
                    "sum(spans)",
                    NOW));
        case "objective" ->
            objectives.add(
                new Sights.Objective(
                    words[1],
                    says.getOrDefault("service", ""),
                    says.getOrDefault("region", ""),
                    says.getOrDefault("known", "").equals("true"),
                    says.getOrDefault("met", "").equals("true"),
                    number(says, "recent"),
                    number(says, "window"),
                    number(says, says.containsKey("since") ? "since" : "window"),
                    (int) number(says, "rules"),
                    "sum(errors)",
                    NOW));
        case "runbook" ->
            runbooks.add(
                new Sights.Runbook(
                    words[1], says.getOrDefault("at", ""), (int) number(says, "length"), NOW));
        case "resource" ->
            resources.add(
                new Sights.Resource(
                    words[1],
                    says.getOrDefault("capacity", ""),
                    says.getOrDefault("judged", "").equals("true"),
                    "u",
                    NOW));
        case "journey" ->
            journeys.add(
                new Sights.Journey(
                    "shop",
                    words[1],
                    says.getOrDefault("entry", ""),
                    set(says.getOrDefault("needs", "")),
                    (int) number(says, "measured"),
                    number(says, "ceiling"),
                    number(says, "objective"),
                    says.getOrDefault("valued", "").equals("true"),
                    NOW));
        case "investments" ->
            investments.add(
                new Sights.Investments(
                    words[1],
                    says.getOrDefault("weighed", "").equals("true"),
                    "no part fails",
                    NOW));
        case "diagnosed" ->
            diagnosed.add(
                new Sights.Diagnosed(words[1], says.getOrDefault("right", "").equals("true"), NOW));
        case "scored" ->
            scored.add(
                new Sights.Scored(
                    words[1], number(says, "first"), (int) number(says, "cases"), NOW));
        default -> throw new IllegalArgumentException(line + " (expected: a known first word)");
      }
    }

    private void event(String[] words, String line) {
      Map<String, String> says = new TreeMap<>();
      String subject = "";
      for (String word : Arrays.asList(words).subList(3, words.length)) {
        int is = word.indexOf('=');
        String value = word.substring(is + 1);
        if (word.startsWith("subject=")) {
          subject = value;
        } else {
          says.put(
              word.substring(0, is), word.startsWith("places=") ? value.replace('_', ' ') : value);
        }
      }
      events.add(
          new Event(
              events.size() + 1,
              NOW.minus(ago(words[1])),
              words[2],
              subject,
              "ballast",
              line,
              says));
    }

    private static Duration ago(String text) {
      Duration all = Duration.ZERO;
      Matcher part = PART.matcher(text);
      while (part.find()) {
        all =
            all.plus(
                Duration.parse(
                    (part.group(2).equals("d") ? "P" : "PT")
                        + part.group(1)
                        + part.group(2).toUpperCase(Locale.ROOT)));
      }
      return all;
    }

    private static double number(Map<String, String> says, String key) {
      return Double.parseDouble(says.getOrDefault(key, "0"));
    }

    private static Set<String> set(String text) {
      return text.isEmpty()
          ? Set.of()
          : Arrays.stream(text.split(",", -1)).collect(Collectors.toSet());
    }
  }
}
