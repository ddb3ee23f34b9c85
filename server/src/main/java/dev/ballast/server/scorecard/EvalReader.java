// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.scorecard;

import dev.ballast.server.json.Json;
import dev.ballast.server.scorecard.EvalRun.SystemScore;
import dev.ballast.stats.sequential.Wilson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the document of {@code ballast eval diagnose -o json} and says all that is wrong. */
final class EvalReader {

  private static final int MOST_SYSTEMS = 50;
  private static final int MOST_CASES = 1_000_000;
  private static final int LONGEST = 100;

  private final List<String> problems = new ArrayList<>();

  private EvalReader() {}

  /**
   * A run as the document says.
   *
   * @throws IllegalArgumentException with each problem on a line
   */
  static EvalRun read(String document, Instant at, String by) {
    Map<?, ?> all = Json.read(document, Map.class);
    EvalReader reader = new EvalReader();
    EvalRun run = reader.run(all, at, by);
    if (!reader.problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", reader.problems));
    }
    return run;
  }

  private EvalRun run(Map<?, ?> all, Instant at, String by) {
    if (!"diagnose".equals(all.get("suite"))) {
      problems.add(
          "suite: %s (expected: diagnose). Fix: send what ballast eval diagnose DIR -o json prints"
              .formatted(shown(all.get("suite"))));
    }
    Map<?, ?> healthy = map(all.get("healthy"));
    Map<?, ?> windows = map(healthy.get("systems"));
    SortedMap<String, SystemScore> systems = new TreeMap<>();
    Map<?, ?> given = map(all.get("systems"));
    if (given.isEmpty() || given.size() > MOST_SYSTEMS) {
      problems.add("systems: %d (expected: 1 to %d)".formatted(given.size(), MOST_SYSTEMS));
      given = Map.of();
    }
    given.forEach(
        (key, value) -> {
          String name = text("systems", key, true);
          systems.put(name, system("systems." + name, map(value), map(windows.get(key))));
        });
    return new EvalRun(
        at,
        by,
        folder(text("directory", all.get("directory"), false)),
        text("commit", all.get("commit"), false),
        whole("onset_late_seconds", all.get("onset_late_seconds"), -86_400, 86_400),
        systems,
        count("healthy.windows", healthy.get("windows")),
        count("healthy.named", healthy.get("named")));
  }

  private SystemScore system(String at, Map<?, ?> score, Map<?, ?> windows) {
    int cases = whole(at + ".cases", score.get("cases"), 1, MOST_CASES);
    Double ac1 = ratio(at + ".ac1", score.get("ac1"));
    Double ac3 = ratio(at + ".ac3", score.get("ac3"));
    int known = score.get("known") == null ? cases : count(at + ".known", score.get("known"));
    if (known > cases) {
      problems.add("%s.known: %d (expected: at most its cases, %d)".formatted(at, known, cases));
    }
    return new SystemScore(
        cases,
        ac1 == null ? 0 : known,
        ac1,
        low(ac1, known),
        high(ac1, known),
        ac3,
        low(ac3, known),
        high(ac3, known),
        ratio(at + ".avg5", score.get("avg5")),
        count(at + ".unexplained", score.get("unexplained")),
        millis(at + ".ms_p50", score.get("ms_p50")),
        millis(at + ".ms_p95", score.get("ms_p95")),
        count(at + ".healthy.windows", windows.get("windows")),
        count(at + ".healthy.named", windows.get("named")));
  }

  /** Worked out here, so that nobody has to be believed about an interval. */
  private static @Nullable Double low(@Nullable Double share, int of) {
    return share == null || of == 0 ? null : Wilson.of(Math.round(share * of), of).low();
  }

  private static @Nullable Double high(@Nullable Double share, int of) {
    return share == null || of == 0 ? null : Wilson.of(Math.round(share * of), of).high();
  }

  private int count(String what, @Nullable Object value) {
    return value == null ? 0 : whole(what, value, 0, MOST_CASES);
  }

  private int whole(String what, @Nullable Object value, int least, int most) {
    if (value == null && least <= 0) {
      return 0;
    }
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    problems.add(
        "%s: %s (expected: a whole number, %d to %d)".formatted(what, shown(value), least, most));
    return Math.max(least, 0);
  }

  private @Nullable Double ratio(String what, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    problems.add("%s: %s (expected: 0 to 1)".formatted(what, shown(value)));
    return null;
  }

  private double millis(String what, @Nullable Object value) {
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    problems.add("%s: %s (expected: milliseconds, 0 or more)".formatted(what, shown(value)));
    return 0;
  }

  private String text(String what, @Nullable Object value, boolean needed) {
    String text = value == null ? "" : String.valueOf(value).strip();
    boolean tooLong = text.length() > (needed ? LONGEST : 10 * LONGEST);
    if ((needed && text.isEmpty()) || tooLong || text.chars().anyMatch(Character::isISOControl)) {
      problems.add("%s: %s (expected: a short name)".formatted(what, shown(value)));
      return "";
    }
    return text;
  }

  /** Where it lay on somebody's disk is nobody's business. */
  private static String folder(String path) {
    String cut = path.replaceAll("[/\\\\]+$", "");
    String last = cut.substring(Math.max(cut.lastIndexOf('/'), cut.lastIndexOf('\\')) + 1);
    return last.length() > LONGEST ? last.substring(0, LONGEST) : last;
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
