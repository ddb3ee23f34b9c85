// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.ChangeSample;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much a change can do, read from its diff: the polarity of a change.
 *
 * <p>Note. Words alone blame whoever touched the failing place last. What tells the culprit apart
 * is what its diff does: it takes something away and puts nothing in its place, tightens a limit,
 * renames what others ask for by name, brings a library of another minor version. Code that moved,
 * was wrapped into a helper, or only says something else does nothing. O(length of the diff).
 *
 * @param weight 0 (cannot do anything) to 1
 */
record Harm(double weight, String text) {

  private static final double NOTHING = 0.05;
  private static final double MOVED = 0.15;
  private static final double REPLACED = 0.3;
  private static final double ADDED = 0.45;
  private static final double LOOSENED = 0.33;
  private static final double UNKNOWN = 0.6;
  private static final double UNKNOWN_COMMIT = 0.25;
  private static final double UNKNOWN_FLAG = 0.4;
  private static final double LARGE = 3;
  private static final double SMALL = 1.5;
  private static final double MOST_MOVED = 0.85;

  private static final Pattern INERT_FILE =
      Pattern.compile(
          ".*(\\.(md|txt|rst|css|scss|less|html|svg|png|jpg|ico)$|_test\\.|\\.test\\.|\\.spec\\.|Test\\.java$"
              + "|(^|/)(docs?|tests?|testdata|\\.github|\\.circleci|ci)/|CODEOWNERS|theme\\.|README|LICENSE|golden).*");

  private static final Pattern LOGGING =
      Pattern.compile(
          "(?i)^(log(ger)?[._(]|log_\\w+\\(|logging\\.|console\\.|print|fmt\\.print|slog\\.|f\\.str\\(|\\.?str\\().*");

  private static final Pattern METERING =
      Pattern.compile(
          "(?i).*(prometheus|counter|histogram|gauge|metric|\\.inc\\(|\\.observe\\(|span\\.set|setattribute).*");

