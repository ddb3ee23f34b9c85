// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.drain;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into tokens and hides what is a value by its looks: whatever holds a digit, and
 * long words that no person wrote (ids, tokens). Values left in place would be templates of their
 * own (arXiv 2412.05254: masking decides how good Drain is).
 */
final class Masking {

  static final String ANY = "<*>";

  private static final String SEPARATORS = " \t=:,;[](){}\"'|";
  private static final boolean[] SEPARATES = table();
  private static final int FEWEST_OF_PLACE = 4;
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int MOST_TOKENS = 40;
  private static final int LONGEST_WORD = 60;

  private Masking() {}

  /** The first line's tokens, at most forty, values hidden. */
  static List<String> tokens(String text) {
    List<String> tokens = split(text);
    tokens.replaceAll(word -> isValue(word) ? masked(word) : word);
    return tokens;
  }

  /** The same as they are. */
  static List<String> split(String text) {
    List<String> tokens = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length() && tokens.size() < MOST_TOKENS; i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      boolean ends = c == '\n' || c == '\r';
      if (ends || separates(c)) {
        if (start >= 0) {
          tokens.add(text.substring(start, i));
          start = -1;
        }
        if (ends) {
          break;
        }
      } else if (start < 0) {
        start = i;
      }
    }
    return tokens;
  }

  /**
   * A hash of what {@link #tokens} gives, without making them: lines that differ in values only
   * have the same one. FNV-1a over 64 bits.
   */
  static long hash(String text) {
    long all = BASIS;
    int count = 0;
    int start = -1;
    for (int i = 0; i <= text.length() && count < MOST_TOKENS; i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      boolean ends = c == '\n' || c == '\r';
      if (ends || separates(c)) {
        if (start >= 0) {
          all = (all ^ hash(text, start, i)) * PRIME;
          count++;
          start = -1;
        }
        if (ends) {
          break;
        }
      } else if (start < 0) {
        start = i;
      }
    }
    return (all ^ count) * PRIME;
  }

  private static long hash(String text, int from, int to) {
    long hash = BASIS;
    long place = 0;
    boolean value = to - from > LONGEST_WORD;
    boolean named = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (named && !(Character.isLetter(c) || c == '.' || c == '$' || c == '_')) {
        named = false;
        place = c == '#' && i - from >= FEWEST_OF_PLACE ? hash : 0;
      }
      value |= Character.isDigit(c);
      hash = (hash ^ c) * PRIME;
    }
    return value ? place : hash;
  }

  private static boolean separates(char c) {
    return c < SEPARATES.length && SEPARATES[c];
  }

  private static boolean[] table() {
    boolean[] table = new boolean[128];
    SEPARATORS.chars().forEach(c -> table[c] = true);
    return table;
  }

  private static boolean isValue(String word) {
    boolean value = word.length() > LONGEST_WORD;
    for (int i = 0; i < word.length() && !value; i++) {
      value = Character.isDigit(word.charAt(i));
    }
    return value;
  }

  /** {@code Class#54} keeps its name: the place in the code is what tells lines apart. */
  private static String masked(String word) {
    int end = 0;
    while (end < word.length()
        && (Character.isLetter(word.charAt(end)) || ".$_".indexOf(word.charAt(end)) >= 0)) {
      end++;
    }
    boolean place = end >= FEWEST_OF_PLACE && end < word.length() && word.charAt(end) == '#';
    return place ? word.substring(0, end) : ANY;
  }
}
