// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Text to words that code, logs and names of series share: identifiers are split at their humps and
 * underscores, and only beginnings are compared, so that {@code registry}, {@code register} and
 * {@code registration} meet.
 */
final class Words {

  private static final int STEM = 5;
  private static final int SHORTEST = 2;
  private static final int LONGEST_IDENTIFIER = 80;
  private static final Comparator<String> SHORTER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** What any incident and any diff says, so that it tells nothing apart. */
  private static final Set<String> EMPTY =
      Set.of(
          "the", "of", "to", "in", "is", "an", "and", "or", "on", "at", "by", "for", "from", "with",
          "not", "no", "if", "be", "it", "as", "was", "are", "has", "new", "var", "val", "let",
          "const", "func", "def", "retur", "retu", "this", "self", "nil", "null", "true", "false",
          "strin", "int", "bool", "void", "err", "error", "fail", "faile", "failu", "reque",
          "servi", "http", "https", "statu", "ms", "code", "value", "data", "total", "ratio",
          "above", "below", "over", "after", "befor", "ctx", "conte", "respo", "log", "info",
          "warn", "go", "java", "py", "ts", "js", "pkg", "src", "main", "inter", "path", "name",
          "get", "set", "per", "rate", "svc", "cfg", "confi", "threa", "durat", "p99", "p95", "5xx",
          "secon", "count", "api");

  private Words() {}

  /** Beginnings of all words; what says nothing is left out. */
  static NavigableSet<String> of(String text) {
    return whole(text).navigableKeySet();
  }

  /** The same, each with the shortest word that begins so, for people to read. */
  static NavigableMap<String, String> whole(String text) {
    NavigableMap<String, String> stems = new TreeMap<>();
    for (String identifier : identifiers(text)) {
      for (String part : parts(identifier)) {
        String stem = part.substring(0, Math.min(STEM, part.length()));
        if (part.length() >= SHORTEST && !EMPTY.contains(stem)) {
          stems.merge(stem, part, (one, other) -> SHORTER.compare(one, other) <= 0 ? one : other);
        }
      }
    }
    return stems;
  }

  /**
   * Whole identifiers of two words or more: {@code dashboard_favorites}; seldom there by chance.
   */
  static NavigableSet<String> compounds(String text) {
    NavigableSet<String> found = new TreeSet<>();
    for (String identifier : identifiers(text)) {
      if (parts(identifier).stream().filter(p -> p.length() > SHORTEST).count() >= 2) {
        found.add(identifier.toLowerCase(Locale.ROOT));
      }
    }
    return found;
  }

  /** Runs of letters, digits and underscores with at least one letter. */
  static List<String> identifiers(String text) {
    List<String> found = new ArrayList<>();
    int start = -1;
    boolean letter = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c) || c == '_') {
        start = start < 0 ? i : start;
        letter |= Character.isLetter(c);
      } else {
        if (start >= 0 && letter && i - start <= LONGEST_IDENTIFIER) {
          found.add(text.substring(start, i));
        }
        start = -1;
        letter = false;
      }
    }
    return found;
  }

  /** The words of an identifier in lower case: {@code (db, Pool, MAX)} gives db, pool, max. */
  static List<String> parts(String identifier) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= identifier.length(); i++) {
      boolean ends =
          i == identifier.length()
              || identifier.charAt(i) == '_'
              || identifier.charAt(i - 1) == '_'
              || hump(identifier, i);
      if (ends) {
        String part = identifier.substring(start, i).replace("_", "").toLowerCase(Locale.ROOT);
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i;
      }
    }
    return parts;
  }

  private static boolean hump(String text, int at) {
    char here = text.charAt(at);
    char before = text.charAt(at - 1);
    boolean next = at + 1 < text.length() && Character.isLowerCase(text.charAt(at + 1));
    return Character.isUpperCase(here) && (Character.isLowerCase(before) || next);
  }
}