  private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|'[^']*'");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.-]*");
  private static final Set<String> KEYWORDS =
      Set.of("if", "for", "while", "switch", "return", "func", "catch", "def", "function");
  private static final Set<String> MEMORY = Set.of("memor", "heap", "oom", "oomki", "rss", "swap");
  private static final int MOST_NAMES = 4;
  private static final double EXTENDED = 0.25;

  private static final Pattern CALL = Pattern.compile("([A-Za-z_][\\w.]*)(?:\\[\\w+\\])?\\(");

  private static final Set<String> CEILING =
      Set.of(
          "max",
          "limit",
          "pool",
          "conns",
          "connections",
          "attempts",
          "retries",
          "retry",
          "ttl",
          "timeout",
          "tolerance",
          "leeway",
          "replicas",
          "memory",
          "quota",
          "capacity",
          "size",
          "budget",
          "threads",
          "workers",
          "buffer",
          "cache",
          "window",
          "grace",
          "deadline");

  private static final Set<String> VOLUME =
      Set.of(
          "level",
          "sample",
          "sampling",
          "rate",
          "verbose",
          "verbosity",
          "batch",
          "concurrency",
          "parallelism");

  private static final Pattern GROWS =
      Pattern.compile(
          "(?i).*(= ?append\\(|\\.add\\(|\\.put\\(|\\.push\\(|\\.append\\(|\\[\\w+\\] ?=).*");
  private static final Pattern BOUNDED =
      Pattern.compile(
          "(?i).*(max|limit|lru|evict|bounded|capacity|trim|ttl|pool|\\bcap\\b|remove|delete).*");
  private static final Pattern LASTING =
      Pattern.compile(
          "(?m)^(var \\w+ |(private |public )?static .*=|\\w+ ?="
              + " ?(\\[\\]|\\{\\}|list\\(\\)|dict\\(\\)|new ).*|let \\w+ ?=|const \\w+ ?= ?(\\[|new"
              + " )).*");

  static Harm of(ChangeSample change, NavigableSet<String> symptom) {
    if (change.diff().isBlank()) {
      return blind(change);
    }
    if (!change.files().isEmpty() && change.files().stream().allMatch(Harm::inert)) {
      return new Harm(NOTHING, "touches nothing that runs");
    }
    Diff whole = Diff.of(change.diff());
    Diff diff = whole.withoutMoves();
    if (diff.empty()) {
      return new Harm(NOTHING, whole.empty() ? "changes comments only" : "only moves lines");
    }
    Harm bump = Versions.bump(diff, symptom);
    if (bump != null) {
      return bump;
    }
    if (all(diff, LOGGING)) {
      return new Harm(NOTHING * 2, "only says something else in the log");
    }
    if (diff.removed().isEmpty() && all(diff, METERING)) {
      return new Harm(NOTHING * 2, "only measures");
    }
    Harm setting = setting(Setting.of(diff));
    boolean sameButNumbers = masks(diff.removed()).equals(masks(diff.added()));
    Harm code =
        sameButNumbers
            ? new Harm(NOTHING * 2, "says the same in another way")
            : code(diff, symptom);
    return setting != null && setting.weight >= code.weight ? setting : code;
  }

  private static Harm blind(ChangeSample change) {
    return switch (change.kind()) {
      case COMMIT ->
          change.files().stream().allMatch(Harm::inert)
              ? new Harm(NOTHING, "touches nothing that runs")
              : new Harm(UNKNOWN_COMMIT, "its diff is not known");
      case FLAG -> new Harm(UNKNOWN_FLAG, "switches what code already does");
      case DEPLOYMENT, CONFIGURATION -> new Harm(UNKNOWN, "what it brings is not known");
      case CHAOS -> new Harm(1, "is a fault that was injected");
      case EXTERNAL -> new Harm(0, "was made by somebody outside");
    };
  }

  private static boolean inert(String file) {
    return INERT_FILE.matcher(file).matches() || file.endsWith(".sum") || file.endsWith(".lock");
  }

  private static boolean all(Diff diff, Pattern pattern) {
    return diff.removed().stream().allMatch(l -> pattern.matcher(l).matches())
        && diff.added().stream().allMatch(l -> pattern.matcher(l).matches() || closing(l));
  }

  private static List<String> masks(List<String> lines) {
    return lines.stream().map(Setting::mask).toList();
  }

  private static boolean closing(String line) {
    return line.chars().noneMatch(Character::isLetterOrDigit);
  }

  private static @Nullable Harm setting(List<Setting> settings) {
    return settings.stream()
        .map(Harm::of)
        .max(Comparator.comparingDouble(Harm::weight))
        .orElse(null);
  }

  private static Harm of(Setting setting) {
    Set<String> words = new TreeSet<>();
    Words.identifiers(setting.key()).forEach(i -> words.addAll(Words.parts(i)));
    boolean ceiling = words.stream().anyMatch(CEILING::contains);
    boolean volume = words.stream().anyMatch(VOLUME::contains);
    boolean large = setting.times() >= LARGE;
    boolean some = setting.times() >= SMALL;
    if ((ceiling && setting.less()) || (volume && !setting.less())) {
      String what = volume && !setting.less() ? "raises " : "tightens ";
      return new Harm(large ? 1 : some ? 0.7 : REPLACED, what + setting.text());
    }
    return new Harm(large ? LOOSENED : some ? REPLACED : MOVED, "sets " + setting.text());
  }

  private static Harm code(Diff diff, NavigableSet<String> symptom) {
    NavigableSet<String> was = new TreeSet<>(Words.identifiers(diff.removedText()));
    NavigableSet<String> is = new TreeSet<>(Words.identifiers(diff.addedText()));
    NavigableSet<String> gone = new TreeSet<>(was);
    gone.removeAll(is);
    NavigableSet<String> calls = calls(diff.addedText());
    calls.removeAll(was);
    if (diff.removed().isEmpty() || (gone.isEmpty() && calls.isEmpty())) {
      return additions(diff, symptom);
    }
    if (was.size() > 2 && was.size() - gone.size() >= MOST_MOVED * was.size() && !calls.isEmpty()) {
      return new Harm(MOVED, "moves code into " + list(calls));
    }
    String renamed = renamed(diff);
    if (!renamed.isEmpty()) {
      return new Harm(0.8, renamed);
    }
    NavigableSet<String> fresh = new TreeSet<>(is);
    fresh.removeAll(was);
    if (!calls.isEmpty()) {
      return new Harm(REPLACED, "replaces code by calls of " + list(calls));
    }
    return fresh.isEmpty()
        ? new Harm(1, "takes away " + list(gone) + " and puts nothing in its place")
        : new Harm(0.4, "replaces " + list(gone) + " by " + list(fresh));
  }

  private static Harm additions(Diff diff, NavigableSet<String> symptom) {
    String added = diff.addedText();
    boolean memory = MEMORY.stream().anyMatch(symptom::contains);
    boolean grows =
        LASTING.matcher(added).find()
            && diff.added().stream().anyMatch(l -> GROWS.matcher(l).matches())
            && diff.added().stream().noneMatch(l -> BOUNDED.matcher(l).matches());
    if (memory && grows) {
      return new Harm(0.95, "keeps something for every call and never lets go of it");
    }
    return diff.removed().isEmpty()
        ? new Harm(ADDED, "adds code")
        : new Harm(EXTENDED, "says more where it was");
  }

  /**
   * Two lines that differ in the text of a literal only: whoever asks for the old one gets none.
   */
  private static String renamed(Diff diff) {
    for (String line : diff.removed()) {
      for (String other : diff.added()) {
        if (!line.equals(other) && bare(line).equals(bare(other)) && line.matches(".*[\"'].*")) {
          NavigableSet<String> was = literals(line);
          NavigableSet<String> is = literals(other);
          NavigableSet<String> gone = new TreeSet<>(was);
          gone.removeAll(is);
          is.removeAll(was);
          if (gone.stream().anyMatch(l -> NAME.matcher(l).matches())) {
            return "renames " + list(gone) + " to " + list(is);
          }
        }
      }
    }
    return "";
  }

  private static String bare(String line) {
    return LITERAL.matcher(line).replaceAll("''").replaceAll("\\s+", "");
  }

  private static NavigableSet<String> literals(String line) {
    NavigableSet<String> found = new TreeSet<>();
    Matcher matcher = LITERAL.matcher(line);
    while (matcher.find()) {
      found.add(matcher.group().substring(1, matcher.group().length() - 1));
    }
    return found;
  }

  private static NavigableSet<String> calls(String text) {
    NavigableSet<String> found = new TreeSet<>();
    Matcher matcher = CALL.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      String last = name.substring(name.lastIndexOf('.') + 1);
      if (!KEYWORDS.contains(last)) {
        found.add(last);
      }
    }
    return found;
  }

  private static String list(Set<String> names) {
    return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
  }
}
